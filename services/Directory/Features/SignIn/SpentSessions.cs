namespace Anjie.Directory.Features.SignIn;

/// <summary>Ends what nobody uses any more, so that the other services hear of it too.</summary>
internal sealed partial class SpentSessions(IServiceScopeFactory scopes, TimeProvider time, ILogger<SpentSessions> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<Sessions>().EndSpentAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.GetType().Name); // the next minute tries again
            }
    }

    [LoggerMessage(LogLevel.Warning, "Spent sign-ins were not ended: {Reason}")]
    partial void LogFailed(string reason);
}
