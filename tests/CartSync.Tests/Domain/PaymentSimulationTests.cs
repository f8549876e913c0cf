using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>
/// Checkouts begin, hold, fail, time out and are given up, payments come early, late, twice and for the wrong one, in any order, the state written and read between any two
/// steps. Whatever happens, no payment is both kept and given back, none that was taken is neither, and Loyalty's holds are final exactly for what was sold. A failing seed
/// is in the message and replays exactly.
/// </summary>
public sealed class PaymentSimulationTests
{
    private const int Seeds = 1500;
    private const int Steps = 60;

    [Fact]
    public void Payments_InAnyOrder_AreKeptForASaleOrGivenBackOnce()
    {
        var ends = new HashSet<string>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            ends.UnionWith(new Run(seed).Play(Steps));
        }

        // Nothing is held that never came up.
        Assert.Superset(
            new HashSet<string> { "SOLD", "BY_CALLER", "TIMED_OUT", "NO", "HOLD_EXPIRED", "TENDER_REFUNDED", "ALREADY_COMPLETED", "CHECKOUT_CANCELLED", "CHECKOUT_UNKNOWN", "HOLD_REFUSED" },
            ends);
    }

    [Fact]
    public void Simulation_FindsARefundThatForgetsTheSale()
    {
        var found = Record.Exception(() =>
        {
            for (var seed = 0; seed < Seeds; seed++)
            {
                new Run(seed) { ForgetsSales = true }.Play(Steps);
            }
        });
        Assert.Contains("seed", found?.Message ?? "nothing", StringComparison.Ordinal);
    }

    private sealed class Run(int seed)
    {
        private static readonly Actor Payments = new("payments", ActorRole.Service, SalesChannel.None);
        private readonly Random random = new(seed);
        private readonly CheckoutShelf shelf = new CheckoutShelf().With("MUG", "12.50");
        private readonly Dictionary<string, Checkout> archive = [];
        private readonly Dictionary<string, string> holds = [];
        private readonly Dictionary<string, string> refunds = [];
        private readonly HashSet<string> owed = [];
        private readonly HashSet<string> ends = [];
        private readonly List<string> checkoutIds = ["k-never"];
        private SharedCart cart = null!;
        private DateTimeOffset now = Given.Now;
        private int payments;
        private int operations;

        /// <summary>Planted: the archive says of every checkout that it was given up.</summary>
        public bool ForgetsSales { get; init; }

        private Surroundings Around => shelf.Around with { Now = now };

        /// <summary>Plays, and answers how checkouts ended and why payments were given back.</summary>
        public IReadOnlySet<string> Play(int steps)
        {
            cart = shelf.Cart(("MUG", 2, null));
            operations = 1;
            for (var step = 0; step < steps; step++)
            {
                now += TimeSpan.FromSeconds(random.Next(1, 120));
                Act(random.Next(12));
                cart = CartCodec.Read(CartCodec.Write(cart));
                Check(step);
            }

            // In the end everything that is due is done.
            now += TimeSpan.FromHours(1);
            Act(0);
            Commit(isRefused: false);
            Release();
            Check(steps);
            Assert.True(holds.Values.All(state => state is "COMMITTED" or "RELEASED"), $"seed {seed}: a hold is left: {string.Join(' ', holds)}");
            return ends;
        }

        private void Act(int what)
        {
            switch (what)
            {
                case 0:
                    Take(DueTimes.Pass(cart, Around));
                    break;
                case 1 or 2:
                    Begin();
                    break;
                case 3 or 4:
                    Hold();
                    break;
                case 5:
                    Commit(isRefused: random.Next(4) == 0);
                    break;
                case 6:
                    Release();
                    break;
                case 7 when cart.Checkout is { } running:
                    Take(CheckoutRules.Cancel(cart, running.CheckoutId, Given.Anna, Ended(running.CheckoutId), now));
                    break;
                default:
                    Pay();
                    break;
            }
        }

        private void Begin()
        {
            if (!cart.IsInCheckout && !cart.ActiveLines.Any())
            {
                var add = new Operation(++operations, cart.Version, new Edit.Add("MUG", [], random.Next(1, 4), null));
                Take(OperationRules.Apply(cart, "web", [add], Given.Anna, Around));
            }

            var isTill = random.Next(3) == 0;
            var begun = CheckoutRules.Begin(
                cart,
                Given.Order(cart, $"k{random.Next()}") with
                {
                    Actor = isTill ? CheckoutShelf.Till : Given.Anna,
                    IsInStore = isTill,
                    Points = random.Next(3) == 0 ? 0 : 10,
                    Tenders = isTill ? [new Tender(TenderKind.Card, NextReference(), 500), new Tender(TenderKind.Cash, "", null)] : [],
                },
                Around);
            if (begun.Answer is { } checkout && begun.Refusal is null)
            {
                checkoutIds.Add(checkout.CheckoutId);
                if (checkout.HoldId.Length > 0)
                {
                    holds.TryAdd(checkout.HoldId, "");
                }
            }

            Take(begun);
        }

        private void Hold()
        {
            if (cart.Checkout is not { Phase: CartPhase.Holding } checkout)
            {
                return;
            }

            if (random.Next(4) == 0)
            {
                Take(CheckoutRules.HoldRefused(cart, checkout.CheckoutId, new Reason(RefusalKind.Precondition, "NO", "No."), now));
                return;
            }

            holds[checkout.HoldId] = "HELD";
            Take(CheckoutRules.Held(cart, checkout.CheckoutId, new HeldDiscounts([], 10, 10), Around));
        }

        private void Commit(bool isRefused)
        {
            if (cart.Checkout is not { Phase: CartPhase.Completing } checkout)
            {
                return;
            }

            holds[checkout.HoldId] = isRefused ? "EXPIRED" : "COMMITTED";
            Take(isRefused
                ? CheckoutRules.CommitRefused(cart, checkout.CheckoutId, new Reason(RefusalKind.Precondition, "HOLD_EXPIRED", "Gone."), now)
                : CheckoutRules.Committed(cart, checkout.CheckoutId, now));
        }

        private void Release()
        {
            foreach (var release in cart.PendingReleases)
            {
                Assert.True(holds[release.HoldId] is not "COMMITTED", $"seed {seed}: {release.HoldId} is released although it was committed");
                holds[release.HoldId] = "RELEASED";
                cart = CheckoutRules.Released(cart, release.HoldId).Cart;
            }
        }

        private void Pay()
        {
            var checkoutId = checkoutIds[random.Next(4) == 0 ? random.Next(checkoutIds.Count) : checkoutIds.Count - 1];
            var due = cart.Checkout?.CheckoutId == checkoutId ? cart.Checkout.Totals.DueMinor : archive.GetValueOrDefault(checkoutId)?.Totals.DueMinor ?? 100;
            var amount = random.Next(5) == 0 ? due + random.Next(-1, 2) : due;
            var reference = random.Next(3) == 0 && payments > 0 ? $"p{random.Next(payments)}" : NextReference();
            ImmutableArray<Tender> tenders = random.Next(3) == 0 && amount > 1
                ? [new Tender(TenderKind.Card, reference, amount - 1), new Tender(TenderKind.Wallet, NextReference(), 1)]
                : [new Tender(TenderKind.Card, reference, amount)];
            var paid = CheckoutRules.Complete(cart, checkoutId, tenders, Given.Key($"c{random.Next()}"), Payments, Ended(checkoutId) ?? EndedCheckout.Unknown(checkoutId), now);
            if (paid.Refusal is CheckoutWasCancelled or CheckoutAlreadyCompleted or CheckoutNotFound)
            {
                // Whoever is told so keeps nothing in hand.
                owed.UnionWith(tenders.Select(Name));
            }

            Take(paid);
        }

        private EndedCheckout? Ended(string checkoutId) => archive.GetValueOrDefault(checkoutId) is { } ended
            ? new EndedCheckout(checkoutId, ended.Generation, ended.Phase is CartPhase.CheckedOut && !ForgetsSales, ForgetsSales ? [] : ended.Tenders)
            : null;

        private void Take<T>(Change<T> change)
        {
            cart = ForgetsSales ? change.Cart with { Refunds = change.Cart.Refunds.RemoveAll(mark => mark.StartsWith("pd-", StringComparison.Ordinal)) } : change.Cart;
            foreach (var ended in change.Ended)
            {
                Assert.True(archive.TryAdd(ended.CheckoutId, ended), $"seed {seed}: {ended.CheckoutId} ended twice");
                ends.Add(ended.Cancellation?.Name ?? "SOLD");
                if (ended is { IsInStore: true, Phase: CartPhase.Cancelled, Cancellation.Name: "TIMED_OUT" or "BY_CALLER" })
                {
                    owed.UnionWith(ended.Tenders.Where(tender => tender.AmountMinor is not null).Select(Name));
                }
            }

            foreach (var refund in change.Events.OfType<CartEvent.RefundRequested>())
            {
                ends.Add(refund.Why);

                // Cash without a reference is known by its checkout only.
                var name = refund.Tender.Reference.Length > 0 ? Name(refund.Tender) : refund.RefundId;
                Assert.True(refunds.TryAdd(name, refund.RefundId), $"seed {seed}: {refund.Tender} is given back twice");
            }
        }

        private void Check(int step)
        {
            var sold = archive.Values.Where(checkout => checkout.Phase is CartPhase.CheckedOut).ToArray();
            var kept = sold.SelectMany(checkout => checkout.Tenders).Where(tender => tender.Reference.Length > 0).Select(Name).ToArray();
            Assert.True(kept.Length == kept.Distinct().Count(), $"seed {seed}, step {step}: a payment paid twice: {string.Join(' ', kept)}");
            Assert.True(!kept.Any(refunds.ContainsKey), $"seed {seed}, step {step}: kept and given back: {string.Join(' ', kept.Where(refunds.ContainsKey))}");
            var lost = owed.Where(payment => !refunds.ContainsKey(payment) && !kept.Contains(payment)
                && cart.Checkout?.Tenders.Select(Name).Contains(payment) is not true).ToArray();
            Assert.True(lost.Length == 0, $"seed {seed}, step {step}: neither kept nor given back: {string.Join(' ', lost)}");
            Assert.True(
                sold.Select(checkout => checkout.Generation).Distinct().Count() == sold.Length, $"seed {seed}, step {step}: one generation was sold twice");
            Assert.All(sold, checkout => Assert.Equal(checkout.Totals.DueMinor, checkout.Tenders.Sum(tender => tender.AmountMinor)));
            Assert.True(
                sold.All(checkout => checkout.HoldId.Length == 0 || holds[checkout.HoldId] is "COMMITTED"), $"seed {seed}, step {step}: sold without its hold");
        }

        private string NextReference() => string.Create(CultureInfo.InvariantCulture, $"p{payments++}");

        private static string Name(Tender tender) => $"{tender.Kind}/{tender.Reference}";
    }
}
