using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using ReturnedUnits = Omnichannel.OrderTracking.Domain.ReturnedUnits;

namespace Omnichannel.AllInOne.Tests.Refunds;

/// <summary>A return whose lines give money, or store credit, or nothing, less fees: what Order-tracking grants of it once it has counted is what Returns then says, of each part.</summary>
public sealed class StoreCreditTests
{
    private static readonly Actor Till = new("till-1", ActorRole.Terminal, SalesChannel.Store, "store-1", "");
    private static readonly Resolution[] Mixed = [Resolution.Refund, Resolution.StoreCredit, Resolution.Exchange];

    [Fact]
    public void MoneyAndCredit_AreTheSameInBothServices_WhateverIsCounted() => Assert.All(Enumerable.Range(0, 1000), Play);

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (Units: random.Next(1, 6), Net: random.Next(0, 3000))).ToList();
        var policy = BuiltInPolicy.Document with { Version = 1, Rules = [BuiltInPolicy.Document.Rules[0] with { Fees = [.. Fees(random)] }] };
        var bought = new OrderReturns(Purchases.ToReturns(Purchases.Place(lines, random.Next(200), [])), []);
        NewReturnLine[] asked = [.. lines.Select((line, i) => new NewReturnLine($"{i}", random.Next(1, line.Units + 1), ReturnReason.Other, "", Mixed[random.Next(3)]))];
        var begun = Return.Create(new NewReturn("r", "R-r", asked, ReturnMethod.Store, Till), bought, policy, Purchases.Monday.AddDays(1)).Value.Next;
        var step = begun.Complete([], cashAtTill: false, bought, policy, Till, Purchases.Monday.AddDays(1)).Value;
        if (step.Events.OfType<Owed>().SingleOrDefault() is not { } owed)
        {
            return;
        }

        // Some of its units were settled otherwise.
        var counted = step.Next.Lines.Where(line => line.PaysBack)
            .ToDictionary(line => line.LineId, line => new CountedUnits(random.Next(line.Quantity + 1), new Money("EUR", random.Next(2) == 0 ? line.RefundAmount.AmountMinor : random.Next(100))));
        var ask = Purchases.Ask(step.Next, owed).For([.. counted.Select(units => new ReturnedUnits(units.Key, units.Value.Quantity, units.Value.Worth.AmountMinor))]);
        var after = step.Next.CountedAs(counted).Next;

        Assert.Equal((after.RefundAmount.AmountMinor, after.StoreCredit.AmountMinor), (ask.AmountMinor, ask.StoreCredit?.AmountMinor ?? 0));
    }

    private static IEnumerable<ReturnFee> Fees(Random random)
    {
        if (random.Next(2) == 0)
        {
            yield return new ReturnFee("RESTOCKING", [], random.Next(2) == 0 ? [] : [Mixed[random.Next(2)]], null, random.Next(1, 101));
        }

        if (random.Next(2) == 0)
        {
            yield return new ReturnFee("RETURN_SHIPPING", [], random.Next(2) == 0 ? [] : [Mixed[random.Next(2)]], new Money("EUR", random.Next(1, 800)), null);
        }
    }
}
