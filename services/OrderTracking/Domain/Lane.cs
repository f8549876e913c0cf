using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>Between which places a parcel of a shipping option, or of a carrier, goes. What is empty does not matter.</summary>
/// <param name="OriginId">The location that it leaves from.</param>
/// <param name="Country">Where it goes, ISO 3166-1 alpha-2.</param>
/// <param name="PostalArea">The first two characters of the postal code there.</param>
public sealed record Lane(string OriginId, string Country, string PostalArea)
{
    /// <summary>From and to anywhere.</summary>
    public static Lane Any { get; } = new("", "", "");

    /// <summary>Fewer parcels than these teach nothing.</summary>
    public const int FewestParcels = 30;

    /// <summary>The latest parcels of an option or carrier that are looked at.</summary>
    public const int MostParcels = 2000;

    // From so many on a lane speaks for itself.
    private const double FullParcels = 60;

    // A parcel counts half as much when it is two weeks older, or has 60 newer ones, whichever takes longer: a change is followed in weeks, and a lane with few parcels is learned at all.
    private static readonly TimeSpan HalfAge = TimeSpan.FromDays(14);
    private const double HalfRank = 60;

    /// <summary>
    /// Learns how long parcels of this lane take. Parcels to the postal area count first; where they are few those to the country fill them up, and then those from elsewhere.
    /// </summary>
    /// <param name="passages">Of one option or carrier.</param>
    /// <param name="measure">How long a parcel took until a moment.</param>
    /// <param name="now">Until when parcels that have not arrived are under way.</param>
    public TransitTimes Learn(IEnumerable<Passage> passages, Func<Passage, DateTimeOffset, double> measure, DateTimeOffset now)
    {
        var parcels = new List<TransitTime>();
        var known = 0.0;
        foreach (var ring in passages.Where(passage => Fits(Country, passage.Country)).GroupBy(Farness).OrderBy(ring => ring.Key))
        {
            var weighted = Weighted(ring).ToList();
            var weight = weighted.Sum(each => each.Weight);
            var scale = known == 0 ? 1 : Math.Min(1, (FullParcels - known) / weight);
            if (scale <= 0)
            {
                break;
            }

            known += scale * weight;
            parcels.AddRange(weighted.Select(each => new TransitTime(measure(each.Passage, each.Passage.ArrivedAt ?? now), each.Passage.ArrivedAt is not null, scale * each.Weight)));
        }

        return TransitTimes.Of(parcels);
    }

    /// <summary>The postal area of a postal code.</summary>
    public static string AreaOf(string postalCode) => string.Concat(postalCode.Where(char.IsAsciiLetterOrDigit).Take(2)).ToUpperInvariant();

    /// <summary>Working days from the day from which those of an order count.</summary>
    public static Func<Passage, DateTimeOffset, double> SinceOrder(TimeOnly? cutOff) =>
        (passage, until) => WorkingTime.Since(DeliveryDays.CountedFrom(passage.OrderedAt, cutOff, passage.Place), until, passage.Place);

    /// <summary>Working days from the day on which the carrier had it.</summary>
    public static double SinceHandOver(Passage passage, DateTimeOffset until) =>
        WorkingTime.Since(passage.Place.Days.DayOf(passage.LeftAt), until, passage.Place);

    /// <summary>Days, free ones too, from when the carrier had it.</summary>
    public static double DaysUnderWay(Passage passage, DateTimeOffset until) => (until - passage.LeftAt) / TimeSpan.FromDays(1);

    private static IEnumerable<(Passage Passage, double Weight)> Weighted(IEnumerable<Passage> ring)
    {
        var latestFirst = ring.OrderByDescending(passage => passage.LeftAt).ToList();
        return latestFirst.Select((passage, rank) => (passage, Math.Pow(0.5, Math.Min((latestFirst[0].LeftAt - passage.LeftAt) / HalfAge, rank / HalfRank))));
    }

    private int Farness(Passage passage) => !Fits(OriginId, passage.OriginId) ? 2 : !Fits(PostalArea, passage.PostalArea) ? 1 : 0;

    private static bool Fits(string asked, string known) => asked.Length == 0 || asked == known;
}
