using System.Globalization;

namespace Anjie.Benchmarks;

/// <summary>One table; ratios count, since absolute figures belong to one machine and one hour.</summary>
sealed class Report
{
    readonly List<string> _rows = [];
    readonly List<string> _notes = [];

    public bool MissesAnAim { get; private set; }

    public void Add(string measure, string ours, string reference, string ratio, string aim, bool met)
    {
        _rows.Add($"| {measure} | {ours} | {reference} | {ratio} | {aim}{(met ? "" : ", missed")} |");
        MissesAnAim |= !met;
    }

    public void Note(string note) => _notes.Add(note);

    /// <summary>What goes on meanwhile, beside the table.</summary>
    public static void Say(string line) => Console.Error.WriteLine(line);

    public void Print()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, load average before the end {File.ReadAllText("/proc/loadavg").Split(' ')[0]}\n"));
        Console.WriteLine("| measure | ours | reference in the same run | ratio | aim |\n|---|---|---|---|---|");
        _rows.ForEach(Console.WriteLine);
        Console.WriteLine();
        _notes.ForEach(Console.WriteLine);
    }

    public static double Median(IEnumerable<double> values) => Percentile([.. values.Order()], 0.5);

    public static double Percentile(IReadOnlyList<double> ordered, double share) => ordered[Math.Min(ordered.Count - 1, (int)(ordered.Count * share))];
}
