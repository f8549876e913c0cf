using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>
/// Claims that Order-tracking accepted about parcels of the order. A return that began before has the same units: the claim settles them, and the return gives nothing more for them. Goods that
/// come all the same are taken.
/// </content>
public sealed partial record Return
{
    /// <summary>
    /// An accepted claim has settled units of this return. None settles those that money was granted for: Order-tracking, which does both, knows of it.
    /// </summary>
    /// <param name="units">How many of each line.</param>
    /// <param name="order">With all of its returns.</param>
    /// <param name="policy">The order's: it says which fees the rest has.</param>
    public ReturnStep Settled(IReadOnlyDictionary<string, int> units, OrderReturns order, ReturnPolicy? policy)
    {
        if (IsAdvanceGranted)
        {
            return ReturnStep.Unchanged(this);
        }

        var others = order.Without(ReturnId);
        var lines = Lines.Select(line => units.TryGetValue(line.LineId, out var settled) ? Left(line, settled, others) : line);
        var next = Worth([.. lines]).Charged(policy);
        return Step(next with { Refund = Refund is { } asked ? asked with { Amount = next.RefundAmount } : null });
    }

    // Of what was asked for in advance, what stays adds up with what others have.
    private ReturnLine Left(ReturnLine line, int settled, OrderReturns others)
    {
        var left = line with { Claimed = line.Claimed + settled };
        return left with
        {
            RefundAmount = !line.PaysBack || left.Unclaimed == 0 || others.Order.Line(line.LineId) is not { } sold ? Money.Zero(line.RefundAmount.CurrencyCode)
                : IsPaidInAdvance ? Staying(line, left.Unclaimed, others)
                : others.Worth(sold, left.Unclaimed, includesReserved: true),
        };
    }
}
