using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anjie.Hosting;

/// <summary>The server's own memory for what comes in and goes out, but what a block has held is cleared when the block comes back: bodies have passwords in them.</summary>
sealed class ClearedMemory(IMemoryPoolFactory<byte> made) : IMemoryPoolFactory<byte>
{
    public static void Use(IServiceCollection services)
    {
        var given = services.Last(service => service.ServiceType == typeof(IMemoryPoolFactory<byte>));
        services.Replace(ServiceDescriptor.Singleton<IMemoryPoolFactory<byte>>(
            provider => new ClearedMemory((IMemoryPoolFactory<byte>)given.ImplementationFactory!(provider))));
    }

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool(made.Create(options));

    sealed class Pool(MemoryPool<byte> made) : MemoryPool<byte>
    {
        public override int MaxBufferSize => made.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Block(made.Rent(minBufferSize));

        protected override void Dispose(bool disposing) => made.Dispose();
    }

    sealed class Block(IMemoryOwner<byte> made) : IMemoryOwner<byte>
    {
        IMemoryOwner<byte>? _made = made;

        public Memory<byte> Memory => (_made ?? throw new ObjectDisposedException(nameof(Block))).Memory;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _made, null) is not { } block)
                return;
            block.Memory.Span.Clear();
            block.Dispose();
        }
    }
}
