using System.Globalization;
using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Members;

/// <summary>A balance after something was posted.</summary>
/// <param name="At">When.</param>
/// <param name="Active">What could be spent.</param>
/// <param name="Pending">What was earned, and could not be spent yet.</param>
public sealed record BalancePoint(DateTimeOffset At, long Active, long Pending);

/// <summary>A balance over time, as a line of steps: it stays until the next entry.</summary>
/// <param name="Points">Oldest first.</param>
/// <param name="Now">Where the line ends.</param>
public sealed record BalanceLine(IReadOnlyList<BalancePoint> Points, DateTimeOffset Now)
{
    /// <summary>The picture's, in units of its own.</summary>
    public const int Width = 600;

    /// <inheritdoc cref="Width"/>
    public const int Height = 120;

    /// <summary>The greatest that was had.</summary>
    public long Most => Points.Select(point => point.Active + point.Pending).DefaultIfEmpty().Max();

    /// <summary>From a statement.</summary>
    /// <param name="entries">In any order.</param>
    /// <param name="now">Where the line ends.</param>
    public static BalanceLine Of(IEnumerable<LedgerEntry> entries, DateTimeOffset now) => new(
        [.. entries.OrderBy(entry => entry.Sequence).Select(entry => new BalancePoint(entry.RecordedAt.ToDateTimeOffset(), entry.RunningActive, entry.RunningTotal - entry.RunningActive))],
        now);

    /// <summary>The line of what could be spent.</summary>
    public string ActivePath => Path(point => point.Active);

    /// <summary>The area below all that was had.</summary>
    public string TotalArea => Points.Count == 0 ? "" : $"{Path(point => point.Active + point.Pending)}V{Height}H0Z";

    /// <summary>The balance at the end of each day on which something was posted, the latest first.</summary>
    public IReadOnlyList<(DateOnly Day, BalancePoint Balance)> Days(Moments moments) =>
        [.. Points.GroupBy(point => moments.DayOf(point.At)).Select(day => (day.Key, day.Last())).OrderByDescending(day => day.Key)];

    private string Path(Func<BalancePoint, long> of)
    {
        if (Points.Count == 0)
        {
            return "";
        }

        var (first, most) = (Points[0].At, Math.Max(1, Most));
        var length = Math.Max(1, (Now - first).Ticks);
        var steps = Points.Select(point => $"H{Text(Width * (double)(point.At - first).Ticks / length)}V{Text(Height - (Height * (double)of(point) / most))}");
        return $"M0 {Height}{string.Concat(steps)}H{Width}";
    }

    private static string Text(double place) => place.ToString("0.##", CultureInfo.InvariantCulture);
}
