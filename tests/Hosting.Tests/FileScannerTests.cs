using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Anjie.Cases;
using Anjie.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anjie.Hosting.Tests;

/// <summary>Played by the other side of the protocol: no scanner is at hand.</summary>
public sealed class FileScannerTests
{
    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("stream: OK\0", null), InlineData("stream: Win.Test.EICAR_HDB-1 FOUND\0", AttachmentErrors.Malware), InlineData("INSTREAM size limit exceeded. ERROR\0", AttachmentErrors.Unscanned)]
    [InlineData("stream: OK", AttachmentErrors.Unscanned), InlineData("", AttachmentErrors.Unscanned), InlineData("stream: OK but\0", AttachmentErrors.Unscanned)]
    public async Task S_66_the_verdict_decides_and_without_one_nothing_is_kept(string answer, string? code)
    {
        foreach (var socket in (Socket[])[Tcp(), Unix()])
            using (socket)
            {
                var file = new byte[700_000];
                Random.Shared.NextBytes(file);
                var heard = ListenAsync(socket, answer);
                (await RefusalAsync(Scanner(PlaceOf(socket)), file)).ShouldBe(code);
                (await heard).ShouldBe(file);
            }
    }

    [Fact]
    public async Task S_66_a_scanner_that_is_not_there_or_stays_silent_lets_nothing_through()
    {
        var gone = Tcp();
        var scanner = Scanner(PlaceOf(gone));
        gone.Dispose();
        (await RefusalAsync(scanner, SampleFiles.Text())).ShouldBe(AttachmentErrors.Unscanned);
        using var silent = Tcp(); // takes the connection and never reads
        (await RefusalAsync(Scanner(PlaceOf(silent), Short), SampleFiles.Text())).ShouldBe(AttachmentErrors.Unscanned);
        (await RefusalAsync(Scanner(place: null), SampleFiles.Text())).ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => Scanner("http://localhost"));
    }

    static async Task<string?> RefusalAsync(FileScanner scanner, byte[] file)
    {
        try
        {
            await scanner.DemandCleanAsync(file, TestContext.Current.CancellationToken);
            return null;
        }
        catch (BrokenRuleException refused)
        {
            return refused.Code;
        }
    }

    static string PlaceOf(Socket socket) => socket.LocalEndPoint is IPEndPoint place ? $"tcp://127.0.0.1:{place.Port}" : $"unix:{socket.LocalEndPoint}";

    static FileScanner Scanner(string? place, TimeSpan? patience = null) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("Attachments:Scanner", place)]).Build(), NullLogger<FileScanner>.Instance) { Patience = patience ?? TimeSpan.FromMinutes(1) };

    static Socket Tcp() => Listening(new(SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(IPAddress.Loopback, 0));

    static Socket Unix() => Listening(new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(Path.Combine(TemporaryFolder.Create("scanner"), "clamd")));

    static Socket Listening(Socket socket, EndPoint place)
    {
        socket.Bind(place);
        socket.Listen();
        return socket;
    }

    /// <summary>Reads one file by the protocol, answers, and closes.</summary>
    static async Task<byte[]> ListenAsync(Socket socket, string answer)
    {
        using var caller = await socket.AcceptAsync();
        await using var stream = new NetworkStream(caller);
        var command = new byte[10];
        await stream.ReadExactlyAsync(command);
        Encoding.ASCII.GetString(command).ShouldBe("zINSTREAM\0");
        using var file = new MemoryStream();
        for (var length = new byte[4]; ;)
        {
            await stream.ReadExactlyAsync(length);
            var part = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
            if (part.Length == 0)
                break;
            await stream.ReadExactlyAsync(part);
            file.Write(part);
        }
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return file.ToArray();
    }
}
