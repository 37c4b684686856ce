using System.Diagnostics.Tracing;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Runtime;
using Microsoft.Win32.SafeHandles;

namespace Anjie.EndToEnd.Tests.Memory;

/// <summary>What lies in the memory of a running process, as whoever may read it finds it: all that can be written to.</summary>
static partial class ProcessMemory
{
    const int Piece = 4 * 1024 * 1024;
    const int Overlap = 16 * 1024;
    const long CollectNow = 0x800000; // GCHeapCollect of the runtime's own provider

    delegate void Seen(ReadOnlySpan<byte> piece, int own, long at);

    /// <summary>How often words lie there, as UTF-8 and as UTF-16.</summary>
    /// <param name="words">Of signs that forms, addresses and JSON write as they are.</param>
    public static int Count(int process, params IEnumerable<string> words) => Places(process, words).Count;

    /// <summary>What holds words: the kinds of the objects they lie in, or "native" outside the collector's memory.</summary>
    /// <remarks>What the collector has freed holds nothing. When it is written over depends on what is made next, and nothing of ours can hasten that.</remarks>
    public static IReadOnlyList<string> Holders(int process, params IEnumerable<string> words)
    {
        using var still = new Standstill(process);
        using var target = DataTarget.AttachToProcess(process, suspend: false);
        var clr = target.ClrVersions.Single();
        // Once more than it is let go: threads that came by still call the library when they end.
        foreach (var library in clr.DebuggingLibraries.Where(library => library.Kind == DebugLibraryKind.Dac && File.Exists(library.FileName)))
            NativeLibrary.Load(library.FileName);
        using var runtime = clr.CreateRuntime();
        return !runtime.Heap.CanWalkHeap ? ["unknown, a collection is under way"] : [.. Places(process, words).Select(place => HolderOf(runtime, (ulong)place)).OfType<string>()];
    }

    static string? HolderOf(ClrRuntime runtime, ulong place)
    {
        if (runtime.Heap.Segments.FirstOrDefault(segment => segment.CommittedMemory.Contains(place)) is not { } segment)
            return runtime.EnumerateClrNativeHeaps().Any(heap => IsFree(heap.Kind) && heap.MemoryRange.Contains(place)) ? null : "native";
        var holder = segment.ObjectRange.Contains(place) ? runtime.Heap.FindPreviousObjectOnSegment(place) : default;
        return holder is { IsValid: true, IsFree: false } && place < holder.Address + holder.Size ? holder.Type?.Name ?? "?" : null;
    }

    static bool IsFree(NativeHeapKind kind) => kind is NativeHeapKind.GCFreeRegion or NativeHeapKind.GCFreeGlobalHugeRegion or NativeHeapKind.GCFreeGlobalRegion or NativeHeapKind.GCFreeSohSegment or NativeHeapKind.GCFreeUohSegment;

    static List<long> Places(int process, IEnumerable<string> words)
    {
        byte[][] needles = [.. words.SelectMany(word => (byte[][])[Encoding.UTF8.GetBytes(word), Encoding.Unicode.GetBytes(word)])];
        var places = new List<long>();
        Read(process, (piece, own, at) =>
        {
            foreach (var needle in needles)
                for (var from = 0; piece[from..].IndexOf(needle) is >= 0 and var next && from + next < own; from += next + needle.Length)
                    places.Add(at + from + next);
        });
        return places;
    }

    /// <summary>What matches, in UTF-8 or UTF-16; for what is written in ASCII.</summary>
    public static HashSet<string> Find(int process, Regex pattern)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Read(process, (piece, _, _) =>
        {
            var text = Encoding.Latin1.GetString(piece);
            // Each sign of UTF-16 and the nought behind it: without the noughts both are written alike.
            foreach (Match match in pattern.Matches(Wide().Replace(text, wide => wide.Value.Replace("\0", "", StringComparison.Ordinal))))
                found.Add(match.Value);
        });
        return found;
    }

    /// <summary>Has the process collect what nothing refers to any more, as it does by itself when it has work.</summary>
    public static async Task CollectAsync(int process, CancellationToken stop)
    {
        using var session = await new DiagnosticsClient(process).StartEventPipeSessionAsync(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectNow)], requestRundown: false, circularBufferMB: 1, token: stop);
        var reading = session.EventStream.CopyToAsync(Stream.Null, stop);
        await session.StopAsync(stop);
        await reading;
    }

    // Pieces overlap, lest a word be cut: what begins in the overlap is the next piece's own.
    static void Read(int process, Seen seen)
    {
        var buffer = new byte[Piece + Overlap];
        using var memory = File.OpenHandle($"/proc/{process}/mem", share: FileShare.ReadWrite);
        foreach (var line in File.ReadLines($"/proc/{process}/maps"))
        {
            if (Region().Match(line) is not { Success: true } region)
                continue;
            var (from, to) = (Address(region, "from"), Address(region, "to"));
            for (var at = from; at < to; at += Piece)
            {
                var read = ReadAt(memory, at, buffer.AsSpan(0, (int)Math.Min(to - at, buffer.Length)));
                seen(buffer.AsSpan(0, read), Math.Min(read, Piece), at);
            }
        }

        static int ReadAt(SafeFileHandle memory, long at, Span<byte> buffer)
        {
            var read = 0;
            try
            {
                while (read < buffer.Length && RandomAccess.Read(memory, buffer[read..], at + read) is > 0 and var more)
                    read += more;
            }
            catch (IOException) { } // the rest has been given back meanwhile
            return read;
        }
    }

    static long Address(Match region, string part) => long.Parse(region.Groups[part].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<from>[0-9a-f]+)-(?<to>[0-9a-f]+) rw", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Region();

    [GeneratedRegex(@"([\n -~]\0){20,}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Wide();
}

/// <summary>While it lasts a process does nothing. Not by tracing it: the runtime of whoever started it waits for its children too, and would take the word that a tracer waits for.</summary>
sealed partial class Standstill : IDisposable
{
    const int Stop = 19, Continue = 18;
    const char Stopped = 'T';

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    readonly int _process;

    public Standstill(int process)
    {
        _process = process;
        Kill(process, Stop).ShouldBe(0);
        SpinWait.SpinUntil(() => StateOf(process) == Stopped, Soon).ShouldBeTrue();
    }

    public void Dispose() => _ = Kill(_process, Continue);

    // Behind the name, which stands in brackets.
    static char StateOf(int process) => File.ReadAllText($"/proc/{process}/stat") is var stat ? stat[stat.LastIndexOf(')') + 2] : default;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
