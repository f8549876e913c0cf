using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>What became of units that were to be repaired.</summary>
public enum RepairOutcome
{
    None = 0,
    Repaired = 1,
    NotRepairable = 2,
}

/// <summary>Units that were to be repaired, and went back to the customer.</summary>
/// <param name="Parcel">In which; null when the customer took them in person.</param>
public sealed record Repair(int Quantity, RepairOutcome Outcome, string Note, ReturnParcel? Parcel, DateTimeOffset At);

/// <summary>Units of a line that go back now.</summary>
public sealed record RepairedUnits(string LineId, int Quantity, RepairOutcome Outcome, string Note);

/// <content>
/// Goods that are repaired: they come, are looked at, and go back. They are the customer's all the time, so no money moves; while they are here no other return has them.
/// </content>
public sealed partial record Return
{
    /// <summary>Units of the order line that are here to be repaired, of a return that is settled otherwise.</summary>
    public int InRepair(string lineId) => IsResolved ? Lines.Where(line => line.LineId == lineId).Sum(line => line.InRepair) : 0;

    /// <summary>Units go back to the customer. The return is done when all that came are back.</summary>
    /// <param name="units">Which, and what became of them.</param>
    /// <param name="parcel">In which; null when the customer takes them in person.</param>
    /// <param name="now">When.</param>
    public Decision<ReturnStep> SendBack(IReadOnlyList<RepairedUnits> units, ReturnParcel? parcel, DateTimeOffset now)
    {
        var lines = Lines.ToArray();
        foreach (var sent in units)
        {
            var at = Array.FindIndex(lines, line => line.LineId == sent.LineId);
            if (at < 0)
            {
                return new LineNotFound(sent.LineId, "lines.line_id");
            }

            if (sent.Quantity > lines[at].InRepair)
            {
                return new QuantityExceedsRepair(sent.LineId, lines[at].InRepair);
            }

            lines[at] = lines[at] with { Repairs = [.. lines[at].Repairs, new Repair(sent.Quantity, sent.Outcome, sent.Note, parcel, now)] };
        }

        return Then(Step(this with { Lines = lines }, new SentBack(units, parcel)), next => next.CloseOnceDone(now));
    }
}
