using System.Buffers.Binary;

namespace Omnichannel.Platform.Domain;

/// <summary>The one source of new ids, so that tests and simulations can make them predictable.</summary>
public interface IIdGenerator
{
    /// <summary>A new UUIDv7 (RFC 9562): sorts by time of creation.</summary>
    Guid NewId();
}

/// <summary>UUIDv7 from the given clock and the system's random source.</summary>
public sealed class UuidV7Generator(TimeProvider clock) : IIdGenerator
{
    /// <inheritdoc/>
    public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>When an id was made, to the millisecond; null when its text is no UUIDv7.</summary>
    public static DateTimeOffset? TimeOf(string id)
    {
        if (!Guid.TryParse(id, out var uuid) || uuid.Version != 7)
        {
            return null;
        }

        // The first 48 bits are the milliseconds since 1970.
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }
}
