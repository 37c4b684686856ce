namespace Anjie.Launcher;

/// <summary>A service's program, run for one verb instead of serving.</summary>
static class ServiceVerb
{
    public static async Task RunAsync(string clone, string dataFolder, Service service, string verb, Dictionary<string, string> settings, CancellationToken cancellation)
    {
        var assembly = Places.Assembly(clone, service.Project);
        settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        using var log = LogFile.Open(Path.Combine(dataFolder, "logs", $"{service.Name}-{verb}.log"));
        await Command.RunAsync(
            new ChildStart($"{service.Project} {verb}", "dotnet", [assembly, verb])
            {
                Environment = settings,
                Folder = Path.GetDirectoryName(assembly),
                OnLine = log.Write,
            },
            cancellation);
    }
}
