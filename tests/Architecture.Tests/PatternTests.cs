using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Anjie.Architecture.Tests;

/// <summary>A pattern that backtracks is given up in time, whatever it meets.</summary>
public sealed partial class PatternTests
{
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    static readonly Assembly[] Ours = [.. Sources.CaseServices.Concat(["Directory", "Cases", "Contracts", "Deadlines", "Hosting", "Letters", "Messaging", "OfficeTexts", "PersonalData"]).Select(name => Assembly.Load($"Anjie.{name}"))];

    // A pattern that runs away does so each time; what else the machine does, it does now and then.
    const int Measures = 3;

    // Long runs that almost fit.
    static readonly string[] Hostile =
        [.. from piece in (string[])["a", "0", "1", "-", ".", " ", "区", "小区", "0935-", "2026", "K1", "09:00", "\u0301", "aB1."] from end in (string[])["", "!", "\n", "县"] select string.Concat(Enumerable.Repeat(piece, 50_000)) + end];

    [Fact]
    public void S_47_every_pattern_of_the_services_has_an_end_and_is_done_in_a_moment()
    {
        List<Type> types = [.. Ours.SelectMany(assembly => assembly.GetTypes())];
        List<(string Name, Regex Pattern)> patterns = [.. types.SelectMany(Generated), .. types.SelectMany(Declared)];
        patterns.Count.ShouldBeGreaterThan(8);

        foreach (var (name, pattern) in patterns)
        {
            (pattern.MatchTimeout != Regex.InfiniteMatchTimeout || pattern.Options.HasFlag(RegexOptions.NonBacktracking)).ShouldBeTrue($"{name} may run for ever");
            pattern.IsMatch("warm");
            foreach (var text in Hostile)
                Enumerable.Range(0, Measures).Min(_ => Time(pattern, text)).ShouldBeLessThan(Moment, $"{name} on {text[..10]}…{text[^1]}");
        }
    }

    static TimeSpan Time(Regex pattern, string text)
    {
        var started = Stopwatch.GetTimestamp();
        pattern.IsMatch(text);
        return Stopwatch.GetElapsedTime(started);
    }

    [Fact]
    public void S_47_no_source_makes_a_pattern_without_an_end()
    {
        var made = 0;
        foreach (var folder in (string[])["services", "shared", "gateway", "deploy", "seeds"])
            foreach (var file in Sources.FilesOf(Path.Combine(Sources.Root, folder)).Concat(Sources.FilesOf(Path.Combine(Sources.Root, folder), "*.razor")))
                foreach (var line in File.ReadLines(file).Where(line => Makes().IsMatch(line)))
                {
                    made++;
                    (line.Contains("TimeSpan.", StringComparison.Ordinal) || line.Contains("NonBacktracking", StringComparison.Ordinal) || Milliseconds().IsMatch(line)).ShouldBeTrue($"{file}: {line.Trim()}");
                }

        made.ShouldBeGreaterThan(5);
    }

    static IEnumerable<(string Name, Regex Pattern)> Generated(Type type) =>
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<GeneratedRegexAttribute>() is not null
        select ($"{type.Name}.{method.Name}", (Regex)method.Invoke(null, null)!);

    static IEnumerable<(string Name, Regex Pattern)> Declared(Type type) =>
        from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        let declared = property.GetCustomAttribute<RegularExpressionAttribute>()
        where declared is not null
        select ($"{type.DeclaringType?.Name}.{property.Name}", new Regex(declared.Pattern, RegexOptions.None, declared.MatchTimeout));

    [GeneratedRegex(@"new Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count|EnumerateMatches)\(|\[GeneratedRegex\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Makes();

    [GeneratedRegex(@", \d+\)\]$", RegexOptions.None, 1000)]
    private static partial Regex Milliseconds();
}
