using Google.Protobuf.WellKnownTypes;

namespace Omnichannel.Platform.Storage;

/// <summary>Instants as stored (bigint microseconds since 1970 UTC) and as sent (protobuf timestamps). Microseconds are the finest unit that both engines keep.</summary>
public static class Instants
{
    /// <summary>Microseconds since 1970-01-01T00:00:00Z, truncated.</summary>
    public static long ToMicros(this DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of a stored value.</summary>
    public static DateTimeOffset FromMicros(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>A stored value as a protobuf timestamp.</summary>
    public static Timestamp ToTimestamp(long micros) => Timestamp.FromDateTimeOffset(FromMicros(micros));

    /// <summary>A protobuf timestamp as a stored value.</summary>
    public static long ToMicros(this Timestamp timestamp) => timestamp.ToDateTimeOffset().ToMicros();
}
