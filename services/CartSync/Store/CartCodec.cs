using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Store;

/// <summary>The cart as one blob. Hand-made because it is read and written on the hot path and nobody else reads it. The first number is the format.</summary>
internal static class CartCodec
{
    private const int Format = 1;

    public static byte[] Write(SharedCart cart)
    {
        using var to = new StateWriter();
        Write(to, cart);
        return to.ToArray();
    }

    /// <summary>The blob behind its etag, as Redis has them in one value.</summary>
    public static byte[] WriteWithEtag(SharedCart cart, long etag)
    {
        using var to = WriterOf(cart, etag);
        return to.ToArray();
    }

    /// <summary>As <see cref="WriteWithEtag"/>, in the writer's own buffer: whoever gets it disposes it when nobody reads that any more.</summary>
    public static StateWriter WriterOf(SharedCart cart, long etag)
    {
        var to = new StateWriter();
        to.Fixed(etag);
        Write(to, cart);
        return to;
    }

    private static void Write(StateWriter to, SharedCart cart)
    {
        to.Number(Format);
        to.Text(cart.Id);
        to.Text(cart.OwnerId);
        to.Flag(cart.OwnerIsGuest);
        to.Text(cart.Market);
        to.Text(cart.CurrencyCode);
        to.Number(cart.Generation);
        to.Number(cart.GenerationStart);
        to.Number(cart.Version);
        to.Word(cart.Phase);
        to.Text(cart.GiftNote);
        to.Number(cart.Attempts);
        to.Number(cart.WatchFloor);
        to.Word(cart.LastEditChannel);
        to.Time(cart.LastEditAt);
        to.Number(cart.AbandonedStage);
        to.Flag(cart.IsBoughtSinceEdit);
        to.Text(cart.ContactId);
        to.Time(cart.CreatedAt);
        to.Time(cart.UpdatedAt);
        to.Many(cart.Devices, WriteMark);
        to.Many(cart.Lines, WriteLine);
        to.Many(cart.Codes, WriteCode);
        to.Many(cart.Participants, WriteParticipant);
        to.Maybe(cart.Handoff, WriteHandoff);
        to.Maybe(cart.Checkout, CheckoutCodec.Write);
        to.Many(cart.PendingReleases, static (w, release) =>
        {
            w.Text(release.HoldId);
            w.Text(release.Why);
        });
        to.Many(cart.Refunds, static (w, text) => w.Text(text));
        to.Maybe(cart.MovedTo, WriteMergeOut);
        to.Many(cart.Merges, WriteMerge);
        to.Many(cart.AppliedMerges, static (w, applied) =>
        {
            w.Text(applied.MergeId);
            w.Time(applied.At);
        });
        to.Many(cart.Removed, static (w, removed) =>
        {
            w.Text(removed.LineId);
            w.Number(removed.Version);
        });
        to.Maybe(cart.LastActor, WriteActor);
        to.Many(cart.SeenOrders, static (w, text) => w.Text(text));
        to.Text(cart.CampaignSource);
        to.Many(cart.WaitingPurchases, WritePurchase);
        WriteSeen(to, cart);
    }

    public static SharedCart Read(ReadOnlyMemory<byte> data)
    {
        var from = new StateReader(data);
        var format = from.Number();
        if (format is not Format)
        {
            throw new InvalidDataException($"A cart is stored in format {format}; this version reads format {Format}.");
        }

        // Initialisers run in the order of their text, which is the order of the fields.
        var cart = new SharedCart
        {
            Id = from.Text(),
            OwnerId = from.Text(),
            OwnerIsGuest = from.Flag(),
            Market = from.Text(),
            CurrencyCode = from.Text(),
            Generation = from.Number(),
            GenerationStart = from.Number(),
            Version = from.Number(),
            Phase = from.Word<CartPhase>(),
            GiftNote = from.Text(),
            Attempts = from.Count(),
            WatchFloor = from.Number(),
            LastEditChannel = from.Word<SalesChannel>(),
            LastEditAt = from.Time(),
            AbandonedStage = from.Count(),
            IsBoughtSinceEdit = from.Flag(),
            ContactId = from.Text(),
            CreatedAt = from.Time(),
            UpdatedAt = from.Time(),
            Devices = from.Many(static r => new DeviceMark(r.Text(), r.Number(), r.Time(), r.Number())),
            Lines = from.Many(ReadLine),
            Codes = from.Many(static r => new CartCode(r.Text(), r.Word<CodePhase>(), r.Maybe(ReadReason), r.Number())),
            Participants = from.Many(static r => new Participant(r.Text(), ReadActor(r), r.Time(), r.Time(), r.Text())),
            Handoff = from.Maybe(static r => new HandoffCode(r.Text(), r.Time(), r.Word<SalesChannel>(), r.Text())),
            Checkout = from.Maybe(CheckoutCodec.Read),
            PendingReleases = from.Many(static r => new PendingRelease(r.Text(), r.Text())),
            Refunds = from.Many(static r => r.Text()),
            MovedTo = from.Maybe(static r => new MergeOut(
                r.Text(), r.Text(), r.Text(), r.Word<MergeStrategy>(), r.Word<SalesChannel>(), r.Time(), r.Time())),
            Merges = from.Many(ReadMerge),
            AppliedMerges = from.Many(static r => new AppliedMerge(r.Text(), r.Time())),
            Removed = from.Many(static r => new RemovedLine(r.Text(), r.Number())),
            LastActor = from.Maybe(ReadActor),
            SeenOrders = from.Many(static r => r.Text()),
            CampaignSource = from.Text(),
            WaitingPurchases = from.Many(ReadPurchase),
        };
        return from.IsAtEnd ? cart : ReadSeen(from, cart);
    }

    // Only of the lines that have it, up to the end of the blob: most shops' carts have none. Stays behind all other fields.
    private static void WriteSeen(StateWriter to, SharedCart cart)
    {
        for (var i = 0; i < cart.Lines.Length; i++)
        {
            if (cart.Lines[i].SeenPromotions is { } seen)
            {
                to.Number(i);
                to.Number(seen.Quantity);
                to.Number(seen.NetMinor);
                to.Many(seen.PromotionIds, static (w, id) => w.Text(id));
            }
        }
    }

    private static SharedCart ReadSeen(StateReader from, SharedCart cart)
    {
        var lines = cart.Lines.ToBuilder();
        while (!from.IsAtEnd)
        {
            var at = from.Count();
            lines[at] = lines[at] with { SeenPromotions = new SeenPromotions(from.Count(), from.Number(), from.Many(static r => r.Text())) };
        }

        return cart with { Lines = lines.DrainToImmutable() };
    }

    public static void WriteActor(StateWriter to, Actor actor)
    {
        to.Text(actor.Subject);
        to.Word(actor.Role);
        to.Word(actor.Channel);
        to.Text(actor.StoreId);
        to.Text(actor.ActingId);
    }

    public static Actor ReadActor(StateReader from) =>
        new(from.Text(), from.Word<ActorRole>(), from.Word<SalesChannel>(), from.Text(), from.Text());

    public static void WriteReason(StateWriter to, Reason reason)
    {
        to.Word(reason.Kind);
        to.Text(reason.Name);
        to.Text(reason.Message);
        to.Many([.. reason.Facts], static (w, fact) =>
        {
            w.Text(fact.Key);
            w.Text(fact.Value);
        });
    }

    public static Reason ReadReason(StateReader from)
    {
        var kind = from.Word<RefusalKind>();
        var name = from.Text();
        var message = from.Text();
        var facts = from.Many(static r => KeyValuePair.Create(r.Text(), r.Text()));
        return new Reason(kind, name, message, System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(facts));
    }

    public static void WriteOption(StateWriter to, Option option)
    {
        to.Text(option.Name);
        to.Text(option.Value);
    }

    public static Option ReadOption(StateReader from) => new(from.Text(), from.Text());

    public static void WriteFulfilment(StateWriter to, Fulfilment fulfilment)
    {
        to.Number(fulfilment switch { Fulfilment.Ship => 1, Fulfilment.Pickup => 2, Fulfilment.Digital => 4, _ => 3 });
        to.Text(fulfilment switch { Fulfilment.Ship ship => ship.ShippingOptionId, Fulfilment.Pickup pickup => pickup.StoreId, _ => "" });
    }

    public static Fulfilment ReadFulfilment(StateReader from)
    {
        var kind = from.Number();
        var value = from.Text();
        return kind switch { 1 => new Fulfilment.Ship(value), 2 => new Fulfilment.Pickup(value), 4 => new Fulfilment.Digital(), _ => new Fulfilment.TakeAway() };
    }

    private static void WriteMark(StateWriter to, DeviceMark mark)
    {
        to.Text(mark.Device);
        to.Number(mark.LastSeq);
        to.Time(mark.UsedAt);
        to.Number(mark.SeenVersion);
    }

    private static void WritePurchase(StateWriter to, Purchase purchase)
    {
        to.Text(purchase.OrderId);
        to.Time(purchase.At);
        to.Word(purchase.Channel);
        to.Flag(purchase.IsFromElsewhere);
        to.Many(purchase.QuantityByLineId, static (w, bought) =>
        {
            w.Text(bought.Key);
            w.Number(bought.Value);
        });
    }

    private static Purchase ReadPurchase(StateReader from) => new(
        from.Text(), from.Time(), from.Word<SalesChannel>(), from.Flag(), from.Many(static r => KeyValuePair.Create(r.Text(), r.Number())));

    private static void WriteLine(StateWriter to, CartLine line)
    {
        to.Text(line.LineId);
        to.Text(line.Sku);
        to.Many(line.Options, WriteOption);
        to.Many(line.Contributions, static (w, contribution) =>
        {
            w.Text(contribution.Device);
            w.Number(contribution.Seq);
            w.Number(contribution.Version);
            w.Number(contribution.Quantity);
            w.Flag(contribution.IsSet);
        });
        to.Number(line.CompactedVersion);
        to.Maybe(line.Fulfilment, WriteFulfilment);
        to.Flag(line.IsSaved);
        to.Text(line.AcknowledgedPrice);
        to.Word(line.AcknowledgedAvailability);
        to.Many(line.Notes, static (w, note) =>
        {
            w.Word(note.Kind);
            w.Number(note.Quantity);
            w.Number(note.Version);
        });
        to.Time(line.AddedAt);
        to.Number(line.ChangedVersion);
    }

    private static CartLine ReadLine(StateReader from) => new()
    {
        LineId = from.Text(),
        Sku = from.Text(),
        Options = from.Many(ReadOption),
        Contributions = from.Many(static r => new Contribution(r.Text(), r.Number(), r.Number(), r.Count(), r.Flag())),
        CompactedVersion = from.Number(),
        Fulfilment = from.Maybe(ReadFulfilment),
        IsSaved = from.Flag(),
        AcknowledgedPrice = from.Text(),
        AcknowledgedAvailability = from.Word<LineAvailability>(),
        Notes = from.Many(static r => new MergeNote(r.Word<MergeNoteKind>(), r.Count(), r.Number())),
        AddedAt = from.Time(),
        ChangedVersion = from.Number(),
    };

    private static void WriteCode(StateWriter to, CartCode code)
    {
        to.Text(code.Code);
        to.Word(code.Phase);
        to.Maybe(code.Refusal, WriteReason);
        to.Number(code.DiscountMinor);
    }

    private static void WriteParticipant(StateWriter to, Participant participant)
    {
        to.Text(participant.ParticipantId);
        WriteActor(to, participant.Actor);
        to.Time(participant.JoinedAt);
        to.Time(participant.ExpiresAt);
        to.Text(participant.LetInBy);
    }

    private static void WriteHandoff(StateWriter to, HandoffCode handoff)
    {
        to.Text(handoff.Code);
        to.Time(handoff.ExpiresAt);
        to.Word(handoff.FromChannel);
        to.Text(handoff.MadeBy);
    }

    private static void WriteMergeOut(StateWriter to, MergeOut merge)
    {
        to.Text(merge.MergeId);
        to.Text(merge.CustomerId);
        to.Text(merge.CustomerCartId);
        to.Word(merge.Strategy);
        to.Word(merge.Channel);
        to.Time(merge.StartedAt);
        to.Time(merge.DriveAt);
    }

    private static void WriteMerge(StateWriter to, MergeRecord merge)
    {
        to.Text(merge.MergeId);
        to.Text(merge.GuestId);
        to.Text(merge.GuestCartId);
        to.Word(merge.Strategy);
        to.Number(merge.Generation);
        to.Time(merge.AppliedAt);
        to.Time(merge.UndoExpiresAt);
        to.Flag(merge.IsUndone);
        to.Many(merge.AddedCodes, static (w, text) => w.Text(text));
        to.Many(merge.Lines, static (w, line) =>
        {
            w.Text(line.LineId);
            w.Text(line.Sku);
            w.Many(line.Options, WriteOption);
            w.Word(line.Outcome);
            w.Number(line.GuestQuantity);
            w.Number(line.CustomerQuantity);
            w.Number(line.MergedQuantity);
            w.Text(line.PreviousUnitPrice);
            w.Time(line.PriceChangedAt);
            w.Maybe(line.Replaced, WriteLine);
        });
        to.Number(merge.Version);
        to.Text(merge.GiftNote);
        to.Text(merge.CampaignSource);
        to.Many(merge.LinesTakenFromSaved, static (w, text) => w.Text(text));
    }

    private static MergeRecord ReadMerge(StateReader from) => new()
    {
        MergeId = from.Text(),
        GuestId = from.Text(),
        GuestCartId = from.Text(),
        Strategy = from.Word<MergeStrategy>(),
        Generation = from.Number(),
        AppliedAt = from.Time(),
        UndoExpiresAt = from.Time(),
        IsUndone = from.Flag(),
        AddedCodes = from.Many(static r => r.Text()),
        Lines = from.Many(static r => new MergedLine
        {
            LineId = r.Text(),
            Sku = r.Text(),
            Options = r.Many(ReadOption),
            Outcome = r.Word<MergeOutcome>(),
            GuestQuantity = r.Count(),
            CustomerQuantity = r.Count(),
            MergedQuantity = r.Count(),
            PreviousUnitPrice = r.Text(),
            PriceChangedAt = r.Time(),
            Replaced = r.Maybe(ReadLine),
        }),
        Version = from.Number(),
        GiftNote = from.Text(),
        CampaignSource = from.Text(),
        LinesTakenFromSaved = from.Many(static r => r.Text()),
    };
}
