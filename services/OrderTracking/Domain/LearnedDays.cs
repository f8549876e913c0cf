using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What is to be learned.</summary>
/// <param name="Lane">Of which parcels.</param>
public sealed record LaneQuestion(Lane Lane)
{
    /// <summary>How likely a promise is to be kept unless somebody asks for another.</summary>
    public const double UsualConfidence = 0.9;

    /// <summary>The share of parcels that come within the days.</summary>
    public double Confidence { get; init; } = UsualConfidence;

    /// <summary>As in <see cref="DeliveryDays.CutOff"/>.</summary>
    public TimeOnly? CutOff { get; init; }

    /// <summary>Working days until the carrier has it, where the shop knows them; else they are learned with the rest.</summary>
    public int? HandlingDays { get; init; }
}

/// <summary>In how many days parcels of a lane come, as they came before.</summary>
/// <param name="Days">The share that was asked for comes within them; as many of the rest come sooner as come later.</param>
/// <param name="ExpectedIn">Working time from the day from which an order's days count, in which every other parcel comes.</param>
/// <param name="Parcels">That arrived and that it was learned from: older ones, and those of lanes beside it, count as a part of one.</param>
public sealed record LearnedDays(DeliveryDays Days, double ExpectedIn, double Parcels)
{
    /// <summary>The days by parcels of one option or carrier; null when too few of them are known.</summary>
    public static LearnedDays? Of(IEnumerable<Passage> passages, LaneQuestion question, DateTimeOffset now)
    {
        var times = question.Lane.Learn(passages, question.HandlingDays is null ? Lane.SinceOrder(question.CutOff) : Lane.SinceHandOver, now);
        if (times.Parcels < Lane.FewestParcels || times.Within(question.Confidence) is not { } latest)
        {
            return null;
        }

        var handling = question.HandlingDays ?? 0;
        var earliest = handling + (int)times.Within(1 - question.Confidence)!.Value;
        var (days, by) = NextHour(handling + latest);
        return new LearnedDays(
            new DeliveryDays(earliest, days) { AreWorkingDays = true, CutOff = question.CutOff, By = by },
            handling + times.Within(0.5)!.Value,
            times.Parcels);
    }

    /// <summary>When every other parcel of what is ordered at a moment has come.</summary>
    public DateTimeOffset ExpectedAt(DateTimeOffset orderedAt, MarketDays there) =>
        WorkingTime.After(DeliveryDays.CountedFrom(orderedAt, Days.CutOff, there), ExpectedIn, there);

    // People are told full hours; a promise lasts to the end of the one that it was learned to be in.
    private static (int Days, TimeOnly? By) NextHour(double time)
    {
        var (days, clock) = WorkingTime.Split(time);
        return clock.Hour < 23 ? (days, new TimeOnly(clock.Hour + 1, 0))
            : days > 0 ? (days, null)
            : (1, new TimeOnly(1, 0)); // No days and no hour are no promise.
    }
}
