using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Omnichannel.CartSync.Store;

/// <summary>Writes the compact form of a cart: variable-length numbers, text with its length. A cart is written at every operation, so its buffer is a rented one.</summary>
internal sealed class StateWriter : IDisposable
{
    private const int LongestNumber = 10;

    // Three bytes a character at most: the length of such a text is a number of one byte.
    private const int ShortText = 21;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int length;

    /// <summary>What was written, until this is disposed.</summary>
    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

    public byte[] ToArray() => buffer.AsSpan(0, length).ToArray();

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    public void Number(long value)
    {
        // Zigzag, then seven bits a byte.
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var span = Space(LongestNumber);
        var at = 0;
        while (rest >= 0x80)
        {
            span[at++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[at++] = (byte)rest;
        length += at;
    }

    public void Flag(bool value) => Number(value ? 1 : 0);

    /// <summary>A value of an enum by its place in the enum, for a name would be longer than most numbers, and each operation writes dozens of them.</summary>
    public void Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => Number(Array.IndexOf(Words<TEnum>.All, value));

    public void Text(string value)
    {
        if (value.Length <= ShortText)
        {
            var span = Space((3 * ShortText) + 1);
            var written = Encoding.UTF8.GetBytes(value, span[1..]);
            span[0] = (byte)(written << 1);
            length += written + 1;
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        Number(bytes);
        length += Encoding.UTF8.GetBytes(value, Space(bytes));
    }

    public void Blob(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        value.CopyTo(Space(value.Length));
        length += value.Length;
    }

    /// <summary>Eight bytes, the lowest first.</summary>
    public void Fixed(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Space(sizeof(long)), value);
        length += sizeof(long);
    }

    public void Time(DateTimeOffset value) => Fixed(value.UtcTicks);

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

    private Span<byte> Space(int needed)
    {
        if (buffer.Length - length < needed)
        {
            Grow(needed);
        }

        return buffer.AsSpan(length);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * buffer.Length, length + needed));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

/// <summary>Reads what <see cref="StateWriter"/> wrote.</summary>
internal sealed class StateReader(ReadOnlyMemory<byte> data)
{
    private int at;

    public bool IsAtEnd => at == data.Length;

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

    /// <summary>What <see cref="StateWriter.Word"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The enum has no value at this place.</exception>
    public TEnum Word<TEnum>()
        where TEnum : struct, Enum
    {
        var place = Number();
        return place >= 0 && place < Words<TEnum>.All.Length ? Words<TEnum>.All[place] : throw new InvalidDataException($"A stored cart has value {place} of {typeof(TEnum).Name}.");
    }

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

file static class Words<TEnum>
    where TEnum : struct, Enum
{
    public static readonly TEnum[] All = Enum.GetValues<TEnum>();
}
