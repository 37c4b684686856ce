using System.Globalization;
using Anjie.Benchmarks;
using Anjie.Launcher;
using Anjie.Support;

// dotnet run -c Release --project tests/Benchmarks -- all | registration | latency | memory | import | clocks
string[] known = ["registration", "latency", "memory", "import", "clocks"];
var wanted = args is ["all"] ? known : args;
if (wanted.Length == 0 || wanted.Except(known).Any())
{
    await Console.Error.WriteLineAsync("all, or some of: " + string.Join(", ", known));
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var report = new Report();
if (wanted.Contains("clocks"))
    ClockArithmetic.Measure(report);
if (wanted.Any(name => name != "clocks"))
{
    var folder = TemporaryFolder.Create("benchmark");
    // As it is deployed: the database waits for the disk.
    await using var system = await AnjieSystem.StartAsync(new() { DataFolder = folder, StartOn = new DateOnly(2026, 1, 5), Report = Report.Say });
    var office = await Office.OpenAsync(system);
    if (wanted.Contains("registration"))
        await Registration.MeasureAsync(system, office, folder, report);
    if (wanted.Contains("latency"))
        await Latency.MeasureAsync(system, office, report);
    if (wanted.Contains("memory"))
        await Memory.MeasureAsync(report);
    if (wanted.Contains("import"))
        await Intake.MeasureAsync(office, report);
}

report.Print();
return report.MissesAnAim ? 1 : 0;
