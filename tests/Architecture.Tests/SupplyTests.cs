using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Anjie.Architecture.Tests;

/// <summary>What comes in with the tree: packages as they were looked at, and no secret.</summary>
public sealed partial class SupplyTests
{
    static readonly string[] Passed = [".git", ".anjie", "artifacts", "bin", "obj", "node_modules"];
    static readonly string[] Pictures = [".png", ".ico", ".woff2", ".xlsx", ".pdf"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void S_123_every_project_has_a_lock_file_that_agrees_with_the_versions_of_the_tree()
    {
        var versions = XDocument.Load(Path.Combine(Sources.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!, StringComparer.OrdinalIgnoreCase);
        var locked = 0;
        foreach (var project in Files().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")));
            foreach (var package in file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()).Where(package => package.Value.GetProperty("type").GetString() != "Project"))
            {
                package.Value.GetProperty("contentHash").GetString()!.Length.ShouldBeGreaterThan(80, $"{package.Name} of {project}");
                if (package.Value.GetProperty("type").GetString() == "Direct" && versions.TryGetValue(package.Name, out var version))
                    package.Value.GetProperty("resolved").GetString().ShouldBe(version, $"{package.Name} of {project}");
                locked++;
            }
        }

        locked.ShouldBeGreaterThan(500);
        var gate = File.ReadAllText(Path.Combine(Sources.Root, ".ci", "run"));
        gate.ShouldContain("export CI=true");
        gate.ShouldContain("--locked-mode");
    }

    [Fact]
    public async Task S_123_another_version_or_another_content_than_the_locked_one_is_not_restored()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("anjie-locked-");
        try
        {
            foreach (var name in (string[])["Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json"])
                File.Copy(Path.Combine(Sources.Root, name), Path.Combine(folder.FullName, name));
            var project = folder.CreateSubdirectory("Deadlines").FullName;
            foreach (var name in (string[])["Deadlines.csproj", "packages.lock.json"])
                File.Copy(Path.Combine(Sources.Root, "shared", "Deadlines", name), Path.Combine(project, name));
            (await RestoreAsync(project)).ShouldContain(": 0");

            await ShouldFailAsync(Path.Combine(project, "packages.lock.json"), lockFile => ContentHash().Replace(lockFile, $"\"contentHash\": \"{Convert.ToBase64String(new byte[64])}\""), "NU1403");
            await ShouldFailAsync(Path.Combine(folder.FullName, "Directory.Packages.props"), props => Analyzer().Replace(props, "Include=\"Meziantou.Analyzer\" Version=\"1.0.0\""), "NU1004");

            async Task ShouldFailAsync(string file, Func<string, string> change, string code)
            {
                var before = await File.ReadAllTextAsync(file, Stop);
                var after = change(before);
                after.ShouldNotBe(before);
                await File.WriteAllTextAsync(file, after, Stop);
                (await RestoreAsync(project)).ShouldContain(code);
                await File.WriteAllTextAsync(file, before, Stop);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void S_118_no_file_of_the_tree_holds_a_secret()
    {
        var (looked, found) = (0, new List<string>());
        foreach (var file in Files())
        {
            looked++;
            var text = File.ReadAllText(file);
            found.AddRange(Shapes().Matches(text).Select(match => $"{Path.GetRelativePath(Sources.Root, file)}: {match.Value[..Math.Min(12, match.Value.Length)]}…"));
            if (Path.GetFileName(file).StartsWith("appsettings", StringComparison.Ordinal) && !file.Contains(".Development.", StringComparison.Ordinal))
                found.AddRange(Settings(JsonDocument.Parse(text).RootElement, "").Select(name => $"{Path.GetRelativePath(Sources.Root, file)}: {name}"));
        }

        looked.ShouldBeGreaterThan(500);
        found.ShouldBeEmpty(string.Join('\n', found));
    }

    [Fact]
    public void S_118_a_secret_of_any_of_these_shapes_would_be_noticed()
    {
        const string Run = "Ab3dEf6hIj9lMn2pQr5tUv8xYz1AbCdEf4hIjKlMn7p";
        string[] samples =
        [
            $"-----BEGIN {"PRIVATE"} KEY-----", $"-----BEGIN EC {"PRIVATE"} KEY-----", "AKIA" + "ABCDEFGHIJKLMNOP", "ghp_" + Run[..36], "glpat-" + Run[..20], "xoxb-" + Run[..20], "eyJ" + Run[..20] + ".eyJ" + Run[..20],
            "Host=db;Username=app;Pass" + "word=hunter22", "amqp:" + "//user:hunter22@broker/", $"\"{Run[..43]}=\"",
        ];
        samples.ShouldAllBe(sample => Shapes().IsMatch(sample));
        Settings(JsonDocument.Parse("""{"Auth":{"PortalSecret":"x"},"Mail":[{"ApiKey":"y"}],"Passwords":{"Profile":"Asvs"},"Secret":""}""").RootElement, "").ShouldBe([":Auth:PortalSecret", ":Mail:0:ApiKey"]);
    }

    /// <summary>Settings whose name says that they are secret and that have a value.</summary>
    static IEnumerable<string> Settings(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Settings(member.Value, $"{name}:{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((member, at) => Settings(member, $"{name}:{at}")),
        JsonValueKind.String when element.GetString()!.Length > 0 && Secretive().IsMatch(name) => [name],
        _ => [],
    };

    static IEnumerable<string> Files()
    {
        Stack<DirectoryInfo> folders = new([new(Sources.Root)]);
        while (folders.TryPop(out var folder))
        {
            foreach (var below in folder.EnumerateDirectories().Where(below => !Passed.Contains(below.Name) && below.LinkTarget is null))
                folders.Push(below);
            foreach (var file in folder.EnumerateFiles().Where(file => !Pictures.Contains(file.Extension) && file.LinkTarget is null))
                yield return file.FullName;
        }
    }

    /// <returns>What it said, and its exit code at the end.</returns>
    static async Task<string> RestoreAsync(string project)
    {
        using var restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", "--locked-mode", "--force", "-nologo", "-p:NuGetAudit=false"]) { WorkingDirectory = project, RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await restore.StandardOutput.ReadToEndAsync(Stop);
        await restore.WaitForExitAsync(Stop);
        return $"{said}\n: {restore.ExitCode}";
    }

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bglpat-[\w-]{20}|\bxox[abprs]-[\w-]{20}|\beyJ[\w-]{15,}\.eyJ[\w-]{15,}|(?i:password|pwd)=[^;\s{}$<>'""&)]{4,}|amqps?://[^:/\s{}$]+:(?!password@|密码@)[^@/\s{}$]+@|""[A-Za-z0-9+/]{43}=""",
        RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Shapes();

    [GeneratedRegex("(Password|Secret|ApiKey|Token|ConnectionStrings:[^:]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secretive();

    [GeneratedRegex("\"contentHash\": \"[^\"]+\"", RegexOptions.None, 1000)]
    private static partial Regex ContentHash();

    [GeneratedRegex("Include=\"Meziantou.Analyzer\" Version=\"[^\"]+\"", RegexOptions.None, 1000)]
    private static partial Regex Analyzer();
}
