using System.Globalization;
using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Orders;

/// <summary>A moment on the bar.</summary>
/// <param name="Name">Names its text: NOW, ESTIMATE, DELIVERED, ASSUMED.</param>
/// <param name="At">The moment.</param>
/// <param name="Left">Its place, as CSS takes it.</param>
public sealed record PromiseMark(string Name, DateTimeOffset At, string Left);

/// <summary>A promised delivery window on a line of time from when it was made.</summary>
/// <param name="State">Names its text: MADE, AT_RISK, BROKEN, KEPT, WITHDRAWN.</param>
/// <param name="Left">Where the window begins, as CSS takes it.</param>
/// <param name="Width">How wide it is, as CSS takes it.</param>
/// <param name="Marks">What else stands on the line, in the order of time.</param>
public sealed record PromiseBar(string State, string Left, string Width, IReadOnlyList<PromiseMark> Marks)
{
    // Room behind the last moment: its mark is not at the very end.
    private const double Margin = 0.06;

    /// <summary>The promise in force; null without one.</summary>
    public static PromiseBar? Of(Order order, DateTimeOffset now)
    {
        if (order.Promise is not { LatestAt: not null } promise)
        {
            return null;
        }

        var latest = promise.LatestAt.ToDateTimeOffset();
        var earliest = promise.EarliestAt?.ToDateTimeOffset() ?? latest;
        var isOpen = promise.State is PromiseState.Made or PromiseState.AtRisk;
        var marks = new List<(string Name, DateTimeOffset At)>();
        if (order.DeliveredAt is { } delivered)
        {
            marks.Add((order.DeliveryAssumed ? "ASSUMED" : "DELIVERED", delivered.ToDateTimeOffset()));
        }
        else if (order.Status is not (OrderStatus.Cancelled or OrderStatus.Returned))
        {
            marks.AddRange(order.Shipments.Where(shipment => shipment.EstimatedDeliveryAt is not null && shipment.Status is not ShipmentStatus.Cancelled)
                .Select(shipment => shipment.EstimatedDeliveryAt.ToDateTimeOffset()).OrderDescending().Take(1).Select(at => ("ESTIMATE", at)));
            if (isOpen || promise.State is PromiseState.Broken)
            {
                marks.Add(("NOW", now));
            }
        }

        var begin = marks.Select(mark => mark.At).Append(earliest).Append(promise.MadeAt?.ToDateTimeOffset() ?? earliest).Min();
        var end = marks.Select(mark => mark.At).Append(latest).Max();
        var span = Math.Max(1, (end - begin).TotalSeconds) * (1 + Margin);
        double Place(DateTimeOffset at) => 100 * (at - begin).TotalSeconds / span;
        return new PromiseBar(
            Enums.Name(promise.State),
            Css(Place(earliest)),
            Css(Math.Max(1.5, Place(latest) - Place(earliest))),
            [.. marks.OrderBy(mark => mark.At).Select(mark => new PromiseMark(mark.Name, mark.At, Css(Place(mark.At))))]);
    }

    private static string Css(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.##}%");
}
