namespace Anjie.Support;

/// <summary>Folders that another user (PostgreSQL's) can enter, and that are removed when this process ends.</summary>
public static class TemporaryFolder
{
    const UnixFileMode Enterable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static string Create(string purpose)
    {
        var folder = Directory.CreateTempSubdirectory($"anjie-{purpose}-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Enterable);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        return folder;
    }

    /// <summary>For a large one: at the end of a process there may be less time than it takes.</summary>
    public static void Remove(string folder)
    {
        try { Directory.Delete(folder, recursive: true); }
        catch (IOException) { } // a server is still writing its last lines
        catch (UnauthorizedAccessException) { }
    }
}
