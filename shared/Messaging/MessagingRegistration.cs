using System.Net.Security;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Anjie.Messaging;

/// <summary>Wires outbox, inbox, parking and RabbitMQ into a service.</summary>
public static class MessagingRegistration
{
    // The broker's distance is milliseconds; more would only lengthen what a dying consumer leaves behind.
    const ushort Prefetch = 32;
    const int ConcurrentMessages = 8;

    // A queue still looking for its leader takes a request and answers nothing; the default would lose twenty seconds to each.
    static readonly TimeSpan PatienceOfRunning = TimeSpan.FromSeconds(5);

    /// <summary>The name of the activity source and of the meter, for the telemetry's set-up.</summary>
    public const string TelemetryName = OutboxPublisher.ActivitySourceName;

    /// <summary>Adds RabbitMQ, the given consumers, and the outbox and inbox in <typeparamref name="TDb"/>.</summary>
    public static void AddMessaging<TDb>(this IHostApplicationBuilder builder, MessagingOptions options) where TDb : DbContext
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<ContractRegistry>();
        services.AddSingleton<MessagingMetrics>();
        services.AddSingleton<TopologyMode>();
        services.AddSingleton<Broker>();
        services.AddSingleton(provider => MessagingActivity.For<TDb>(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton(provider => new OutboxInterceptor(
            provider.GetRequiredService<ContractRegistry>(), options, provider.GetRequiredService<OutboxSignal>()));
        services.AddSingleton<OutboxPublisher>();
        services.AddSingleton<ParkingFilter>();
        services.AddSingleton(typeof(Sets<>));
        services.AddScoped<AfterCommit>();
        services.AddScoped<IInbox, Inbox<TDb>>();
        services.AddScoped<IParkingLot, ParkingLot<TDb>>();
        services.AddScoped(provider => new ParkedMessages<TDb>(
            provider.GetRequiredService<TDb>(), provider.GetRequiredService<Broker>(), provider.GetRequiredService<OutboxSignal>()));

        services.AddMassTransit(bus => Configure(bus, options));
        services.AddReceiveObserver<MessagingActivity.Observer>();
        // A service without its broker still takes requests: the outbox keeps what it has to say.
        services.Configure<MassTransitHostOptions>(host => host.StopTimeout = TimeSpan.FromSeconds(10));

        // After the bus, so that they stop before it.
        services.AddHostedService<OutboxDispatcher<TDb>>();
        services.AddHostedService<DeadLetterRelay>();
        services.AddHostedService<Bookkeeping<TDb>>();
    }

    static void Configure(IBusRegistrationConfigurator bus, MessagingOptions options)
    {
        bus.DisableUsageTelemetry();
        bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(options.Service, includeNamespace: false));
        bus.ConfigureHealthCheckOptions(health =>
        {
            health.Name = "rabbitmq";
            health.MinimalFailureStatus = HealthStatus.Degraded;
        });
        options.Consumers(bus);
        bus.AddConfigureEndpointsCallback((context, _, endpoint) => ConfigureEndpoint(context, endpoint, options));
        bus.UsingRabbitMq((context, rabbit) =>
        {
            var broker = context.GetRequiredService<Broker>();
            var stopping = context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            var declaresOnly = context.GetRequiredService<TopologyMode>().DeployOnly;
            rabbit.Host(broker.Address, host =>
            {
                // MassTransit knows TLS by the usual port, not by the scheme.
                if (broker.IsTls)
                    host.UseSsl(tls =>
                    {
                        (tls.ServerName, tls.Protocol) = (broker.Address.Host, SslProtocols.None); // which versions is the system's choice
                        // Left to itself it takes a certificate that nobody has signed.
                        tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable);
                    });
                host.OnRefreshConnectionFactory = async factory =>
                {
                    await broker.AwaitAsync(stopping);
                    (factory.UserName, factory.Password) = broker.Account; // as they are now
                };
                host.ContinuationTimeout(declaresOnly ? Broker.PatienceOfDeclaring : PatienceOfRunning);
            });
            rabbit.ConfigureJsonSerializerOptions(WithEnumsAsText);
            rabbit.DeployTopologyOnly = declaresOnly;
            rabbit.DeployPublishTopology = true;
            rabbit.AddPublishMessageTypes(context.GetRequiredService<ContractRegistry>().Types);
            rabbit.UseConsumeFilter(typeof(OriginFilter<>), context);
            rabbit.UseConsumeFilter(typeof(InboxFilter<>), context, filter => filter.Exclude([.. options.InSets])); // sets come by the inbox together
            rabbit.ConfigureEndpoints(context);
        });
    }

    static void ConfigureEndpoint(IRegistrationContext context, IReceiveEndpointConfigurator endpoint, MessagingOptions options)
    {
        var parking = context.GetRequiredService<ParkingFilter>();
        endpoint.PublishFaults = false;
        endpoint.ConfigureError(pipe => pipe.UseFilter(parking));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(parking));
        endpoint.PrefetchCount = Prefetch;
        endpoint.ConcurrentMessageLimit = ConcurrentMessages;

        // Few and short: a message that cannot succeed must not hold its neighbours' places for long.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Exponential(3, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200));
            retry.Ignore([typeof(MessageOriginException), .. options.DoNotRetry]);
        });

        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            foreach (var (name, value) in context.GetRequiredService<Broker>().QueueArguments)
                rabbit.SetQueueArgument(name, value);
        }
    }

    // The options are MassTransit's static ones: every bus of the process comes by here.
    static JsonSerializerOptions WithEnumsAsText(JsonSerializerOptions json)
    {
        json.WriteIndented = false;
        if (!json.Converters.OfType<JsonStringEnumConverter>().Any())
            json.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: false));
        return json;
    }
}
