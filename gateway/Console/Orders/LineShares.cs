using Omnichannel.Orders.V1;

namespace Omnichannel.WebConsole.Orders;

/// <summary>A part of a line that has come equally far.</summary>
/// <param name="Name">Names its text: OPEN, ON_THE_WAY, DELIVERED, RETURNED, CANCELLED.</param>
/// <param name="Quantity">In the line's measure; above zero.</param>
/// <param name="Percent">Of what was ordered.</param>
public sealed record LineShare(string Name, int Quantity, double Percent);

/// <summary>What has become of a line, as parts of a bar that add up to all that was ordered.</summary>
public static class LineShares
{
    /// <summary>The parts that there are; what is furthest first.</summary>
    public static IReadOnlyList<LineShare> Of(OrderLine line)
    {
        var ordered = line.Sale.Quantity;
        var returned = line.ReturnedQuantity;

        // What came back may have been handed in before a carrier told of its delivery: it counts once.
        var reached = Math.Max(line.DeliveredQuantity, returned);
        (string Name, int Quantity)[] parts =
        [
            ("RETURNED", returned),
            ("DELIVERED", reached - returned),
            ("ON_THE_WAY", Math.Max(0, line.FulfilledQuantity - reached)),
            ("OPEN", Math.Max(0, ordered - Math.Max(line.FulfilledQuantity, reached) - line.CancelledQuantity)),
            ("CANCELLED", line.CancelledQuantity),
        ];
        return [.. parts.Where(part => part.Quantity > 0).Select(part => new LineShare(part.Name, part.Quantity, 100.0 * part.Quantity / Math.Max(1, ordered)))];
    }
}
