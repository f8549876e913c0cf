using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Omnichannel.CartSync.Store;

/// <summary>Writes the compact form of a cart: variable-length numbers, text with its length.</summary>
internal sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(512);

    public byte[] ToArray() => buffer.WrittenSpan.ToArray();

    public void Number(long value)
    {
        // Zigzag, then seven bits a byte.
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var span = buffer.GetSpan(10);
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        buffer.Advance(length);
    }

    public void Flag(bool value) => Number(value ? 1 : 0);

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        buffer.Advance(Encoding.UTF8.GetBytes(value, buffer.GetSpan(length)));
    }

    public void Blob(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        value.CopyTo(buffer.GetSpan(value.Length));
        buffer.Advance(value.Length);
    }

    public void Time(DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value.UtcTicks);
        buffer.Advance(8);
    }

    public void Many<T>(ImmutableArray<T> items, Action<StateWriter, T> write)
    {
        Number(items.Length);
        foreach (var item in items)
        {
            write(this, item);
        }
    }

    public void Maybe<T>(T? item, Action<StateWriter, T> write)
        where T : class
    {
        Flag(item is not null);
        if (item is not null)
        {
            write(this, item);
        }
    }
}

/// <summary>Reads what <see cref="StateWriter"/> wrote.</summary>
internal sealed class StateReader(ReadOnlyMemory<byte> data)
{
    private int at;

    public long Number()
    {
        ulong value = 0;
        var shift = 0;
        var span = data.Span;
        while (true)
        {
            var next = span[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }

            shift += 7;
        }
    }

    public int Count() => checked((int)Number());

    public bool Flag() => Number() != 0;

    public string Text()
    {
        var length = Count();
        var text = length == 0 ? "" : Encoding.UTF8.GetString(data.Span.Slice(at, length));
        at += length;
        return text;
    }

    public byte[] Blob()
    {
        var length = Count();
        var blob = data.Span.Slice(at, length).ToArray();
        at += length;
        return blob;
    }

    public DateTimeOffset Time()
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(data.Span[at..]);
        at += 8;
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    public ImmutableArray<T> Many<T>(Func<StateReader, T> read)
    {
        var count = Count();
        if (count == 0)
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var i = 0; i < count; i++)
        {
            items.Add(read(this));
        }

        return items.MoveToImmutable();
    }

    public T? Maybe<T>(Func<StateReader, T> read)
        where T : class => Flag() ? read(this) : null;
}
