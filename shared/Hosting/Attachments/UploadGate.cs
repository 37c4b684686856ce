using System.Threading.RateLimiting;
using Anjie.Cases;
using Microsoft.AspNetCore.Http;

namespace Anjie.Hosting;

/// <summary>Lets few files in at a time, so that the memory of a process is bounded: each holds its file once, and two parts of it.</summary>
/// <remarks>Whoever must wait has not been read yet; the connection holds the rest back.</remarks>
sealed class UploadGate : IDisposable
{
    public const int MostBytes = 20 * 1024 * 1024;

    const int AtOnce = 6;
    const int Waiting = 30;
    const int AtOnceOfPerson = 2;
    const int WaitingOfPerson = 6;
    const int SlowestBytesPerSecond = 64 * 1024;
    const int FirstRoom = 64 * 1024;

    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    readonly PartitionedRateLimiter<Guid> _gate = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Guid, Guid>(person => RateLimitPartition.GetConcurrencyLimiter(person, _ => new() { PermitLimit = AtOnceOfPerson, QueueLimit = WaitingOfPerson })),
        PartitionedRateLimiter.Create<Guid, Guid>(_ => RateLimitPartition.GetConcurrencyLimiter(Guid.Empty, _ => new() { PermitLimit = AtOnce, QueueLimit = Waiting })));

    /// <exception cref="BrokenRuleException">Too many are being taken in.</exception>
    public async Task<IDisposable> EnterAsync(Guid person, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestWait);
        try
        {
            var lease = await _gate.AcquireAsync(person, 1, patience.Token);
            if (lease.IsAcquired)
                return lease;
            lease.Dispose();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Waited long enough.
        }

        throw new BrokenRuleException(AttachmentErrors.Busy);
    }

    /// <summary>Reads a file to its end, into memory of its size.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        BrokenRuleException.ThrowIf(request.ContentLength > MostBytes, AttachmentErrors.TooLarge);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Grace + TimeSpan.FromSeconds((request.ContentLength ?? MostBytes) / SlowestBytesPerSecond));
        var content = new byte[request.ContentLength ?? FirstRoom];
        var size = 0;
        try
        {
            while (true)
            {
                // One byte more shows whether there is an end.
                if (size == content.Length)
                {
                    var one = new byte[1];
                    if (await request.Body.ReadAsync(one, patience.Token) == 0)
                        return content;
                    BrokenRuleException.ThrowIf(size == MostBytes, AttachmentErrors.TooLarge);
                    Array.Resize(ref content, Math.Min(MostBytes, Math.Max(FirstRoom, 2 * size)));
                    content[size++] = one[0];
                }
                var read = await request.Body.ReadAsync(content.AsMemory(size), patience.Token);
                if (read == 0)
                    return content[..size];
                size += read;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new BrokenRuleException(AttachmentErrors.Slow);
        }
    }

    public void Dispose() => _gate.Dispose();
}
