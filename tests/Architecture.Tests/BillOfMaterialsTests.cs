using System.Diagnostics;
using System.Text.Json;

namespace Anjie.Architecture.Tests;

/// <summary>What is shipped is what the bill of materials says, file by file.</summary>
public sealed class BillOfMaterialsTests
{
    static readonly string[] Shipped = [.. Sources.Services, "Gateway", "Launcher", "Seeds"];
    static readonly string[] WithFiles = ["runtime", "resources", "runtimeTargets"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_122_every_library_beside_a_process_is_a_file_of_a_package_with_hash_and_licence()
    {
        var bill = await WriteAsync();
        var (libraries, found) = (0, new List<string>());
        foreach (var project in Shipped)
        {
            // bin/<project>/<configuration>, as these tests themselves lie.
            var folder = Path.Combine(Sources.Root, "artifacts", "bin", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)));
            var known = await FilesOfPackagesAsync(project, folder);
            foreach (var library in System.IO.Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(folder, library);
                if (Path.GetFileName(library).StartsWith("Anjie.", StringComparison.Ordinal))
                    continue;
                libraries++;
                if (!known.TryGetValue(name, out var origin))
                    found.Add($"{project}: {name} belongs to no package; dotnet ef leaves such files behind: remove artifacts/bin/{project} and build again");
                else if (!bill.TryGetValue(origin.Package, out var entry))
                    found.Add($"{project}: {name} of {origin.Package} is not on the bill");
                else if (!entry.HasLicence || entry.Hash != await HashOfAsync(origin.Folder))
                    found.Add($"{project}: {origin.Package} has no licence on the bill, or another hash");
                else if (!AreSame(await File.ReadAllBytesAsync(library, Stop), await File.ReadAllBytesAsync(origin.File, Stop)))
                    found.Add($"{project}: {name} is not what {origin.Package} holds");
            }
        }

        found.ShouldBeEmpty(string.Join('\n', found));
        libraries.ShouldBeGreaterThan(300);
    }

    sealed record Entry(bool HasLicence, string Hash);

    sealed record Origin(string Package, string Folder, string File);

    /// <returns>Of each package ("id/version") what the bill says.</returns>
    static async Task<Dictionary<string, Entry>> WriteAsync()
    {
        using var writing = Process.Start(new ProcessStartInfo(Path.Combine(Sources.Root, "deploy", "sbom")) { WorkingDirectory = Sources.Root, RedirectStandardOutput = true, UseShellExecute = false })!;
        var file = await writing.StandardOutput.ReadToEndAsync(Stop);
        await writing.WaitForExitAsync(Stop);
        writing.ExitCode.ShouldBe(0);
        using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Sources.Root, file.Trim()), Stop));
        return bill.RootElement.GetProperty("components").EnumerateArray().ToDictionary(
            one => $"{one.GetProperty("name").GetString()}/{one.GetProperty("version").GetString()}",
            one => new Entry(
                one.TryGetProperty("licenses", out var licences) && licences.GetArrayLength() > 0,
                one.GetProperty("hashes").EnumerateArray().Single(hash => hash.GetProperty("alg").GetString() == "SHA-512").GetProperty("content").GetString()!),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <returns>Where each file beside the process comes from, by its path there.</returns>
    static async Task<Dictionary<string, Origin>> FilesOfPackagesAsync(string project, string folder)
    {
        using var assets = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Sources.Root, "artifacts", "obj", project, "project.assets.json"), Stop));
        var cache = assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
        using var dependencies = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, $"Anjie.{project}.deps.json"), Stop));
        var origins = new Dictionary<string, Origin>(StringComparer.Ordinal);
        foreach (var package in dependencies.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject())
            foreach (var file in WithFiles.SelectMany(kind => package.Value.TryGetProperty(kind, out var files) ? files.EnumerateObject().Select(file => (kind, file)) : []))
            {
                var place = file.kind switch
                {
                    "runtime" => Path.GetFileName(file.file.Name),
                    "resources" => Path.Combine(file.file.Value.GetProperty("locale").GetString()!, Path.GetFileName(file.file.Name)),
                    _ => file.file.Name,
                };
                var home = Path.Combine(cache, package.Name.ToLowerInvariant());
                origins[place] = new(package.Name, home, Path.Combine(home, file.file.Name));
            }

        return origins;
    }

    static bool AreSame(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

    // The cache keeps it in base 64 beside the package.
    static async Task<string> HashOfAsync(string packageFolder) =>
        Convert.ToHexString(Convert.FromBase64String(await File.ReadAllTextAsync(System.IO.Directory.EnumerateFiles(packageFolder, "*.nupkg.sha512").Single(), Stop)));
}
