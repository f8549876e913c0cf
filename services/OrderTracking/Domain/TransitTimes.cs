namespace Omnichannel.OrderTracking.Domain;

/// <summary>How long one parcel took, or has been under way.</summary>
/// <param name="Time">In any unit.</param>
/// <param name="HasArrived">It took so long; else it takes longer.</param>
/// <param name="Weight">For how many parcels it stands.</param>
public readonly record struct TransitTime(double Time, bool HasArrived, double Weight);

/// <summary>
/// How long parcels take, by Kaplan and Meier's estimate: a parcel that is under way, or lost, says that it takes longer than until now. Left out, those that are still
/// expected would make a lane look faster than it is.
/// </summary>
public sealed class TransitTimes
{
    private readonly List<(double Time, double Share)> steps = [];

    private TransitTimes()
    {
    }

    /// <summary>How many parcels that arrived it was learned from.</summary>
    public double Parcels { get; private init; }

    /// <summary>The share that arrives at all.</summary>
    public double Arriving => steps.Count == 0 ? 0 : steps[^1].Share;

    /// <summary>Learns from parcels, in any order.</summary>
    public static TransitTimes Of(IEnumerable<TransitTime> parcels)
    {
        var sorted = parcels.Where(parcel => parcel.Weight > 0).OrderBy(parcel => parcel.Time).ThenByDescending(parcel => parcel.HasArrived).ToList();
        var times = new TransitTimes { Parcels = sorted.Where(parcel => parcel.HasArrived).Sum(parcel => parcel.Weight) };
        var left = sorted.Sum(parcel => parcel.Weight);
        var missing = 1.0;
        foreach (var parcel in sorted)
        {
            if (parcel.HasArrived)
            {
                missing *= 1 - Math.Min(1, parcel.Weight / left);
                times.steps.Add((parcel.Time, 1 - missing));
            }

            left -= parcel.Weight;
        }

        return times;
    }

    /// <summary>
    /// In what time a share of all parcels comes; null when so many never do, or too few are known to tell. Of few parcels the one above: that the next one comes in that
    /// time is then as likely as the share, on the average of all that could have been learned from.
    /// </summary>
    public double? Within(double share) => At(share * (1 + (1 / Parcels)));

    /// <summary>In what time a share of those comes that come at all; null when nothing is known.</summary>
    public double? OfArrivingWithin(double share) => At(share * Arriving);

    private double? At(double share)
    {
        foreach (var step in steps)
        {
            if (step.Share >= share - 1e-9)
            {
                return step.Time;
            }
        }

        return null;
    }
}
