using Anjie.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Anjie.Gateway;

/// <summary>A service that cannot be reached is "try again shortly", not a bad gateway with its address in it.</summary>
sealed class ServiceDown(RequestDelegate next, IProblemDetailsService problems, ErrorTexts texts, ILogger<ServiceDown> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (http.GetForwarderErrorFeature() is not { } failure || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var code = "service.unavailable";
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        if (RefusedBody(failure.Exception) is { } refused)
        {
            code = refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? "request.too_large" : "request.malformed";
            http.Response.StatusCode = refused.StatusCode;
        }
        else
        {
            http.Response.Headers.RetryAfter = "2";
            log.LogWarning("No answer from {Cluster}: {Error}", http.GetReverseProxyFeature().Cluster.Config.ClusterId, failure.Error);
        }

        var problem = new ProblemDetails { Status = http.Response.StatusCode, Title = texts.For(code, []), Extensions = { ["code"] = code } };
        await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem });
    }

    static BadHttpRequestException? RefusedBody(Exception? failure) => failure switch
    {
        null => null,
        BadHttpRequestException refused => refused,
        AggregateException many => many.InnerExceptions.Select(RefusedBody).FirstOrDefault(found => found is not null),
        _ => RefusedBody(failure.InnerException),
    };
}
