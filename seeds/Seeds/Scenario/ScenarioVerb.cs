using System.Diagnostics;
using System.Globalization;
using Anjie.Launcher;

namespace Anjie.Seeds.Scenario;

/// <summary>Plays the acceptance story, on a fresh system of its own or on one that runs.</summary>
internal static class ScenarioVerb
{
    const int DaysOfWeek = 7;
    static readonly DateOnly firstDay = new(2026, 1, 5);

    public static async Task<int> OnAsync(Gateway gateway, CancellationToken stop)
    {
        var elapsed = Stopwatch.StartNew();
        var today = await gateway.TodayAsync(stop);
        // Its steps keep clear of weekends only from a Monday on.
        var monday = today.AddDays((DaysOfWeek - (int)today.DayOfWeek + (int)DayOfWeek.Monday) % DaysOfWeek);
        var play = new Play(gateway, await Offices.ReadAsync(gateway.As("clerk"), stop), monday, stop);
        try
        {
            await gateway.WalkToAsync(monday, stop);
            var dispute = await Doorstep.PlayAsync(play);
            var matter = await Reception.RegisterAsync(play, dispute);
            var visit = await Reception.VisitAsync(play, matter);
            await Opinion.PlayAsync(play, dispute, matter, visit);
            await Backlog.PlayAsync(play, matter);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{gateway.Asked} 次请求 requests，{elapsed.Elapsed.TotalSeconds:0} s"));
            return 0;
        }
        catch (Exception e) when (e is UnexpectedException or RefusedException)
        {
            await Console.Error.WriteLineAsync($"✗ {play.Today:yyyy-MM-dd} {e.Message}");
            return 1;
        }
    }

    /// <param name="keep">Leaves the system running afterwards, until Ctrl-C.</param>
    public static async Task<int> OnItsOwnAsync(bool keep, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("anjie-scenario-");
        // PostgreSQL's user has to pass through; what lies inside protects itself.
        File.SetUnixFileMode(folder.FullName, folder.UnixFileMode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            await using var system = await AnjieSystem.StartAsync(new() { DataFolder = folder.FullName, StartOn = firstDay, Durable = false, Report = Console.WriteLine }, stop);
            using var gateway = new Gateway(Gateway.AddressOf(system.Address), system.DemoPassword);
            var result = await OnAsync(gateway, stop);
            if (keep)
            {
                Console.WriteLine($"{system.Address}  {system.DemoPassword}  Ctrl-C 停止 stops");
                await Task.WhenAny(system.Broken, Task.Delay(Timeout.Infinite, stop));
            }

            return result;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
