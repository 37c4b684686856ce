using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Anjie.Directory.Features.SignIn;

/// <summary>Removes codes and tokens that ended more than two days ago; until then they serve to recognise a replay.</summary>
internal sealed partial class SpentTokens(IServiceScopeFactory scopes, TimeProvider time, ILogger<SpentTokens> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromHours(1);
    static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var before = time.GetUtcNow() - Kept;
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<DirectoryDb>().SpentChallenges.Where(spent => spent.Until < before).ExecuteDeleteAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e.GetType().Name); // the next hour tries again
            }
    }

    [LoggerMessage(LogLevel.Warning, "Spent tokens were not removed: {Reason}")]
    partial void LogFailed(string reason);
}
