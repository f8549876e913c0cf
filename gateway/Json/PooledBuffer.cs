using System.Buffers;

namespace Omnichannel.Gateway.Json;

/// <summary>A growing buffer of pooled memory: answers get their length in the header and leave nothing for the collector.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(4096);
    private int count;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, count);

    public void Advance(int count) => this.count += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(count);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(count);

    public void Clear() => count = 0;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        count = 0;
    }

    private byte[] Room(int sizeHint)
    {
        if (bytes.Length - count < Math.Max(sizeHint, 1))
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, count + sizeHint));
            bytes.AsSpan(0, count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        return bytes;
    }
}
