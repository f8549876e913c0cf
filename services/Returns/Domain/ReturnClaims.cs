using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>
/// Claims that Order-tracking accepted about parcels of the order. A return that began before has the same units: the claim settles them, and the return gives nothing more for them. Goods that
/// come all the same are taken.
/// </content>
public sealed partial record Return
{
    /// <summary>An accepted claim has settled units of this return.</summary>
    /// <param name="units">How many of each line.</param>
    /// <param name="order">With all of its returns.</param>
    /// <param name="policy">The order's: it says which fees the rest has.</param>
    public ReturnStep Settled(IReadOnlyDictionary<string, int> units, OrderReturns order, ReturnPolicy? policy)
    {
        var others = order.Without(ReturnId);
        var lines = Lines.Select(line => units.TryGetValue(line.LineId, out var settled) ? Estimated(line with { Claimed = line.Claimed + settled }, others) : line);
        return Step(Worth([.. lines]).Charged(policy));
    }

    private ReturnLine Estimated(ReturnLine line, OrderReturns others) => line with
    {
        RefundAmount = PaysBack && others.Order.Line(line.LineId) is { } sold
            ? others.Worth(sold, line.Unclaimed, includesReserved: true)
            : Money.Zero(line.RefundAmount.CurrencyCode),
    };
}
