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
}
