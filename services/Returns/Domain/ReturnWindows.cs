using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>Until when a line can be returned.</summary>
/// <param name="LineId">Which line.</param>
/// <param name="EndsAt">The first moment at which it is too late.</param>
public sealed record LineWindow(string LineId, DateTimeOffset EndsAt);

/// <summary>The return windows of an order: what others may rely on, such as points that are the customer's when the goods are.</summary>
public static class ReturnWindows
{
    /// <summary>The windows whose clocks have started, by line. A line that cannot be returned at all has none.</summary>
    public static IReadOnlyList<LineWindow> Of(Order order, ReturnPolicy policy)
    {
        var days = policy.DaysOf(order.Market);
        var windows = new List<LineWindow>(order.Lines.Count);
        foreach (var line in order.Lines)
        {
            var rule = policy.RuleFor(order.Subject(line));
            if ((line.IsMerchandise || rule.Scope.NamesMerchandise) && ClockOf(order, line, rule, days).EndsAt is { } end)
            {
                windows.Add(new LineWindow(line.LineId, end));
            }
        }

        return windows;
    }

    /// <summary>When the clock of a line's window started, and when it ends; nulls while it has not started, and where there is no window.</summary>
    public static (DateTimeOffset? AnchoredAt, DateTimeOffset? EndsAt) ClockOf(Order order, OrderLine line, PolicyRule rule, MarketDays days)
    {
        var window = rule.ExcludedReason.Length > 0 ? null : rule.Window;
        var anchoredAt = window is null ? null : order.AnchoredAt(line, window.Anchor);
        return (anchoredAt, window is not null && anchoredAt is { } start ? WindowClock.Deadline(window, start, order.PlacedAt, days) : null);
    }
}
