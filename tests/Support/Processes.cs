using System.Globalization;

namespace Anjie.Support;

/// <summary>The processes this one started, directly or not, as the kernel counts them.</summary>
public static class Processes
{
    const double TicksPerSecond = 100;

    public sealed record Child(int Id, string Name, double CpuSeconds)
    {
        public bool IsOurs => Name.StartsWith("Anjie.", StringComparison.Ordinal);

        public long Pss => File.ReadLines($"/proc/{Id}/smaps_rollup").Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)).FirstOrDefault();
    }

    public static IReadOnlyList<Child> Children()
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _)).Select(name => Read(name!)).OfType<(int Id, int Parent, string Name, double Cpu)>().ToList();
        var known = new HashSet<int> { Environment.ProcessId };
        // Parents need not come before their children, so until nobody is added.
        while (all.Exists(process => known.Contains(process.Parent) && known.Add(process.Id)))
        {
        }

        return [.. all.Where(process => known.Contains(process.Id) && process.Id != Environment.ProcessId).Select(process => new Child(process.Id, process.Name, process.Cpu))];
    }

    /// <summary>CPU seconds since the process began, by program; our own stands for the clients.</summary>
    public static Dictionary<string, double> Cpu()
    {
        var used = Children().GroupBy(process => process.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(process => process.CpuSeconds), StringComparer.Ordinal);
        used["clients"] = Read(Environment.ProcessId.ToString(CultureInfo.InvariantCulture))!.Value.Cpu;
        return used;
    }

    /// <summary>CPU seconds the whole machine has worked, and those of this process and its children: the difference is other people's work.</summary>
    public static (double All, double Ours) Work()
    {
        // /proc/stat: user, nice, system, idle, iowait, irq, softirq.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return ((fields[0] + fields[1] + fields[2] + fields[5] + fields[6]) / TicksPerSecond, Cpu().Values.Sum());
    }

    static (int Id, int Parent, string Name, double Cpu)? Read(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var command = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
            var assembly = command.FirstOrDefault(part => part.EndsWith(".dll", StringComparison.Ordinal));
            var name = assembly is not null ? Path.GetFileNameWithoutExtension(assembly) : stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];
            return (int.Parse(id, CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), name,
                (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
        catch (IOException) // it has ended meanwhile
        {
            return null;
        }
    }
}
