using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>
/// An order with several payments, and providers that do each instruction once or not at all and tell so late, twice and in any order: whatever is asked meanwhile, no
/// payment gives more than it brought, and in the end what is beyond the order's cost is back, to the minor unit.
/// </summary>
public sealed class PaymentLedgerProperties
{
    [Fact]
    public void AnyInterleaving_GivesBackWhatWasPaidTooMuch_AndNoPaymentMoreThanItBrought() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => new Story(seed).Play()).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private sealed class Story(int seed)
    {
        private readonly Random random = new(seed);
        private readonly Dictionary<string, bool> done = [];
        private readonly Dictionary<(TenderKind, string), long> given = [];
        private readonly List<(InstructionId Id, PaymentResult Result)> mail = [];
        private DateTimeOffset now = Monday;
        private Order order = null!;

        public void Play()
        {
            order = Order(Sold());
            for (var i = 0; i < 40; i++)
            {
                now = now.AddMinutes(random.Next(120));
                Take(Act(i));
                Check();
            }

            // In the end every provider does what it was told, and everybody hears of it.
            for (var round = 0; round < 100 && (mail.Count > 0 || order.Money.NextTryAt is not null || order.Money.Refunds.Any(refund => refund.State is RefundState.Escalated)); round++)
            {
                now = now.AddHours(30);
                Take(OrderSteps.RetryRefunds(order, now), obey: true);
                foreach (var refund in order.Money.Refunds.Where(refund => refund.State is RefundState.Escalated).ToList())
                {
                    Take(OrderSteps.RetryRefund(order, refund.RefundId, null, now).Value, obey: true);
                }

                while (mail.Count > 0)
                {
                    Take(Deliver(keep: false), obey: true);
                }

                Check();
            }

            Assert.All(order.Money.Refunds, refund => Assert.Equal(RefundState.Completed, refund.State));
            Assert.All(order.Money.Payments, payment => Assert.True(payment.HeldMinor == 0 || IsNeeded() || payment.Release!.State is RefundState.Escalated, $"{payment} is held for nothing"));
            var ledger = new PaymentLedger(order.Sale, order.Money);
            Assert.Equal(ledger.GivenBackMinor + ledger.RefundedRoundingMinor, given.Values.Sum());
            Assert.Equal(0, ledger.OverpaidMinor);
        }

        private Sale Sold()
        {
            var lines = Enumerable.Range(1, random.Next(1, 4)).Select(i => Line($"{i}", random.Next(1, 6), random.Next(0, 900))).ToArray();
            var postage = random.Next(0, 500);
            var net = lines.Sum(line => line.NetTotalMinor) + postage;
            var (card, gift) = (random.NextInt64(0, net + 1), random.NextInt64(0, (net / 3) + 1));
            var cash = Math.Max(0, net - card - gift);
            var rounded = CashRounding.In("IT", "EUR").Round(cash);
            List<Tender> tenders = [new(TenderKind.Card, "card", Math.Min(card, net)), new(TenderKind.GiftCard, "gift", Math.Min(gift, Math.Max(0, net - card)))];
            var isDeposit = random.Next(3) == 0;
            if (!isDeposit)
            {
                tenders.Add(new Tender(TenderKind.Cash, "", rounded));
            }

            return Sale() with
            {
                Lines = lines,
                Totals = new OrderTotals(net - postage, 0, 0, postage, 0, net + (isDeposit ? 0 : rounded - cash)) { Rounding = isDeposit ? 0 : rounded - cash },
                Tenders = tenders,
            };
        }

        private Change Act(int number)
        {
            var decision = random.Next(10) switch
            {
                0 => OrderSteps.Cancel(order, [new LineUnits(order.Sale.Lines[random.Next(order.Sale.Lines.Count)].LineId, random.Next(1, 3))], "", SalesChannel.Web, now),
                1 => OrderSteps.RequestRefund(order, new RefundAsk($"g{number}", "GOODWILL", random.Next(1, 400)), now),
                2 => OrderSteps.RecordPayment(order, new Tender(TenderKind.Wallet, $"w{number % 7}", random.Next(1, 2000)), $"p{number % 7}", (PaymentState)random.Next(1, 4), now, now),
                3 => OrderSteps.RequestCharge(order, null, null, now),
                4 => Repaid(),
                5 => OrderSteps.RetryRefunds(order, now),
                6 when order.Money.Refunds.Count > 0 => OrderSteps.RetryRefund(
                    order, order.Money.Refunds[random.Next(order.Money.Refunds.Count)].RefundId, random.Next(2) == 0 ? null : new Tender(TenderKind.StoreCredit, "", 0), now),
                _ when mail.Count > 0 => Deliver(keep: random.Next(3) == 0),
                _ => new Change(order, []),
            };
            return decision.IsAccepted ? decision.Value : new Change(order, []);
        }

        // Returns may ask again for what they have asked for.
        private Change Repaid() => OrderSteps.Repay(
            order,
            new RefundAsk($"rf-{random.Next(5)}", "RETURN", random.Next(1, 1500))
            {
                ReturnId = "r", IsCashAtTill = random.Next(2) == 0, StoreCredit = random.Next(2) == 0 ? new StoreCreditAsk(random.Next(0, 1500), 0, []) : null,
            },
            now,
            now);

        private Change Deliver(bool keep)
        {
            var (id, result) = mail[random.Next(mail.Count)];
            if (!keep)
            {
                mail.Remove((id, result));
            }

            return OrderSteps.Report(order, id, result, now).Value;
        }

        private void Take(Change change, bool obey = false)
        {
            order = change.Order;
            foreach (var e in change.Events)
            {
                switch (e)
                {
                    case RefundRequested { Instructions: var instructions }:
                        foreach (var instruction in instructions)
                        {
                            Obey(instruction, obey || random.Next(2) == 0);
                        }

                        break;
                    case ChargeRequested charge:
                        mail.Add((charge.Id, random.Next(2) == 0
                            ? new PaymentResult(InstructionState.Succeeded, now) { Reference = charge.Id.Text, AmountMinor = charge.Charge.AmountMinor }
                            : new PaymentResult(InstructionState.Failed, now) { FailureReason = "no funds" }));
                        break;
                    case VoidRequested told:
                        Assert.False(IsNeeded(), "a hold is given up that may still be taken");
                        Assert.True(done.TryAdd(told.Id.Text, true), "the same instruction was given twice");
                        Assert.InRange(told.Payment.Release!.Source.AmountMinor, 1, told.Payment.AuthorisedMinor!.Value);
                        mail.Add((told.Id, obey || random.Next(2) == 0
                            ? new PaymentResult(InstructionState.Succeeded, now)
                            : new PaymentResult(InstructionState.Failed, now) { FailureReason = "not now", IsPermanent = random.Next(3) == 0 }));
                        break;
                }
            }

            foreach (var refund in change.Events.OfType<RefundRequested>().Where(e => !e.IsRetry).Select(e => e.Refund)
                .Concat(change.Events.OfType<RefundCompleted>().Select(e => e.Refund)))
            {
                foreach (var part in refund.Parts.Where(part => part.IsAtTill && done.TryAdd($"{refund.RefundId}/till", true)))
                {
                    Give(part.Source);
                }
            }
        }

        // Something is due, or a charge is under way that may take it.
        private bool IsNeeded() => new PaymentLedger(order.Sale, order.Money).DueMinor > 0 || order.Money.Charges.Any(charge => charge.State is InstructionState.Requested);

        // A provider does each instruction once: the id is its idempotency key.
        private void Obey(RefundInstruction instruction, bool does)
        {
            Assert.True(done.TryAdd(instruction.Id.Text, does), "the same instruction was given twice");
            if (does)
            {
                Give(instruction.Source);
            }

            mail.Add((instruction.Id, does
                ? new PaymentResult(InstructionState.Succeeded, now) { AmountMinor = instruction.To.AmountMinor }
                : new PaymentResult(InstructionState.Failed, now) { FailureReason = "card closed", IsPermanent = random.Next(3) == 0 }));
        }

        private void Give(Tender source) => given[(source.Kind, source.Reference)] = given.GetValueOrDefault((source.Kind, source.Reference)) + source.AmountMinor;

        private void Check()
        {
            var ledger = new PaymentLedger(order.Sale, order.Money);
            Assert.All(ledger.Tenders, tender => Assert.True(
                given.GetValueOrDefault((tender.Kind, tender.Reference)) <= tender.CapturedMinor, $"{tender} gave {given.GetValueOrDefault((tender.Kind, tender.Reference))}"));
            Assert.All(ledger.Tenders, tender => Assert.True(tender.BeingRefundedMinor + tender.RefundedMinor + tender.FailedMinor <= tender.CapturedMinor, $"{tender}"));
            Assert.Equal(0, ledger.OverpaidMinor);
            Assert.All(ledger.Tenders, tender => Assert.True(tender.AuthorisedMinor >= 0, $"{tender}"));
            Assert.All(order.Money.Payments, payment => Assert.True(payment.HeldMinor == 0 || payment.Release is not null || IsNeeded(), $"{payment} is held for nothing"));
            Assert.Equal(Math.Max(0, ledger.CapturedMinor - ledger.CostMinor), ledger.GivenBackMinor);
            Assert.All(order.Money.Refunds, refund => Assert.Equal(refund.AmountMinor, refund.Parts.Sum(part => part.Source.AmountMinor)));
        }
    }
}
