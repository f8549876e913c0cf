using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Time;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>Whatever is withdrawn from, in whatever parts: goods and cents add up.</summary>
public sealed class WithdrawalProperties
{
    /// <summary>A consumer who withdraws from everything, in parts, gets back all that was paid, standard delivery included, and not a cent more.</summary>
    [Fact]
    public void InParts_GivesBackAllThatWasPaid() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var lines = Enumerable.Range(1, random.Next(1, 4)).Select(i => Some.Line($"{i}", random.Next(1, 8), random.Next(0, 3000)))
                .Append(Some.Line("post", 1, random.Next(0, 700), "post", isMerchandise: false)).ToArray();
            var order = Some.Order(lines) with { DeliveryMinor = random.Next(0, 1500) };
            order = order with
            {
                Total = Some.Eur(lines.Sum(line => line.Net.AmountMinor) + order.DeliveryMinor),
                CancelledQuantities = lines.Where(line => line.IsMerchandise && random.Next(3) == 0).ToDictionary(line => line.LineId, line => random.Next(0, line.Quantity)),
            };
            var (all, withdrawals, given) = (Some.Fresh(order), new List<Withdrawal>(), 0L);
            while (true)
            {
                var rights = new WithdrawalRights(all, withdrawals, null);
                var open = rights.At(Some.Now).Where(right => right.Quantity > 0).ToArray();
                if (open.Length == 0)
                {
                    break;
                }

                var chosen = open.Where(_ => random.Next(2) == 0).DefaultIfEmpty(open[0]).Select(right => (right.Line.LineId, random.Next(1, right.Quantity + 1))).ToArray();
                var declared = WithdrawalTests.Declare(rights, chosen).Value;
                var confirmed = WithdrawalTests.Confirm(rights, declared with { WithdrawalId = $"w-{withdrawals.Count}" }, Some.Now);
                withdrawals.Add(confirmed.Next);
                var goods = confirmed.Goods!.Next;
                var step = random.Next(2) == 0
                    ? goods.Complete([], cashAtTill: false, all, Some.Policy, Some.Till, Some.Now).Value
                    : goods.Posted(new ReturnParcel("", "", Some.Now), all, Some.Policy, Some.Now).Value.Next.Release(all, Some.Now);
                Assert.Equal(step.Next.RefundAmount.AmountMinor, step.Events.OfType<Owed>().Sum(owed => owed.Amount.AmountMinor));
                given += step.Next.RefundAmount.AmountMinor;
                all = all.With(step.Next);
            }

            var cancelled = order.Lines.Sum(line => new Platform.Domain.Portion(line.Net.AmountMinor, line.Quantity).First(order.Cancelled(line)));
            Assert.Equal(order.Total.AmountMinor - cancelled, given);
            Assert.Empty(Invariants.BrokenBy(all));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <summary>Never shorter than the law, never on a day on which nobody works, and told later never ends sooner.</summary>
    [Fact]
    public void Period_IsNeverShorterThanTheLaw() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var market = new[] { "IT", "RO", "DE", "FR", "PT", "SE" }[random.Next(6)];
            var (days, terms) = (WorkingDays.BuiltIn.In(market), WithdrawalTerms.In(market)!);
            var came = Some.Placed.AddMinutes(random.Next(0, 3 * 365 * 24 * 60));
            var told = came.AddDays(random.Next(-10, 500));
            var ends = WithdrawalPeriod.EndsAt(came, terms, new WithdrawalInformation(told), days);

            Assert.True(ends >= days.LastDays.EndOf(days.Days.DayOf(came).AddDays(14)));
            Assert.True(days.Calendar.IsWorkingDay(days.LastDays.DayOf(ends.AddTicks(-1))));
            Assert.True(ends <= WithdrawalPeriod.EndsAt(came, terms, new WithdrawalInformation(null), days));
            Assert.True(ends >= WithdrawalPeriod.EndsAt(came, terms, new WithdrawalInformation(Some.Placed.AddYears(-1)), days));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
