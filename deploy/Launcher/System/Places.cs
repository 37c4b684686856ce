using System.Security.Cryptography;
using System.Text;

namespace Anjie.Launcher;

/// <summary>Where things lie: the clone, its notes, and the data (which PostgreSQL's user must be able to enter).</summary>
sealed class Places
{
    const long LeastFreeBytes = 512L * 1024 * 1024;

    Places(string clone, string data, bool moved) => (Clone, Data, DataMoved) = (clone, data, moved);

    public string Clone { get; }

    public string Notes => Path.Combine(Clone, ".anjie");

    public string Data { get; }

    /// <summary>The data are not under the clone.</summary>
    public bool DataMoved { get; }

    public string Logs => Path.Combine(Data, "logs");

    public static string FindClone()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "global.json")) && Directory.Exists(Path.Combine(folder, "deploy")))
            {
                return folder;
            }
        }

        throw new StartFailedException("找不到源代码目录。", "The folder of the clone was not found.");
    }

    /// <summary>Chosen again at each start, but data that exist stay where they are.</summary>
    public static async Task<Places> ChooseAsync(string clone, CancellationToken cancellation)
    {
        var inside = Path.Combine(clone, ".anjie");
        Directory.CreateDirectory(inside);
        var outside = Outside(clone);
        var moved = !await CanEnterAsync(inside, cancellation) || Directory.Exists(outside);
        var places = new Places(clone, moved ? outside : inside, moved);
        Directory.CreateDirectory(places.Data);
        return places;
    }

    /// <summary>Where the data of a system that has run lie.</summary>
    public static string DataRoot(string clone) => Directory.Exists(Outside(clone)) ? Outside(clone) : Path.Combine(clone, ".anjie");

    public void DemandSpace()
    {
        if (new DriveInfo(Data).AvailableFreeSpace < LeastFreeBytes)
        {
            throw new StartFailedException($"磁盘空间不足 512 MB：{Data}。", $"Less than 512 MB is free for {Data}.");
        }
    }

    /// <summary>The path of a built project; Debug and Release never mix in one system.</summary>
    public static string Assembly(string clone, string project)
    {
#if DEBUG
        const string configuration = "debug";
#else
        const string configuration = "release";
#endif
        return Path.Combine(clone, "artifacts", "bin", project, configuration, $"Anjie.{project}.dll");
    }

    static string Outside(string clone) => Path.Combine("/var/lib/anjie", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clone)))[..12]);

    static async Task<bool> CanEnterAsync(string folder, CancellationToken cancellation)
    {
        if (!Signals.IsRoot)
        {
            return true;
        }

        var (exitCode, _) = await Command.TryAsync(
            new ChildStart("test", "test", ["-x", folder]) { User = PrivatePostgres.ServerUser }, cancellation);
        return exitCode == 0;
    }
}
