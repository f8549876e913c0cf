using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Bought = Omnichannel.Returns.Domain.Order;
using OrderLine = Omnichannel.OrderTracking.Domain.OrderLine;
using Placed = Omnichannel.OrderTracking.Domain.Order;
using Return = Omnichannel.Returns.Domain.Return;

namespace Omnichannel.AllInOne.Tests.Refunds;

/// <summary>One order in two services: Order-tracking gives back what is cancelled, Returns what comes back. Together they give back what was paid.</summary>
public sealed class CancelAndReturnTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    // Lines as (units, net of all of them), tax on top, and which units go in which order: by line, by which way.
    private static readonly Arbitrary<Story> Stories = (
        from lines in Gen.Zip(Gen.Choose(1, 20), Gen.Choose(0, 20_000)).NonEmptyListOf()
        from tax in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 5_000)))
        from steps in Gen.ListOf(Gen.Choose(0, 9).SelectMany(line => Gen.Choose(1, 4).SelectMany(units => Gen.Elements(true, false).Select(cancel => new Step(line, units, cancel)))), 60)
        select new Story([.. lines.Take(4)], tax, steps)).ToArbitrary();

    [Fact]
    public void CancelAndReturn_InAnyOrderAndParts_GiveBackExactlyWhatWasPaid() =>
        Prop.ForAll(Stories, story => story.GivenBack() == story.Lines.Sum(line => (long)line.Item2) + story.Tax)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(true, 333, 667)]
    [InlineData(false, 667, 333)]
    public void TenForThree_OneCancelledTwoReturned_LosesNothing(bool cancelFirst, long first, long second)
    {
        Step cancel = new(0, 1, true), back = new(0, 2, false);
        var story = new Story([(3, 1000)], 0, cancelFirst ? [cancel, back] : [back, cancel]);

        Assert.Equal([first, second], story.Refunds().Take(2));
    }

    private sealed record Step(int Line, int Units, bool Cancel);

    private sealed record Story(IReadOnlyList<(int, int)> Lines, int Tax, IReadOnlyList<Step> Steps)
    {
        public long GivenBack() => Refunds().Sum();

        /// <summary>What each step gives back; in the end everything that is left comes back, too.</summary>
        public IEnumerable<long> Refunds()
        {
            var postage = new OrderLine { LineId = "postage", Sku = "POST", Quantity = 1, NetTotalMinor = 0, LineTotalMinor = 0, NonMerchandise = true };
            var net = Lines.Sum(line => (long)line.Item2);
            var sale = new Sale
            {
                OrderId = "o", OrderNumber = "O-TEST000001", CurrencyCode = "EUR", Market = "IT", Channel = SalesChannel.Web, Origin = OrderOrigin.Live, PlacedAt = Monday,
                Lines =
                [
                    .. Lines.Select((line, i) => new OrderLine { LineId = $"{i}", Sku = "sku", Quantity = line.Item1, NetTotalMinor = line.Item2, LineTotalMinor = line.Item2 }),
                    postage,
                ],
                Totals = new OrderTotals(net, 0, 0, 0, Tax, net + Tax),
                Tenders = [new OrderTracking.Domain.Tender(TenderKind.Card, "card", net + Tax)],
            };
            var placed = OrderSteps.Place(sale, Monday).Order;
            var returns = new List<Return>();
            var left = Lines.Select(line => line.Item1).ToArray();
            foreach (var step in Steps.Concat(Lines.Select((line, i) => new Step(i, line.Item1, false))))
            {
                var line = step.Line % Lines.Count;
                var units = Math.Min(step.Units, left[line]);
                if (units > 0)
                {
                    left[line] -= units;
                    yield return step.Cancel ? Cancel(ref placed, line, units) : Back(ref placed, returns, line, units);
                }
            }
        }

        private static long Cancel(ref Placed placed, int line, int units)
        {
            placed = OrderSteps.Cancel(placed, [new LineUnits($"{line}", units)], "", SalesChannel.Web, Monday).Value.Order;
            return placed.Cancellations[^1].RefundMinor;
        }

        private static long Back(ref Placed placed, List<Return> returns, int line, int units)
        {
            var past = new PastReturn(new ExternalKey("shop", "", $"r{returns.Count}"), new ExternalKey("shop", "", "o"), Monday.AddDays(1), [new PastReturnLine($"{line}", units, null)]);
            var resolved = Return.Import(Guid.NewGuid(), past, new OrderReturns(ToReturns(placed), returns), Monday.AddDays(1)).Value.Next;
            returns.Add(resolved);
            placed = OrderSteps.Resolve(placed, resolved.ReturnId, [new LineUnits($"{line}", units)], Monday.AddDays(1), Monday.AddDays(1)).Order;
            return resolved.RefundAmount.AmountMinor;
        }

        // The purchase as Returns knows it from Order-tracking's events.
        private static Bought ToReturns(Placed placed)
        {
            var tax = AddedTax.Shares(placed.Sale.Totals.Tax, [.. placed.Sale.Lines.Select(line => line.NetTotalMinor)]);
            var cancelled = placed.Cancellations.SelectMany(cancellation => cancellation.Lines).GroupBy(units => units.LineId)
                .ToDictionary(group => group.Key, group => group.Sum(units => units.Quantity));
            return new Bought(
                "o", "O-TEST000001", "", "", "c", "", "c", "IT", "EUR", SalesChannel.Web, "", Origin.Live, Monday, "", 1,
                [.. placed.Sale.Lines.Select((line, i) => new Returns.Domain.OrderLine(
                    line.LineId, line.Sku, "", "", line.Quantity, new Money("EUR", line.NetTotalMinor + tax[i]), !line.NonMerchandise))],
                [new Returns.Domain.Tender(TenderKind.Card, "card", new Money("EUR", placed.Sale.Totals.Due))],
                new Dictionary<string, LineProgress>(),
                cancelled,
                [.. placed.Cancellations.Select(cancellation => new Returns.Domain.Tender(TenderKind.Card, "card", new Money("EUR", cancellation.RefundMinor)))],
                Monday);
        }
    }
}
