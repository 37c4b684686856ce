using System.Diagnostics;

namespace Anjie.Support;

/// <summary>Servers somebody else started for the whole run.</summary>
/// <remarks>AMQP has no verb for virtual hosts: <c>ANJIE_TEST_RABBITMQ_CONTROL</c> may name the command that is this broker's rabbitmqctl.</remarks>
sealed class GivenServers(string postgres, string rabbitMq) : IServers
{
    public string Postgres => postgres;

    public string RabbitMq => rabbitMq;

    public async Task<string> CreateVirtualHostAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("ANJIE_TEST_RABBITMQ_CONTROL") is not { Length: > 0 } control)
            return rabbitMq;

        var address = new UriBuilder(rabbitMq);
        await RunAsync($"{control} add_vhost {name}");
        await RunAsync($"{control} set_permissions -p {name} {Uri.UnescapeDataString(address.UserName)} '.*' '.*' '.*'");
        address.Path = name;
        return address.Uri.ToString();
    }

    static async Task RunAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = shell.StandardOutput.ReadToEndAsync();
        var error = await shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"{command}: {error}{await output}");
    }
}
