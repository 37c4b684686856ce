using System.Globalization;
using System.Text.Json;

namespace Anjie.Launcher;

/// <summary>The note a running Launcher leaves in the clone. The start time tells its process from a later one with the same id.</summary>
sealed record RunningSystem(int ProcessId, string StartTime, string Address, string Data, bool Ready)
{
    public static RunningSystem Here(string address, string data, bool ready) =>
        new(Environment.ProcessId, StartTimeOf(Environment.ProcessId)!, address, data, ready);

    public static RunningSystem? Find(string clone)
    {
        var file = FileOf(clone);
        try
        {
            var note = File.Exists(file) ? JsonSerializer.Deserialize<RunningSystem>(File.ReadAllText(file)) : null;
            return note is not null && StartTimeOf(note.ProcessId) == note.StartTime ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string clone)
    {
        var unfinished = FileOf(clone) + ".new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(this));
        File.Move(unfinished, FileOf(clone), overwrite: true);
    }

    public static void Remove(string clone) => File.Delete(FileOf(clone));

    public bool IsAlive => StartTimeOf(ProcessId) == StartTime;

    static string FileOf(string clone) => Path.Combine(clone, ".anjie", "running.json");

    static string? StartTimeOf(int processId)
    {
        try
        {
            // The program's name may hold blanks and brackets: fields count from the last bracket (proc(5), field 22).
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
