using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>Idle carts: raised after 1, 24 and 72 hours without an edit, never after a purchase on any channel.</summary>
public static class Abandonment
{
    private static readonly TimeSpan[] Stages = [TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromHours(72)];

    private const int MostSeenOrders = 64;

    /// <summary>When the next stage is due; null when none is.</summary>
    public static DateTimeOffset? DueAt(SharedCart cart) =>
        cart.Phase is CartPhase.Open && cart.AbandonedStage < Stages.Length && !cart.IsBoughtSinceEdit && cart.ContactId.Length > 0
        && cart.LastEditAt != default && cart.Lines.Any(line => !line.IsSaved)
            ? cart.LastEditAt + Stages[cart.AbandonedStage]
            : null;

    /// <summary>Raises what is due.</summary>
    public static Change<bool> Raise(SharedCart cart, Surroundings around)
    {
        if (DueAt(cart) is not { } due || due > around.Now)
        {
            return new Change<bool>(cart, false);
        }

        // After a long stop several stages are due: only the last one is news.
        var stage = cart.AbandonedStage + 1;
        while (stage < Stages.Length && cart.LastEditAt + Stages[stage] <= around.Now)
        {
            stage++;
        }

        var priced = Pricing.Price(cart, around.Book, cart.LastEditChannel, around.Now);
        var totals = Pricing.Totals(priced);
        return new Change<bool>(cart with { AbandonedStage = stage, UpdatedAt = cart.UpdatedAt }, true)
        {
            Events =
            [
                new CartEvent.Abandoned(
                    stage, CheckoutTerms.SaleLines(priced, null), totals.ItemsMinor - totals.DiscountsMinor, cart.LastEditAt, cart.LastEditChannel),
            ],
        };
    }

    /// <summary>Somebody edited the cart: it is not idle, and its channel may be a new one.</summary>
    public static (SharedCart Cart, ImmutableArray<CartEvent> Events) Edited(SharedCart cart, Actor actor, Surroundings around)
    {
        var events = ImmutableArray<CartEvent>.Empty;
        if (cart.LastEditChannel != actor.Channel)
        {
            events = events.Add(new CartEvent.Touched(
                actor, cart.LastEditChannel, Pricing.ItemCount(cart, around.Book), Pricing.ItemsTotalMinor(cart, around.Book, actor.Channel, around.Now)));
        }

        if (cart.AbandonedStage > 0)
        {
            events = events.Add(new CartEvent.Recovered(cart.AbandonedStage, false, actor.Channel, cart.Generation, cart.CampaignSource));
        }

        return (cart with { LastEditChannel = actor.Channel, LastEditAt = around.Now, AbandonedStage = 0, IsBoughtSinceEdit = false }, events);
    }

    /// <summary>
    /// The owner bought elsewhere (a till that was offline, another system): nobody calls the cart abandoned, and what was bought is taken off it. An order of
    /// one of our own carts only does the former; but the order of what this cart still holds says that it was sold and does not know it any more (a failover): then the
    /// order counts, and what comes after it is another one's.
    /// </summary>
    public static Change<bool> Bought(SharedCart cart, Purchase purchase, Surroundings around)
    {
        if (cart.SeenOrders.Contains(purchase.OrderId))
        {
            return new Change<bool>(cart, false);
        }

        var seen = cart.SeenOrders.Length < MostSeenOrders ? cart.SeenOrders : cart.SeenOrders.RemoveAt(0);
        var next = cart with { SeenOrders = seen.Add(purchase.OrderId) };
        var events = ImmutableArray<CartEvent>.Empty;
        if (cart.LastEditAt != default && cart.LastEditAt <= purchase.At && !cart.IsBoughtSinceEdit)
        {
            next = next with { IsBoughtSinceEdit = true, AbandonedStage = 0 };
            if (cart.AbandonedStage > 0)
            {
                events = [new CartEvent.Recovered(cart.AbandonedStage, true, purchase.Channel, cart.Generation, cart.CampaignSource)];
            }
        }

        if (purchase.IsFromElsewhere || IsOwnSale(cart, purchase))
        {
            next = cart.Phase is CartPhase.Open ? TakeOff(next, purchase, around.Now)
                : cart.IsInCheckout ? next with { WaitingPurchases = next.WaitingPurchases.Add(purchase) }
                : next;
        }

        return new Change<bool>(next, true) { Events = events };
    }

    /// <summary>The cart opens again unsold: what was bought elsewhere meanwhile is taken off it now.</summary>
    public static SharedCart TakeOffWaiting(SharedCart cart, DateTimeOffset now)
    {
        var next = cart with { WaitingPurchases = [] };
        foreach (var purchase in cart.WaitingPurchases)
        {
            next = TakeOff(next, purchase, now);
        }

        return next;
    }

    private static bool IsOwnSale(SharedCart cart, Purchase purchase) => purchase.OrderId == CartId.OrderId(cart.Id, cart.Generation);

    private static SharedCart TakeOff(SharedCart cart, Purchase purchase, DateTimeOffset now)
    {
        var next = cart;
        foreach (var (lineId, quantity) in purchase.QuantityByLineId)
        {
            var at = OperationRules.FindLine(next, lineId);
            if (at >= 0 && next.Lines[at].IsSaved)
            {
                continue;
            }

            var takenOfOwn = 0;
            if (at >= 0 && next.Lines[at].AddedAt <= purchase.At)
            {
                next = next.Version == cart.Version ? next.Next(null, now) : next;
                var line = next.Lines[at];
                var taken = (int)Math.Min(quantity, line.Quantity);
                var left = line with { Contributions = Lower(line.Contributions, taken) };
                takenOfOwn = OfNoMerge(line) - OfNoMerge(left);
                next = taken == line.Quantity
                    ? OperationRules.Take(next, at)
                    : OperationRules.Put(next, at, OperationRules.Note(left, new MergeNote(MergeNoteKind.BoughtElsewhere, taken, next.Version)));
            }

            next = MergeRules.TakeOffReplaced(next, lineId, quantity - takenOfOwn, purchase.At);
        }

        if (!IsOwnSale(cart, purchase))
        {
            return next;
        }

        next = next.Version == cart.Version ? next.Next(null, now) : next;
        return next with { Generation = cart.Generation + 1, GenerationStart = next.Version, Attempts = 0, Codes = [], GiftNote = "" };
    }

    private static int OfNoMerge(CartLine line) =>
        line.Contributions.Sum(contribution => MergeRecord.Made(contribution) ? 0 : contribution.Quantity);

    /// <summary>Takes units off contributions, the oldest first.</summary>
    public static ImmutableArray<Contribution> Lower(ImmutableArray<Contribution> contributions, int by)
    {
        var kept = ImmutableArray.CreateBuilder<Contribution>(contributions.Length);
        foreach (var contribution in contributions)
        {
            var taken = Math.Min(by, contribution.Quantity);
            by -= taken;
            if (taken < contribution.Quantity)
            {
                kept.Add(contribution with { Quantity = contribution.Quantity - taken });
            }
        }

        return kept.ToImmutable();
    }
}

/// <summary>An order of the owner, as Order-tracking told it.</summary>
public sealed record Purchase(
    string OrderId, DateTimeOffset At, SalesChannel Channel, bool IsFromElsewhere, ImmutableArray<KeyValuePair<string, long>> QuantityByLineId);
