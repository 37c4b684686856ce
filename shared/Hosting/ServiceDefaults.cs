using System.Globalization;
using System.Resources;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Anjie.Cases;
using Anjie.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Anjie.Hosting;

/// <summary>What every process of the system has: clock, telemetry, health, languages, JSON rules, problem details.</summary>
public static class ServiceDefaults
{
    public static readonly CultureInfo[] Languages = [new("zh-CN"), new("en")];

    /// <param name="errorTexts">Resource files with the sentences of this service's error codes.</param>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, string service, params ResourceManager[] errorTexts)
    {
        ReadSecrets(builder);
        RefuseSamples(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            EdgeLimits.Set(kestrel, isGateway: service == "gateway");
            TlsRules.Set(kestrel);
        });
        ClearedMemory.Use(builder.Services);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(services => BusinessClock.From(builder.Configuration, builder.Environment, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(new ServiceName(service));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton(new ErrorTexts([new ResourceManager("Anjie.Cases.Resources.Errors", typeof(CaseErrors).Assembly), new ResourceManager("Anjie.Hosting.Resources.Errors", typeof(ErrorTexts).Assembly), .. errorTexts]));
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = ProblemAnswers.Complete);
        builder.Services.AddExceptionHandler<ProblemAnswers>();
        builder.Services.AddRequestLocalization(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Languages[0]);
            options.SupportedCultures = [Languages[0]];
            options.SupportedUICultures = Languages;
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        builder.Services.Configure<JsonOptions>(options =>
        {
            var json = options.SerializerOptions;
            json.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: false));
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.AllowDuplicateProperties = false;
            json.NumberHandling = JsonNumberHandling.Strict;
            json.MaxDepth = 32;
            json.TypeInfoResolver = (json.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(WholeLists.Demand);
        });
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Logging.AddConsole(console => console.FormatterName = OneLine.FormatterName).AddConsoleFormatter<OneLine, ConsoleFormatterOptions>();
        builder.AddTelemetry(service);
    }

    // Connection strings in a file of their own can change while the process runs. What is set elsewhere wins.
    static void ReadSecrets(WebApplicationBuilder builder)
    {
        if (builder.Configuration["Secrets:File"] is not { } file)
            return;
        var source = new JsonConfigurationSource { Path = file, ReloadOnChange = true, Optional = false };
        source.ResolveFileProvider();
        builder.Configuration.Sources.Insert(0, source);
    }

    // docker-compose.yml shows it, so everybody knows it.
    static void RefuseSamples(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsProduction() && builder.Configuration.GetSection("ConnectionStrings").GetChildren().FirstOrDefault(one => one.Value?.Contains("only-inside-compose", StringComparison.Ordinal) == true) is { } sample)
            throw new InvalidOperationException($"ConnectionStrings:{sample.Key} has the password of the sample; Production needs its own.");
    }

    static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        // SQL text and URLs with ids stay out of exported telemetry; names of routes and spans are enough to follow a matter by its trace.
        var isExported = builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"anjie-{service}"))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("Anjie.*"))
            .WithTracing(tracing => tracing.AddSource("Anjie.*", "MassTransit").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation());
        if (isExported)
        {
            telemetry.WithTracing(tracing => tracing.AddNpgsql()); // dozens of spans per request, which nobody would see without an exporter
            telemetry.UseOtlpExporter();
        }

        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        // Degraded is what a service is until its bus has started, and what whoever asks is told.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Error);
        // The rings of keys lie unsealed in the services' own databases; on a demonstration machine that is no news.
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }

    /// <summary>Error answers, languages and health; call it first in the pipeline.</summary>
    public static void UseServiceDefaults(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<RequestRules>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
    }

    /// <summary>Lets the Development clock see whether this process has caught up; absent outside Development.</summary>
    /// <param name="isIdle">True when nothing is waiting to be sent or handled.</param>
    /// <param name="nextOn">The earliest business day on which the process acts by itself, past days included; null when there is none.</param>
    public static void MapDevelopmentClock(this WebApplication app,
        Func<IServiceProvider, CancellationToken, Task<bool>> isIdle, Func<IServiceProvider, CancellationToken, Task<DateOnly?>>? nextOn = null)
    {
        if (app.Environment.IsDevelopment())
            app.MapGet("/dev/clock", async (BusinessClock clock, IServiceProvider services, CancellationToken ct) =>
            {
                // A service at work need not be asked further: only the calm of all moves the clock.
                if (services.GetService<MessagingActivity>() is { IsIdle: false })
                    return TypedResults.Ok(new ClockEcho((long)clock.Offset.TotalSeconds, clock.Today(), false, null));

                // Due first: what fires between the two questions has left its mark in the outbox by the second.
                var next = nextOn is null ? null : await nextOn(services, ct);
                var idle = await isIdle(services, ct) && !(next <= clock.Today());
                return TypedResults.Ok(new ClockEcho((long)clock.Offset.TotalSeconds, clock.Today(), idle, next));
            }).AllowAnonymous().ExcludeFromDescription();
    }

    public static bool IsMigration(string[] args) => args is ["migrate", ..];
}

/// <summary>What the gateway calls this process ("screening").</summary>
public sealed record ServiceName(string Name);

/// <summary>Answer of <c>GET /dev/clock</c>.</summary>
/// <param name="OffsetSeconds">How far business time is ahead of system time.</param>
/// <param name="Today">The business day of this process.</param>
/// <param name="Idle">Nothing is waiting to be sent, handled or fired.</param>
/// <param name="NextOn">The next day on which this process acts by itself, if any.</param>
public sealed record ClockEcho(long OffsetSeconds, DateOnly Today, bool Idle, DateOnly? NextOn);
