using System.Xml.Linq;

namespace Anjie.Architecture.Tests;

/// <summary>The tree as it stands: projects, their references and their source files.</summary>
static class Sources
{
    public static readonly string Root = FindRoot();

    public static readonly string[] CaseServices = ["DisputeScreening", "VisitReception", "BacklogCases", "Supervision"];

    public static readonly string[] Services = [.. CaseServices, "Directory", "Portal"];

    public static string Service(string name) => Path.Combine(Root, "services", name);

    public static IEnumerable<string> FilesOf(string folder, string pattern = "*.cs") =>
        System.IO.Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Where(file => !file.Contains("Migrations", StringComparison.Ordinal));

    /// <summary>Names of our own projects that the project references.</summary>
    public static string[] ReferencesOf(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Order(StringComparer.Ordinal)];

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run inside the repository.");
        return folder.FullName;
    }
}
