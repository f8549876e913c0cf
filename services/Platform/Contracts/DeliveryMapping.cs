using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Time;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Contracts;

/// <summary>What is promised, from our terms to the contract's.</summary>
public static class DeliveryMapping
{
    /// <summary>Days of an option, and the window that an order of a moment has by them.</summary>
    public static DeliveryEstimate ToEstimate(this DeliveryDays days, DeliveryBasis basis, DateTimeOffset orderedAt, MarketDays there)
    {
        var (earliest, latest) = days.From(orderedAt, there);
        return new DeliveryEstimate
        {
            Basis = basis,
            MinDays = days.Min,
            MaxDays = days.Max,
            WorkingDays = days.AreWorkingDays,
            CutOff = ClockTime.ToText(days.CutOff),
            By = ClockTime.ToText(days.By),
            EarliestAt = Timestamp.FromDateTimeOffset(earliest),
            LatestAt = Timestamp.FromDateTimeOffset(latest),
            TimeZone = there.LastDays.ZoneId,
        };
    }
}
