using Anjie.Launcher;
using Anjie.Seeds;
using Anjie.Seeds.Demo;
using Anjie.Seeds.Scenario;

const string Usage = "token USER --gateway ADDRESS --password PASSWORD | demo --gateway ADDRESS --password PASSWORD | scenario [--keep] [--gateway ADDRESS --password PASSWORD]";

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, interrupt) =>
{
    interrupt.Cancel = true;
    stop.Cancel();
};

try
{
    switch (args)
    {
        case ["token", var user, ..] when Opened() is { } gateway:
            using (gateway)
            {
                Console.WriteLine((await gateway.SignInAsync(user, stop.Token)).AccessToken);
                return 0;
            }

        case ["demo", ..] when Opened() is { } gateway:
            using (gateway)
            {
                return await new DemoVerb(gateway, stop.Token).RunAsync();
            }

        case ["scenario", ..] when Opened() is { } gateway:
            using (gateway)
            {
                return await ScenarioVerb.OnAsync(gateway, stop.Token);
            }

        case ["scenario"] or ["scenario", "--keep"]:
            return await ScenarioVerb.OnItsOwnAsync(keep: args.Contains("--keep"), stop.Token);

        default:
            await Console.Error.WriteLineAsync(Usage);
            return 2;
    }
}
catch (Exception e) when (e is SignInRefusedException or RefusedException or HttpRequestException or StartFailedException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

Gateway? Opened() => Option("--gateway") is { } address && Option("--password") is { } password ? new Gateway(Gateway.AddressOf(address), password) : null;

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
