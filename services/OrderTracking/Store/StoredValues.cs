using Google.Protobuf.Collections;
using Omnichannel.OrderTracking.Domain;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What all parts of the stored form have in common.</summary>
internal static class StoredValues
{
    /// <summary>A stored instant.</summary>
    public static DateTimeOffset ToInstant(this long ticks) => DateTimeOffset.UnixEpoch.AddTicks(ticks);

    /// <summary>A stored instant that may be missing.</summary>
    public static DateTimeOffset? ToInstant(this long? ticks) => ticks?.ToInstant();

    /// <summary>An instant, as it is stored.</summary>
    public static long ToTicks(this DateTimeOffset instant) => instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    /// <summary>An instant that may be missing, as it is stored.</summary>
    public static long? ToTicks(this DateTimeOffset? instant) => instant?.ToTicks();

    /// <summary>Adds all of a list. Orders have hundreds of some things, and are stored with each change of one.</summary>
    public static void Add<TDomain, TStored>(this RepeatedField<TStored> stored, IReadOnlyList<TDomain> list, Func<TDomain, TStored> toStored)
    {
        stored.Capacity = list.Count;
        for (var i = 0; i < list.Count; i++)
        {
            stored.Add(toStored(list[i]));
        }
    }

    /// <summary>The list of what is stored.</summary>
    public static IReadOnlyList<TDomain> ToList<TStored, TDomain>(this RepeatedField<TStored> stored, Func<TStored, TDomain> toDomain)
    {
        if (stored.Count == 0)
        {
            return [];
        }

        var list = new TDomain[stored.Count];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = toDomain(stored[i]);
        }

        return list;
    }

    /// <summary>Texts, as they are stored.</summary>
    public static IReadOnlyList<string> ToList(this RepeatedField<string> stored) => stored.Count == 0 ? [] : [.. stored];

    /// <summary>As it is stored.</summary>
    public static Stored.LineUnits ToStored(this LineUnits units) => new() { LineId = units.LineId, Quantity = units.Quantity };

    /// <summary>As the domain has it.</summary>
    public static LineUnits ToDomain(this Stored.LineUnits units) => new(units.LineId, units.Quantity);
}
