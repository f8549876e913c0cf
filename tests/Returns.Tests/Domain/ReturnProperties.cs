using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>Whatever is done to an order, in whatever sequence: the invariants hold after every step.</summary>
public sealed class ReturnProperties
{
    private const int Steps = 40;

    [Fact]
    public void AnySequence_KeepsTheInvariants() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), Play).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void PartialReturns_AddUpToWhatWasPaid() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var quantity = random.Next(1, 40);
            var net = random.Next(0, 5000);
            var order = Some.Fresh(Some.Order([Some.Line("1", quantity, net)], Tenders(random, net)));
            for (var left = quantity; left > 0;)
            {
                var units = random.Next(1, left + 1);
                var step = Some.Begun(order, Some.Asks($"r{left}", "1", units)).Complete([], false, order, Some.Policy, Some.Till, Some.Now).Value;
                var paid = (step.Next.Refund?.Tenders ?? []).Sum(tender => tender.Amount.AmountMinor);
                Assert.Equal(step.Next.RefundAmount.AmountMinor + (step.Next.Refund?.RoundingMinor ?? 0), paid);
                Assert.Equal(paid, step.Next.Refund?.Amount.AmountMinor ?? 0);
                order = order.With(step.Next);
                left -= units;
            }

            Assert.Equal(Some.Eur(0), order.LeftOfPayments());
            Assert.All(order.RemainingTenders(), tender => Assert.Equal(0, tender.Amount.AmountMinor));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void PartialReturns_OfASaleInCash_ArePaidOutInCoins_AndAddUpToWhatWasPaid() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var quantity = random.Next(1, 40);
            var net = random.Next(0, 5000);
            var card = random.Next(2) == 0 ? 0 : random.Next(0, net + 1);
            var cash = CashRounding.In("IT", "EUR").Round(net - card);
            Tender[] tenders = [new Tender(TenderKind.Card, "card-1", Some.Eur(card)), new Tender(TenderKind.Cash, "", Some.Eur(cash))];
            var order = Some.Fresh(Some.Order([Some.Line("1", quantity, net)], tenders) with { RoundingMinor = cash - (net - card) });
            for (var left = quantity; left > 0;)
            {
                var units = random.Next(1, left + 1);
                var step = Some.Begun(order, Some.Asks($"r{left}", "1", units)).Complete([], random.Next(2) == 0, order, Some.Policy, Some.Till, Some.Now).Value;
                Assert.All(step.Next.Refund?.Tenders ?? [], tender => Assert.True(tender.Kind is not TenderKind.Cash || tender.Amount.AmountMinor % 5 == 0, $"{tender}"));
                order = order.With(step.Next);
                left -= units;
            }

            Assert.Equal(Some.Eur(0), order.LeftOfPayments());
            Assert.All(order.RemainingTenders(), tender => Assert.Equal(0, tender.Amount.AmountMinor));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(1, random.Next(1, 4)).Select(i => Some.Line($"{i}", random.Next(1, 8), random.Next(0, 3000))).ToArray();
        var purchase = Some.Order(lines, Tenders(random, lines.Sum(line => line.Net.AmountMinor))) with
        {
            CancelledQuantities = lines.Where(_ => random.Next(4) == 0).ToDictionary(line => line.LineId, _ => 1),
        };
        var policy = Some.With(rule => rule with
        {
            RequiresApproval = random.Next(3) == 0,
            Resolutions = [Resolution.Refund, Resolution.StoreCredit, Resolution.Exchange, Resolution.Keep],
            Fees = random.Next(2) == 0 ? [] : [new ReturnFee("RESTOCKING", [], [], null, random.Next(1, 101))],
        });
        var returns = new List<Return>();
        var asked = new HashSet<string>();
        for (var i = 0; i < Steps; i++)
        {
            var order = new OrderReturns(purchase, returns);
            var step = Act(random, order, returns, policy, i);
            if (step is null)
            {
                continue;
            }

            foreach (var refund in step.Events.OfType<RefundAsked>())
            {
                Assert.True(asked.Add(refund.RefundId), "a refund was asked for twice");
                Assert.Equal(refund.Amount, refund.Tenders.Aggregate(Some.Eur(0), (sum, tender) => sum + tender.Amount));
            }

            returns.RemoveAll(existing => existing.ReturnId == step.Next.ReturnId);
            returns.Add(step.Next);
            CheckInvariants(purchase, returns);
        }
    }

    private static PastReturn Past(OrderLine line, int number, Random random) => new(
        new ExternalKey("shop", "", $"h{number}"), new ExternalKey("shop", "", "order-1"), Some.Now,
        [new PastReturnLine(line.LineId, random.Next(1, 5), random.Next(2) == 0 ? null : Some.Eur(random.Next(2000)))]);

    private static ReturnStep? Act(Random random, OrderReturns order, List<Return> returns, ReturnPolicy policy, int number)
    {
        var line = order.Order.Lines[random.Next(order.Order.Lines.Count)];
        if (returns.Count == 0 || random.Next(4) == 0)
        {
            var resolution = policy.Rules[0].Resolutions[random.Next(4)];
            var created = random.Next(5) == 0
                ? Return.Import(new Guid(number, 0, 0, new byte[8]), Past(line, number, random), order, Some.Now)
                : Return.Create(Some.Asks($"r{number}", line.LineId, random.Next(1, 6), resolution), order, policy, Some.Now);
            return created.IsAccepted ? created.Value : null;
        }

        var current = returns[random.Next(returns.Count)];
        var lineId = current.Lines[0].LineId;
        var found = new Inspection(lineId, random.Next(1, 4), InspectionGrade.B, (Disposition)random.Next(1, 5), "");
        var reason = random.Next(2) == 0 ? "" : "stood in the post";
        Decision<ReturnStep> decision = random.Next(10) switch
        {
            0 => current.Approve(order, policy, Some.Till, Some.Now),
            1 => current.Cancel(),
            2 => current.Receive([(lineId, random.Next(1, 4))], order, policy, Some.Now, reason),
            3 => current.Receive([], order, policy, Some.Now, reason),
            4 => current.Inspect([found], order, policy, Some.Till, Some.Now),
            5 => Complete(current, random.Next(2) == 0 ? [] : [found], random.Next(2) == 0, order, policy, reason),
            6 => current.RefundCompleted(Some.Now, Some.Now),
            7 => current.RefundFailed("no"),
            8 => current.Posted(new ReturnParcel("dhl", $"{number}", Some.Now.AddDays(random.Next(-2, 1))), order, Some.Now),
            _ => current.TimeIsUp(order, policy, Some.Now.AddDays(random.Next(40))),
        };
        if (decision.IsAccepted)
        {
            Assert.False(current.State is ReturnState.InTransit && decision.Value.Next.State is ReturnState.Expired, "what is in the post expired");
        }

        return decision.IsAccepted ? decision.Value : null;
    }

    // Without inspections, nothing is looked at but what is handed in.
    private static Decision<ReturnStep> Complete(
        Return current, IReadOnlyList<Inspection> found, bool cashAtTill, OrderReturns order, ReturnPolicy policy, string reason)
    {
        var decision = current.Complete(found, cashAtTill, order, policy, Some.Till, Some.Now, reason);
        if (decision.IsAccepted && found.Count == 0)
        {
            var after = decision.Value.Next;
            Assert.Equal(
                current.Lines.Zip(after.Lines, (before, line) => line.Received - before.Received),
                current.Lines.Zip(after.Lines, (before, line) => line.Inspected - before.Inspected));
        }

        return decision;
    }

    private static void CheckInvariants(Order purchase, List<Return> returns)
    {
        var order = new OrderReturns(purchase, returns);
        foreach (var line in purchase.Lines)
        {
            Assert.True(order.Returned(line.LineId) + order.Reserved(line.LineId) <= purchase.Fulfilled(line), "a unit is returned twice, or was never there");
        }

        var captured = purchase.Tenders.Sum(tender => tender.Amount.AmountMinor);
        var refunded = returns.Where(existing => existing.IsResolved).Sum(existing => existing.RefundAmount.AmountMinor);
        Assert.True(refunded <= captured, "more was given back than was paid");
        Assert.All(order.RemainingTenders(), tender => Assert.True(tender.Amount.AmountMinor >= 0));
        Assert.Equal(captured - refunded, order.LeftOfPayments().AmountMinor);
        Assert.All(returns, existing => Assert.Equal(
            existing.RefundAmount.AmountMinor + existing.Fees.Sum(fee => fee.Amount.AmountMinor), existing.Lines.Sum(line => line.RefundAmount.AmountMinor)));
    }

    private static Tender[] Tenders(Random random, long total)
    {
        var card = random.NextInt64(0, total + 1);
        var cash = random.NextInt64(0, total - card + 1);
        return
        [
            new Tender(TenderKind.Card, "card-1", Some.Eur(card)), new Tender(TenderKind.Cash, "", Some.Eur(cash)),
            new Tender(TenderKind.GiftCard, "gift-1", Some.Eur(total - card - cash)),
        ];
    }
}
