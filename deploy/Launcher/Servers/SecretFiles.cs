using System.Security.Cryptography;

namespace Anjie.Launcher;

static class SecretFiles
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string Random() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Never readable by another user, not even for an instant; either whole or not there.</summary>
    public static async Task WriteAsync(string path, string content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        await using (var file = new StreamWriter(unfinished, options))
        {
            await file.WriteAsync(content.AsMemory(), cancellation);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
