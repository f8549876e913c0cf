using System.Collections.Immutable;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// A guest's cart moves into the customer's at login, arbitrated by the guest's cart: it freezes (MERGING), the customer's cart applies it once, it closes
/// (MERGED). A crash in between is resumed from MERGING.
/// </summary>
public static class MergeRules
{
    /// <summary>How long a merge can be taken back.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromMinutes(15);

    /// <summary>How soon a stuck merge is tried again.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a merge may be asked for again: a guest's session is good for so long. Until the guest's cart is closed, which a crash may put off, its id alone keeps the
    /// merge from being applied twice.
    /// </summary>
    public static readonly TimeSpan Repeatable = TimeSpan.FromDays(30);

    private const int MostRecords = 8;

    /// <summary>The merge of these two carts has one id.</summary>
    public static string IdOf(string guestCartId, string customerCartId) => CartId.Derived(MergeRecord.IdPrefix, guestCartId, customerCartId);

    /// <summary>Guest side, first step: freezes the guest's cart for this customer.</summary>
    public static Change<MergeOut?> Begin(SharedCart guest, string customerId, MergeStrategy strategy, Actor actor, DateTimeOffset now)
    {
        var customerCartId = CartId.Of(customerId, guest.Market);
        if (guest.MovedTo is { } moved)
        {
            return moved.CustomerId == customerId
                ? new Change<MergeOut?>(guest, moved)
                : new Change<MergeOut?>(guest, null) { Refusal = new CartAlreadyMerged() };
        }

        if (guest.IsInCheckout)
        {
            return new Change<MergeOut?>(guest, null) { Refusal = CartInCheckout.Of(guest) };
        }

        var to = new MergeOut(
            IdOf(guest.Id, customerCartId), customerId, customerCartId, strategy is MergeStrategy.Default ? MergeStrategy.Max : strategy, actor.Channel, now, now + Retry);
        var next = guest.Next(actor, now) with { Phase = CartPhase.Merging, MovedTo = to, Handoff = null, Participants = [], AbandonedStage = 0 };
        return new Change<MergeOut?>(next, to)
        {
            // Nobody reminds of a cart that is not there any more, whatever becomes of what was in it.
            Events = guest.AbandonedStage == 0 ? [] : [new CartEvent.Recovered(guest.AbandonedStage, false, actor.Channel, guest.Generation, guest.CampaignSource)],
        };
    }

    /// <summary>Guest side, last step: the cart is empty and closed.</summary>
    public static Change<bool> Finish(SharedCart guest, DateTimeOffset now)
    {
        if (guest.Phase is not CartPhase.Merging)
        {
            return new Change<bool>(guest, false);
        }

        var next = guest.Next(null, now);
        return new Change<bool>(next with { Phase = CartPhase.Merged, Lines = [], Codes = [], GiftNote = "", WatchFloor = next.Version, Removed = [] }, true);
    }

    /// <summary>Guest side: the customer's cart could not take it yet; try again later.</summary>
    public static Change<bool> Postpone(SharedCart guest, DateTimeOffset now) => guest is { Phase: CartPhase.Merging, MovedTo: { } to }
        ? new Change<bool>(guest with { MovedTo = to with { DriveAt = now + Retry } }, true)
        : new Change<bool>(guest, false);

    /// <summary>Customer side: takes the frozen guest's cart in, or that of a customer who turned out to be the same person, once.</summary>
    public static Change<MergeRecord?> Apply(SharedCart customer, SharedCart guest, MergeOut merge, Surroundings around)
    {
        if (guest.Phase is CartPhase.Merged || WasApplied(customer, merge.MergeId))
        {
            return new Change<MergeRecord?>(customer, customer.Merges.FirstOrDefault(known => known.MergeId == merge.MergeId));
        }

        if (customer.Phase is not CartPhase.Open)
        {
            return new Change<MergeRecord?>(customer, null) { Refusal = CartInCheckout.Of(customer) };
        }

        // Nobody logs in when two customers turn out to be one: no guest is theirs since, and no customer has edited anything.
        var isLogin = guest.OwnerIsGuest;
        var actor = isLogin ? new Actor(merge.CustomerId, ActorRole.Customer, merge.Channel) : PersonMergeRules.Support;
        var next = customer.Next(actor, around.Now);
        var record = new MergeRecord
        {
            MergeId = merge.MergeId,
            GuestId = isLogin ? guest.OwnerId : "",
            GuestCartId = guest.Id,
            Strategy = merge.Strategy,
            Generation = customer.Generation,
            AppliedAt = around.Now,
            UndoExpiresAt = around.Now + (isLogin ? UndoWindow : PersonMergeRules.UndoWindow),
        };
        (next, var lines) = MergeLines(next, guest, record, around);
        var codes = guest.Codes.Where(code => next.Codes.All(known => !known.Is(code.Code))).Take(32 - next.Codes.Length).Select(code => code.Code).ToImmutableArray();
        record = record with
        {
            Version = next.Version,
            Lines = lines,
            AddedCodes = codes,
            GiftNote = next.GiftNote.Length > 0 ? "" : guest.GiftNote,
            CampaignSource = next.CampaignSource.Length > 0 ? "" : guest.CampaignSource,
            LinesTakenFromSaved = [.. customer.Lines.Where(mine => mine.IsSaved && next.ActiveLines.Any(line => line.LineId == mine.LineId)).Select(mine => mine.LineId)],
        };
        next = next with
        {
            Codes = next.Codes.AddRange(codes.Select(code => new CartCode(code))),
            GiftNote = next.GiftNote.Length > 0 ? next.GiftNote : record.GiftNote,
            CampaignSource = next.CampaignSource.Length > 0 ? next.CampaignSource : record.CampaignSource,
            Merges = [.. next.Merges.TakeLast(MostRecords - 1), record],
            AppliedMerges = [.. next.AppliedMerges.Where(known => known.At > around.Now - Repeatable), new AppliedMerge(merge.MergeId, around.Now)],
        };

        // What came in was chosen by somebody who is here now; a merge that leaves the lines as they were says nothing about them.
        (next, var edited) = next.Lines == customer.Lines || !isLogin ? (next, []) : Abandonment.Edited(next, actor, around);
        next = LineChanges.AcknowledgeEffects(customer, next, around, guest);
        return new Change<MergeRecord?>(next, record) { Events = isLogin ? [.. Events(next, guest, record, merge.Channel, around), .. edited] : [], MarksMoved = true };
    }

    /// <summary>
    /// Somebody takes a line away, or sets it, having seen these of its contributions: those that a merge took off it must not come back with the merge's undo either.
    /// </summary>
    /// <param name="cart">The cart.</param>
    /// <param name="lineId">The line; null for all that are not saved.</param>
    /// <param name="hasSeen">Whether a contribution had been seen.</param>
    public static SharedCart Forget(SharedCart cart, string? lineId, Predicate<Contribution> hasSeen)
    {
        for (var i = 0; i < cart.Merges.Length; i++)
        {
            var record = cart.Merges[i];
            for (var k = 0; k < record.Lines.Length && !record.IsUndone; k++)
            {
                if (record.Lines[k] is { Replaced: { } before } line && (lineId is null ? !before.IsSaved : line.LineId == lineId) && before.Contributions.Any(contribution => hasSeen(contribution)))
                {
                    var left = before with { Contributions = before.Contributions.RemoveAll(hasSeen) };
                    record = record with { Lines = record.Lines.SetItem(k, line with { Replaced = left }) };
                    cart = cart with { Merges = cart.Merges.SetItem(i, record) };
                }
            }
        }

        return cart;
    }

    /// <summary>The owner bought elsewhere: what a merge replaced does not come back with the merge's undo as far as it was bought, as it would have been taken off without the merge.</summary>
    /// <param name="cart">The cart.</param>
    /// <param name="lineId">The line.</param>
    /// <param name="quantity">Units, without those that were taken off what no merge brought: these were there besides.</param>
    /// <param name="at">When: what was put in later is not meant.</param>
    public static SharedCart TakeOffReplaced(SharedCart cart, string lineId, long quantity, DateTimeOffset at) => quantity <= 0 ? cart : Settle(cart, record =>
    {
        var lines = record.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] is { Replaced: { } before } line && line.LineId == lineId && before.AddedAt <= at)
            {
                var left = before with { Contributions = Abandonment.Lower(before.Contributions, (int)Math.Min(quantity, before.Quantity)) };
                lines = lines.SetItem(i, line with { Replaced = left });
            }
        }

        return lines == record.Lines ? record : record with { Lines = lines };
    });

    /// <summary>Somebody decides whether a line lies in the cart or aside: the undo of a merge that took it from there does not.</summary>
    /// <param name="cart">The cart.</param>
    /// <param name="lineId">The line.</param>
    /// <param name="seen">The version that they had seen: it counts only for merges up to there.</param>
    public static SharedCart SettleSaved(SharedCart cart, string lineId, long seen = long.MaxValue) => cart.Merges.IsEmpty ? cart : SettleSavedIn(cart, lineId, seen);

    /// <summary>Somebody enters a gift note: it stays, even if it is the one that a merge brought.</summary>
    public static SharedCart SettleGiftNote(SharedCart cart) => Settle(cart, record => record with { GiftNote = "" });

    /// <summary>Somebody enters a code: it stays, even if a merge had brought it.</summary>
    public static SharedCart SettleCode(SharedCart cart, string code) => Settle(cart, record => record with { AddedCodes = record.AddedCodes.RemoveAll(new CartCode(code).Is) });

    /// <summary>Under which name a guest's device is counted in the cart that its cart moved into.</summary>
    public static string RedirectedDevice(string guestCartId, string device) => $"{guestCartId}/{device}";

    /// <summary>Customer side: inverse operations; edits since then stay.</summary>
    public static Change<bool> Undo(SharedCart cart, string mergeId, Actor actor, Surroundings around)
    {
        var record = cart.Merges.FirstOrDefault(known => known.MergeId == mergeId);
        if (record is null)
        {
            return new Change<bool>(cart, false) { Refusal = WasApplied(cart, mergeId) ? new MergeUndoExpired() : new MergeNotFound() };
        }

        if (record.IsUndone)
        {
            return new Change<bool>(cart, true);
        }

        if (record.Generation != cart.Generation)
        {
            return new Change<bool>(cart, false) { Refusal = new CartWasCheckedOut() };
        }

        if (record.UndoExpiresAt <= around.Now)
        {
            return new Change<bool>(cart, false) { Refusal = new MergeUndoExpired() };
        }

        if (cart.Phase is not CartPhase.Open)
        {
            return new Change<bool>(cart, false) { Refusal = CartInCheckout.Of(cart) };
        }

        // Lines that are gone come back last: only when all that the merge added is gone it is known which the cart has room for.
        var next = cart.Next(actor, around.Now);
        foreach (var line in record.Lines.OrderBy(line => OperationRules.FindLine(cart, line.LineId) < 0))
        {
            next = HandOn(UndoLine(next, record, line, around.Book), record, line);
        }

        next = next with
        {
            Codes = next.Codes.RemoveAll(code => record.AddedCodes.Contains(code.Code)),
            GiftNote = record.GiftNote.Length > 0 && next.GiftNote == record.GiftNote ? "" : next.GiftNote,
            CampaignSource = record.CampaignSource.Length > 0 && next.CampaignSource == record.CampaignSource ? "" : next.CampaignSource,
            Merges = next.Merges.Replace(record, record with { IsUndone = true, Lines = [.. record.Lines.Select(line => line with { Replaced = Missing(line) })] }),
        };
        return new Change<bool>(LineChanges.AcknowledgeEffects(cart, next, around), true)
        {
            Events = record.GuestId.Length > 0 ? [new CartEvent.MergeUndone(mergeId, record.GuestId, actor.Channel)] : [],
            MarksMoved = true,
        };

        CartLine? Missing(MergedLine line) => OperationRules.FindLine(next, line.LineId) < 0 ? ComingBack(cart, record, line) : null;
    }

    private static bool WasApplied(SharedCart cart, string mergeId) => cart.AppliedMerges.Any(known => known.MergeId == mergeId);

    // By itself: asked with every edit, and most carts have no merge, for which nothing is allocated.
    private static SharedCart SettleSavedIn(SharedCart cart, string lineId, long seen) =>
        Settle(cart, record => record.Version <= seen ? record with { LinesTakenFromSaved = record.LinesTakenFromSaved.Remove(lineId) } : record);

    private static SharedCart Settle(SharedCart cart, Func<MergeRecord, MergeRecord> settle) =>
        cart.Merges.IsEmpty ? cart : cart with { Merges = [.. cart.Merges.Select(record => record.IsUndone ? record : settle(record))] };

    private static (SharedCart Cart, ImmutableArray<MergedLine> Lines) MergeLines(SharedCart cart, SharedCart guest, MergeRecord record, Surroundings around)
    {
        var rule = MergeStrategies.Of(record.Strategy);
        var explained = ImmutableArray.CreateBuilder<MergedLine>();
        var next = cart;
        foreach (var mine in cart.Lines)
        {
            var at = OperationRules.FindLine(guest, mine.LineId);
            (next, var line) = MergeLine(next, mine, at < 0 ? null : guest.Lines[at], rule, record, around);
            explained.Add(line);
        }

        foreach (var theirs in guest.Lines)
        {
            if (OperationRules.FindLine(cart, theirs.LineId) < 0)
            {
                (next, var line) = MergeLine(next, null, theirs, rule, record, around);
                explained.Add(line);
            }
        }

        return (next, explained.ToImmutable());
    }

    private static (SharedCart Cart, MergedLine Line) MergeLine(
        SharedCart cart, CartLine? mine, CartLine? theirs, MergedQuantity rule, MergeRecord record, Surroundings around)
    {
        var any = mine ?? theirs!;
        var guest = theirs?.Quantity ?? 0;
        var customer = mine?.Quantity ?? 0;

        // What was put aside is not in competition: a line that either had only saved is kept as it is, and one that is in the customer's cart stays so.
        var merged = (mine is { IsSaved: true } && theirs is null) || (mine is { IsSaved: false } && theirs is { IsSaved: true }) ? customer
            : mine is null && cart.Lines.Length >= OperationRules.MostLines ? 0
            : mine is null && theirs is { IsSaved: true } ? guest
            : rule(guest, customer, Pricing.MeasureOf(any.Sku, around.Book));
        var item = around.Book.Find(any.Sku);
        var price = item?.Price?.ToString() ?? "";
        var isRepriced = theirs is { AcknowledgedPrice.Length: > 0 } && price.Length > 0 && theirs.AcknowledgedPrice != price;
        var line = new MergedLine
        {
            LineId = any.LineId,
            Sku = any.Sku,
            Options = any.Options,
            Outcome = MergeStrategies.Outcome(guest, customer, merged),
            GuestQuantity = guest,
            CustomerQuantity = customer,
            MergedQuantity = merged,
            PreviousUnitPrice = isRepriced ? theirs!.AcknowledgedPrice : "",
            PriceChangedAt = isRepriced ? item!.PriceChangedAt : default,
            Replaced = mine is not null && merged < customer ? mine : null,
        };
        return (Merged(cart, mine, theirs, merged, record), line);
    }

    private static SharedCart Merged(SharedCart cart, CartLine? mine, CartLine? theirs, int merged, MergeRecord record)
    {
        var customer = mine?.Quantity ?? 0;
        var at = mine is null ? -1 : OperationRules.FindLine(cart, mine.LineId);
        if (merged == customer)
        {
            return mine is { IsSaved: true } && theirs is { IsSaved: false } ? OperationRules.Put(cart, at, mine with { IsSaved = false }) : cart;
        }

        if (merged == 0)
        {
            return OperationRules.Take(cart, at);
        }

        var added = merged > customer ? merged - customer : merged;
        var contribution = new Contribution(record.Device, 1, cart.Version, added, false);
        var line = mine ?? theirs! with { Contributions = [], Notes = [], CompactedVersion = 0 };
        line = line with
        {
            Contributions = merged > customer ? line.Contributions.Add(contribution) : [contribution],
            IsSaved = (mine?.IsSaved ?? true) && (theirs?.IsSaved ?? true),
        };
        return OperationRules.Put(cart, at, OperationRules.Note(line, new MergeNote(MergeNoteKind.FromGuest, added, cart.Version)));
    }

    private static SharedCart UndoLine(SharedCart cart, MergeRecord record, MergedLine merged, IPriceBook book)
    {
        var at = OperationRules.FindLine(cart, merged.LineId);
        var before = ComingBack(cart, record, merged);
        if (at < 0)
        {
            return before is null || cart.Lines.Length >= OperationRules.MostLines ? cart : OperationRules.Put(cart, -1, before);
        }

        var line = cart.Lines[at];
        var wasSaved = record.LinesTakenFromSaved.Contains(merged.LineId);
        if (before is null && !wasSaved && line.Contributions.All(contribution => contribution.Device != record.Device))
        {
            // A later edit had seen the merged line and decided on it: that stays.
            return cart;
        }

        line = line with
        {
            IsSaved = line.IsSaved || wasSaved,
            Contributions = line.Contributions.RemoveAll(contribution => contribution.Device == record.Device),
            Notes = merged.WasTakenOut ? line.Notes : line.Notes.RemoveAll(note => note.Kind is MergeNoteKind.FromGuest),
        };
        line = before is null ? line : WithRestored(line, before, cart.Version, Pricing.MeasureOf(line.Sku, book));
        return line.Contributions.IsEmpty ? OperationRules.Take(cart, at) : OperationRules.Put(cart, at, line);
    }

    // What an edit had seen was forgotten by it, and what was bought was taken off: the rest comes back, even where nothing is left of what the merge brought. Only a later
    // merge that replaced that in its turn decided on the line.
    private static CartLine? ComingBack(SharedCart cart, MergeRecord record, MergedLine merged) =>
        merged.Replaced is { Contributions.IsEmpty: false } before && !cart.Merges.Any(later => !later.IsUndone && later.Lines.Any(line => Replaces(line, record, merged)))
            ? before
            : null;

    // A later merge that replaced what this one brought must not bring that back with its own undo, but what this one had replaced.
    private static SharedCart HandOn(SharedCart cart, MergeRecord record, MergedLine merged) => Settle(cart, later => later.Lines.Any(line => Replaces(line, record, merged))
        ? later with
        {
            Lines = [.. later.Lines.Select(line => !Replaces(line, record, merged) ? line : line with
            {
                Replaced = line.Replaced! with
                {
                    Contributions = [.. merged.Replaced?.Contributions ?? [], .. line.Replaced.Contributions.Where(contribution => contribution.Device != record.Device)],
                },
            })],
        }
        : later);

    private static bool Replaces(MergedLine later, MergeRecord record, MergedLine merged) =>
        later.LineId == merged.LineId && later.Replaced is { } replaced && replaced.Contributions.Any(contribution => contribution.Device == record.Device);

    // What the line has no room for any more is told.
    private static CartLine WithRestored(CartLine line, CartLine before, long version, Measure measure)
    {
        var beyond = before.Quantity - (measure.MostOf() - line.Quantity);
        return beyond <= 0
            ? line with { Contributions = line.Contributions.AddRange(before.Contributions) }
            : OperationRules.Note(
                line with { Contributions = line.Contributions.AddRange(Abandonment.Lower(before.Contributions, beyond)) },
                new MergeNote(MergeNoteKind.NotRestored, beyond, version));
    }

    private static ImmutableArray<CartEvent> Events(SharedCart cart, SharedCart guest, MergeRecord record, SalesChannel channel, Surroundings around) =>
    [
        new CartEvent.Merged(record, channel, Pricing.ItemCount(cart, around.Book), Pricing.ItemsTotalMinor(cart, around.Book, channel, around.Now)),
    ];
}
