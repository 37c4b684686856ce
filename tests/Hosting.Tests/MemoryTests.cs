using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Hosting.Tests;

/// <summary>What has gone through leaves nothing of itself in memory that is used again.</summary>
public sealed class MemoryTests
{
    static ReadOnlySpan<byte> Secret => "word=Herbstlaub-7"u8;

    [Fact]
    public void S_113_a_block_of_the_servers_memory_is_cleared_when_it_comes_back()
    {
        var services = new ServiceCollection();
        var blocks = new Blocks();
        services.AddSingleton<IMemoryPoolFactory<byte>>(_ => blocks);
        ClearedMemory.Use(services);
        using var provider = services.BuildServiceProvider();
        using var pool = provider.GetRequiredService<IMemoryPoolFactory<byte>>().Create();

        var rented = pool.Rent();
        Secret.CopyTo(rented.Memory.Span);
        rented.Dispose();
        rented.Dispose();

        blocks.Returned.ShouldBe(1);
        blocks.Only.ShouldAllBe(value => value == 0);
        Should.Throw<ObjectDisposedException>(() => rented.Memory.Length);
    }

    [Fact]
    public async Task S_113_who_copies_a_body_gives_its_buffer_back_empty()
    {
        var body = Encoding.UTF8.GetString(Secret) + new string('x', 100);
        var (buffer, copied, seen) = (new byte[64], new StringBuilder(), 0);
        await using var reading = new WipedStream(new MemoryStream(Encoding.UTF8.GetBytes(body)));
        while (await reading.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
        {
            copied.Append(Encoding.UTF8.GetString(buffer, 0, read));
            seen += buffer.AsSpan().IndexOf(Secret) >= 0 ? 1 : 0;
        }

        copied.ToString().ShouldBe(body);
        seen.ShouldBe(1);
        buffer.ShouldAllBe(value => value == 0);
    }

    sealed class Blocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
    {
        public byte[] Only { get; } = new byte[4096];

        public int Returned { get; private set; }

        public override int MaxBufferSize => Only.Length;

        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Block(this);

        protected override void Dispose(bool disposing)
        {
        }

        sealed class Block(Blocks blocks) : IMemoryOwner<byte>
        {
            public Memory<byte> Memory => blocks.Only;

            public void Dispose() => blocks.Returned++;
        }
    }
}
