namespace Anjie.Launcher;

/// <summary>A log that cannot fill the disk: at the limit it becomes <c>.1</c>, and the older <c>.1</c> goes.</summary>
sealed class LogFile : IDisposable
{
    const long Limit = 20 * 1024 * 1024;

    readonly Lock gate = new();
    readonly string path;
    StreamWriter? writer;
    bool failed;

    LogFile(string path) => this.path = path;

    public static LogFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new LogFile(path);
    }

    public void Write(string line)
    {
        lock (gate)
        {
            try
            {
                if (failed)
                {
                    return;
                }

                writer ??= new StreamWriter(path, append: true) { AutoFlush = true };
                writer.WriteLine(line);
                if (writer.BaseStream.Length > Limit)
                {
                    writer.Dispose();
                    writer = null;
                    File.Move(path, path + ".1", overwrite: true);
                }
            }
            catch (IOException)
            {
                // A full disk must not take the system down through its log.
                failed = true;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            writer?.Dispose();
            writer = null;
        }
    }
}
