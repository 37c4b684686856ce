using System.Collections.Concurrent;
using Anjie.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Hosting;

/// <summary>Holds every route of a service to its row in the policy.</summary>
public static class RouteRules
{
    static readonly ConcurrentDictionary<RouteEndpoint, string> Known = new();

    /// <summary>Refuses to start with a route that no row declares, or a row that no route needs. Call it when all routes are mapped.</summary>
    /// <exception cref="InvalidOperationException">Route and policy differ.</exception>
    public static void DemandRouteRules(this WebApplication app)
    {
        var service = app.Services.GetRequiredService<ServiceName>().Name;
        var declared = app.Services.GetRequiredService<Policy>().Routes.GetValueOrDefault(service)?.Keys ?? [];
        List<string> served = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => IsOf(service, endpoint)).Select(endpoint => KeyOf(endpoint))];
        string[] faults = [.. served.Except(declared).Select(route => $"{route} has no row"), .. declared.Except(served).Select(route => $"no route {route}")];
        string[] open = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(endpoint => IsOf(service, endpoint)
            && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null != (app.Services.GetRequiredService<Policy>().RuleOf(service, KeyOf(endpoint))?.IsForPetitioners == true)).Select(KeyOf)];
        if (open.Length > 0)
            throw new InvalidOperationException($"Without a sign-in goes what policy.json opens to petitioners, and nothing else: {string.Join("; ", open)}.");
        if (faults.Length > 0)
            throw new InvalidOperationException($"policy.json and the routes of {service} differ: {string.Join("; ", faults)}.");
    }

    /// <summary>Refuses a caller whose roles the route's row does not name.</summary>
    internal static void Demand(HttpContext http, Act act)
    {
        var service = http.RequestServices.GetRequiredService<ServiceName>().Name;
        if (http.GetEndpoint() is not RouteEndpoint endpoint || !IsOf(service, endpoint))
            return;
        var route = KeyOf(endpoint);
        if (act.Policy.RuleOf(service, route)?.Admits(act.Actor) != true)
            throw new BrokenRuleException(CaseErrors.RoleForbidden, route);
    }

    static bool IsOf(string service, RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith($"api/{service}/", StringComparison.Ordinal) == true;

    // As the policy writes it: below the service's own path, without the constraints of the parameters.
    static string KeyOf(RouteEndpoint endpoint) => Known.GetOrAdd(endpoint, static one =>
        $"{one.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0]} /{string.Join('/', one.RoutePattern.PathSegments.Skip(2).Select(Text))}");

    static string Text(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => "",
    }));
}
