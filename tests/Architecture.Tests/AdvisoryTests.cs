using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Anjie.Architecture.Tests;

/// <summary>A package of which a grave weakness is known is not restored, wherever a list of advisories can be reached. The list here is one of our own, so that the gate is seen to close.</summary>
public sealed class AdvisoryTests
{
    // What a list says of a weakness.
    const int Moderate = 1, High = 2, Critical = 3;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("masstransit.rabbitmq", High, "(, 1000.0.0)", true)] // named by the project
    [InlineData("rabbitmq.client", Critical, "(, 1000.0.0)", true)] // brought by what is named
    [InlineData("rabbitmq.client", High, "(, 1.0.0)", false)] // mended since
    [InlineData("rabbitmq.client", Moderate, "(, 1000.0.0)", false)]
    public async Task S_121_a_package_with_a_known_grave_weakness_is_not_restored(string package, int severity, string versions, bool refused)
    {
        var said = await RestoreAsync($$"""{"{{package}}":[{"url":"https://example.org/advisory","severity":{{severity}},"versions":"{{versions}}"}]}""");
        (said.Contains("error NU190", StringComparison.Ordinal), said.EndsWith(": 0", StringComparison.Ordinal)).ShouldBe((refused, !refused), said);
    }

    [Fact]
    public async Task S_121_a_list_that_was_asked_for_and_says_nothing_is_no_good_news()
    {
        var said = await RestoreAsync(advisories: null);
        (said.Contains("error NU1905", StringComparison.Ordinal), said.EndsWith(": 0", StringComparison.Ordinal)).ShouldBe((true, false), said);
    }

    /// <param name="advisories">By package; null for a list that does not answer.</param>
    /// <returns>What it said, and its exit code at the end.</returns>
    static async Task<string> RestoreAsync(string? advisories)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("anjie-advisories-");
        using var list = Listen(out var address);
        try
        {
            foreach (var name in (string[])["Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json"])
                File.Copy(Path.Combine(Sources.Root, name), Path.Combine(folder.FullName, name));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "NuGet.config"), $"<configuration><auditSources><clear /><add key=\"list\" value=\"{address}index.json\" allowInsecureConnections=\"true\" /></auditSources></configuration>", Stop);
            var project = folder.CreateSubdirectory("Project").FullName;
            await File.WriteAllTextAsync(Path.Combine(project, "Project.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"MassTransit.RabbitMQ\" /></ItemGroup></Project>", Stop);
            var serving = ServeAsync(list, address, advisories);
            using var restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", "--force", "--no-http-cache", "-nologo", "-p:RestoreLockedMode=false"]) { WorkingDirectory = project, RedirectStandardOutput = true, UseShellExecute = false })!;
            var said = await restore.StandardOutput.ReadToEndAsync(Stop);
            await restore.WaitForExitAsync(Stop);
            list.Stop();
            await serving;
            return $"{said}\n: {restore.ExitCode}";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static HttpListener Listen(out string address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = FormattableString.Invariant($"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        probe.Stop();
        var listener = new HttpListener { Prefixes = { address } };
        listener.Start();
        return listener;
    }

    static async Task ServeAsync(HttpListener list, string address, string? advisories)
    {
        while (true)
        {
            HttpListenerContext asked;
            try
            {
                asked = await list.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // nobody asks any more
            }

            var answer = (asked.Request.Url!.AbsolutePath, advisories) switch
            {
                (_, null) => null,
                ("/index.json", _) => $$"""{"version":"3.0.0","resources":[{"@id":"{{address}}list.json","@type":"VulnerabilityInfo/6.7.0"}]}""",
                ("/list.json", _) => $$"""[{"@name":"base","@id":"{{address}}base.json","@updated":"2026-01-01T00:00:00Z","comment":""}]""",
                _ => advisories,
            };
            asked.Response.StatusCode = answer is null ? 503 : 200;
            await asked.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer ?? ""));
            asked.Response.Close();
        }
    }
}
