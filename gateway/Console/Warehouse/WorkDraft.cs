using Omnichannel.Orders.V1;
using Omnichannel.Values;

namespace Omnichannel.WebConsole.Warehouse;

/// <summary>
/// The units of an order that somebody has in hand: the same are picked, packed and put into a parcel. Of a line it is all that no parcel has, until something else is typed. What a step has
/// had already is not told again.
/// </summary>
public sealed class WorkDraft
{
    private readonly Dictionary<string, int> typed = new(StringComparer.Ordinal);

    /// <summary>Pieces are counted. A length or a weight is one thing.</summary>
    public static bool IsCounted(WorkLine line) => Measures.Of(line.Measure).PricedPer() == 1;

    /// <summary>Units of a line that no parcel has.</summary>
    public static int Open(WorkLine line) => line.Quantity - line.AnnouncedQuantity;

    /// <summary>Of a line, in hand.</summary>
    public int InHand(WorkLine line) => Math.Clamp(typed.GetValueOrDefault(line.LineId, int.MaxValue), 0, Open(line));

    /// <summary>So many of a line are in hand.</summary>
    public void Take(WorkLine line, int quantity) => typed[line.LineId] = quantity;

    /// <summary>A step was made: what is left of each line is next.</summary>
    public void Forget() => typed.Clear();

    /// <summary>What is picked of it now.</summary>
    public IReadOnlyList<LineQuantity> ToPick(WorkItem item) => Units(item, line => line.Quantity - line.PickedQuantity);

    /// <summary>What is packed of it now.</summary>
    public IReadOnlyList<LineQuantity> ToPack(WorkItem item) => Units(item, line => line.Quantity - line.PackedQuantity);

    /// <summary>What goes into a parcel now.</summary>
    public IReadOnlyList<LineQuantity> ToSend(WorkItem item) => Units(item, Open);

    private IReadOnlyList<LineQuantity> Units(WorkItem item, Func<WorkLine, int> left) =>
        [.. item.Lines.Select(line => new LineQuantity { LineId = line.LineId, Quantity = Math.Min(InHand(line), left(line)) }).Where(units => units.Quantity > 0)];
}
