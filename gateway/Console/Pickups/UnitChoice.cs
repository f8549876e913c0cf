using Omnichannel.Orders.V1;

namespace Omnichannel.WebConsole.Pickups;

/// <summary>Which units of a pickup change hands: all that is ready, else all that waits, until somebody says otherwise.</summary>
public sealed class UnitChoice
{
    private readonly Dictionary<string, int> chosen = new(StringComparer.Ordinal);

    /// <summary>How many of a line may change hands.</summary>
    public static int MostOf(PickupLine line) => line.ReadyQuantity + line.WaitingQuantity;

    /// <summary>How many of a line are meant.</summary>
    public int Of(Pickup pickup, PickupLine line) => Math.Clamp(chosen.TryGetValue(line.LineId, out var said) ? said : Usual(pickup, line), 0, MostOf(line));

    /// <summary>Means so many of a line.</summary>
    public void Choose(string lineId, int quantity) => chosen[lineId] = quantity;

    /// <summary>Means the usual again.</summary>
    public void Forget() => chosen.Clear();

    /// <summary>What is meant, as a call says it. Empty when nothing is: a call would take that for everything.</summary>
    public IReadOnlyList<LineQuantity> Lines(Pickup pickup) =>
        [.. pickup.Lines.Select(line => new LineQuantity { LineId = line.LineId, Quantity = Of(pickup, line) }).Where(line => line.Quantity > 0)];

    private static int Usual(Pickup pickup, PickupLine line) => pickup.Lines.Any(any => any.ReadyQuantity > 0) ? line.ReadyQuantity : line.WaitingQuantity;
}
