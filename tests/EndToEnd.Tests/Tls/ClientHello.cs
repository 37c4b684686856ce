using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;

namespace Anjie.EndToEnd.Tests.Tls;

/// <summary>The first words of a TLS client, by hand: no library of today offers what must not be accepted.</summary>
static class ClientHello
{
    public const ushort Ssl3 = 0x0300, Tls10 = 0x0301, Tls11 = 0x0302, Tls12 = 0x0303;

    const byte Handshake = 22, ServerHello = 2;
    const int HeaderOfRecord = 5, HeaderOfMessage = 4, LengthOfRandom = 32;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The suite and version a server chooses, null when it chooses none.</summary>
    public static async Task<(ushort Version, TlsCipherSuite Suite)?> OfferAsync(int port, ushort version, IReadOnlyList<TlsCipherSuite> suites)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, patience.Token);
        await using var line = client.GetStream();
        await line.WriteAsync(Record(version, Message(version, suites)), patience.Token);
        var answer = new byte[HeaderOfRecord + HeaderOfMessage + 2 + LengthOfRandom + 1];
        try
        {
            if (await line.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, patience.Token) < answer.Length || answer[0] != Handshake || answer[HeaderOfRecord] != ServerHello)
                return null;
            var rest = new byte[answer[^1] + 2];
            await line.ReadExactlyAsync(rest, patience.Token);
            return (BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(HeaderOfRecord + HeaderOfMessage)), (TlsCipherSuite)BinaryPrimitives.ReadUInt16BigEndian(rest.AsSpan(answer[^1])));
        }
        catch (IOException) // reset instead of an alert
        {
            return null;
        }
    }

    static byte[] Record(ushort version, byte[] message) => [Handshake, .. Number(version == Ssl3 ? Ssl3 : Tls10), .. Number(message.Length), .. message];

    static byte[] Message(ushort version, IReadOnlyList<TlsCipherSuite> suites)
    {
        byte[] offered = [.. suites.SelectMany(suite => Number((int)suite))];
        byte[] extensions =
        [
            .. Extension(10, List([.. Number(0x001d), .. Number(0x0017), .. Number(0x0018)])), // groups: x25519, P-256, P-384
            .. Extension(11, [1, 0]), // points uncompressed
            .. version == Tls12 ? Extension(13, List([.. Number(0x0403), .. Number(0x0804), .. Number(0x0401), .. Number(0x0203), .. Number(0x0201)])) : [], // signatures, SHA-1 among them
        ];
        byte[] body = [.. Number(version), .. new byte[LengthOfRandom], 0, .. List(offered), 1, 0, .. version == Ssl3 ? [] : List(extensions)];
        return [1, 0, .. Number(body.Length), .. body];
    }

    static byte[] Extension(int kind, byte[] content) => [.. Number(kind), .. List(content)];

    static byte[] List(byte[] content) => [.. Number(content.Length), .. content];

    static byte[] Number(int number) => [(byte)(number >> 8), (byte)number];
}
