using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Anjie.EndToEnd.Tests.Edges;

/// <summary>Bytes that no well-behaved client would send.</summary>
static partial class Wire
{
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    /// <param name="Statuses">Of every answer that came, also to what was hidden behind the first request.</param>
    public sealed record Heard(IReadOnlyList<int> Statuses, bool IsClosed, string Text)
    {
        public bool IsJson => Text.Contains("Content-Type: application/json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Says the text and listens until the other side closes, or has been silent for a while.</summary>
    public static async Task<Heard> SayAsync(Uri address, string text, TimeSpan? silence = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", address.Port);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        }
        catch (IOException)
        {
            // Refused before the end; what was said until then may still be heard.
        }

        using var heard = new MemoryStream();
        var isClosed = await ListenAsync(stream, heard, silence ?? Silence);
        var answers = Encoding.UTF8.GetString(heard.ToArray());
        return new([.. StatusLine().Matches(answers).Select(line => int.Parse(line.Groups["status"].Value, System.Globalization.CultureInfo.InvariantCulture))], isClosed, answers);
    }

    static async Task<bool> ListenAsync(NetworkStream stream, MemoryStream heard, TimeSpan silence)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                using var silent = new CancellationTokenSource(silence);
                var count = await stream.ReadAsync(buffer, silent.Token);
                if (count == 0)
                    return true;
                heard.Write(buffer, 0, count);
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (IOException) // reset instead of closed
        {
            return true;
        }
    }

    [GeneratedRegex(@"^HTTP/1\.1 (?<status>\d{3})", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex StatusLine();
}
