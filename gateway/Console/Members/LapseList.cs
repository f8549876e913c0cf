using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Members;

/// <summary>What lapses when: lots that end on one day are one line.</summary>
public static class LapseList
{
    /// <summary>By days, the next first; what never lapses is left out.</summary>
    public static IReadOnlyList<(DateOnly Day, long Points)> Of(IEnumerable<Lot> lots, Moments moments) =>
        [.. lots.Where(lot => lot is { Active: > 0, ExpiresAt: not null }).GroupBy(lot => moments.DayOf(lot.ExpiresAt.ToDateTimeOffset()))
            .Select(day => (day.Key, day.Sum(lot => lot.Active))).OrderBy(day => day.Key)];
}
