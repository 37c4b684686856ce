using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Anjie.Cases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Anjie.Hosting;

/// <summary>Asks a scanner beside us (clamd) about a file before it is kept; <c>Attachments:Scanner</c> says where it listens, <c>tcp://host:3310</c> or <c>unix:/path</c>.</summary>
/// <remarks>Without one only the built-in signature is looked for. With one that does not answer nothing is kept.</remarks>
sealed partial class FileScanner
{
    const int PartSize = 256 * 1024;
    const int LongestAnswer = 1024;

    readonly Uri? _scanner;
    readonly ILogger<FileScanner> _log;

    public FileScanner(IConfiguration configuration, ILogger<FileScanner> log)
    {
        _log = log;
        if (configuration["Attachments:Scanner"] is { Length: > 0 } scanner)
            _scanner = Uri.TryCreate(scanner, UriKind.Absolute, out var place) && place.Scheme is "tcp" or "unix" ? place
                : throw new InvalidOperationException("Attachments:Scanner is neither tcp://host:port nor unix:/path.");
    }

    /// <summary>How long a verdict is waited for; the gateway waits a little longer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <exception cref="BrokenRuleException">Something was found, or no verdict was given.</exception>
    public async Task DemandCleanAsync(byte[] content, CancellationToken ct)
    {
        if (_scanner is null)
            return;
        var verdict = await AskAsync(_scanner, content, ct);
        if (verdict == "stream: OK")
            return;
        if (verdict.EndsWith(" FOUND", StringComparison.Ordinal))
            throw new BrokenRuleException(AttachmentErrors.Malware);
        LogNoVerdict(verdict);
        throw new BrokenRuleException(AttachmentErrors.Unscanned);
    }

    async Task<string> AskAsync(Uri scanner, byte[] content, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var socket = scanner.Scheme == "unix" ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await (scanner.Scheme == "unix"
                ? socket.ConnectAsync(new UnixDomainSocketEndPoint(scanner.AbsolutePath), patience.Token)
                : socket.ConnectAsync(scanner.Host, scanner.Port, patience.Token));
            await using var stream = new NetworkStream(socket);
            await SendAsync(stream, content, patience.Token);
            return await AnswerAsync(stream, patience.Token);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return e.GetType().Name;
        }
    }

    // INSTREAM: each part behind its length, an empty one at the end.
    static async Task SendAsync(NetworkStream stream, byte[] content, CancellationToken ct)
    {
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
        var length = new byte[sizeof(int)];
        for (var at = 0; at < content.Length; at += PartSize)
        {
            var part = content.AsMemory(at, Math.Min(PartSize, content.Length - at));
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            await stream.WriteAsync(length, ct);
            await stream.WriteAsync(part, ct);
        }
        await stream.WriteAsync(new byte[sizeof(int)], ct);
    }

    static async Task<string> AnswerAsync(NetworkStream stream, CancellationToken ct)
    {
        var (answer, size) = (new byte[LongestAnswer], 0);
        for (int read; size < answer.Length && (read = await stream.ReadAsync(answer.AsMemory(size), ct)) > 0;)
        {
            size += read;
            if (answer.AsSpan(0, size).IndexOf((byte)0) is var end and >= 0)
                return Encoding.ASCII.GetString(answer, 0, end);
        }
        return "no answer";
    }

    [LoggerMessage(LogLevel.Error, "The scanner gave no verdict on a file, which was refused: {Verdict}")]
    partial void LogNoVerdict(string verdict);
}
