using FsCheck;
using FsCheck.Fluent;
using Omnichannel.WebConsole.Orders;

namespace Omnichannel.WebConsole.Tests.Orders;

public sealed class LineSharesTests
{
    [Fact]
    public void Of_LineThatWentSeveralWays_TellsEachPart()
    {
        var line = Sample.Line("line-1", Sample.Ship, quantity: 10);
        (line.FulfilledQuantity, line.DeliveredQuantity, line.CancelledQuantity, line.ReturnedQuantity) = (6, 4, 1, 3);

        Assert.Equal(
            [
                new LineShare("RETURNED", 3, 30), new LineShare("DELIVERED", 1, 10), new LineShare("ON_THE_WAY", 2, 20),
                new LineShare("OPEN", 3, 30), new LineShare("CANCELLED", 1, 10),
            ],
            LineShares.Of(line));
    }

    [Fact]
    public void Of_WhatIsReturnedBeforeItsDeliveryIsTold_CountsOnce()
    {
        var line = Sample.Line("line-1", Sample.Ship, quantity: 2);
        (line.FulfilledQuantity, line.DeliveredQuantity, line.ReturnedQuantity) = (2, 0, 1);

        Assert.Equal([new LineShare("RETURNED", 1, 50), new LineShare("ON_THE_WAY", 1, 50)], LineShares.Of(line));
    }

    // fulfilled + cancelled <= ordered, delivered <= fulfilled, returned <= fulfilled: what the contract promises.
    [Fact]
    public void Of_AnyLine_AddsUpToWhatWasOrdered() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte, byte, byte, byte, byte)>(),
        parts =>
        {
            var (open, cancelled, fulfilled, delivered, returned) = parts;
            var line = Sample.Line("line-1", Sample.Ship, quantity: open + cancelled + fulfilled + 1);
            line.CancelledQuantity = cancelled;
            line.FulfilledQuantity = fulfilled;
            line.DeliveredQuantity = Math.Min(delivered, fulfilled);
            line.ReturnedQuantity = Math.Min(returned, fulfilled);
            var shares = LineShares.Of(line);
            return shares.Sum(share => share.Quantity) == line.Sale.Quantity && Math.Abs(shares.Sum(share => share.Percent) - 100) < 1e-6;
        }).QuickCheckThrowOnFailure();
}
