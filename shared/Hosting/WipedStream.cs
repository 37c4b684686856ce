using Microsoft.AspNetCore.Http;

namespace Anjie.Hosting;

/// <summary>
/// A body whose reader finds its own buffer empty at the end. What copies bodies borrows its buffer from a pool and gives it back as it is; but it reads once more
/// than there is to read, and that last time what came before is cleared. Passwords pass here.
/// </summary>
public sealed class WipedStream(Stream body) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>For a pipeline that hands bodies on.</summary>
    public static Task UseAsync(HttpContext http, RequestDelegate next)
    {
        http.Request.Body = new WipedStream(http.Request.Body);
        return next(http);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Span.Clear();
        return body.ReadAsync(buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        buffer.AsSpan(offset, count).Clear();
        return body.Read(buffer, offset, count);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
