using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Types.V1;
using CartLine = Omnichannel.Cart.V1.CartLine;

namespace Omnichannel.CartSync.Transport;

/// <summary>The cart as callers see it: priced now, with what changed since they acknowledged it. Who sends it adds <c>stable_version</c>.</summary>
internal static class CartView
{
    /// <summary>The whole cart.</summary>
    public static ShoppingCart Of(SharedCart cart, Surroundings around)
    {
        var priced = Pricing.Price(cart, around.Book, cart.LastEditChannel, around.Now);
        var view = Header(cart, priced);
        foreach (var line in priced)
        {
            view.Lines.Add(Line(cart, line));
        }

        return view;
    }

    /// <summary>What changed since a version.</summary>
    public static CartChange Since(SharedCart cart, long version, Surroundings around)
    {
        var priced = Pricing.Price(cart, around.Book, cart.LastEditChannel, around.Now);
        var change = new CartChange { FromVersion = version, Header = Header(cart, priced), Actor = cart.LastActor?.ToProto() };
        change.ChangedLines.AddRange(priced.Where(line => line.Line.ChangedVersion > version).Select(line => Line(cart, line)));
        change.RemovedLineIds.AddRange(cart.Removed.Where(removed => removed.Version > version).Select(removed => removed.LineId).Distinct());
        return change;
    }

    private static ShoppingCart Header(SharedCart cart, System.Collections.Immutable.ImmutableArray<PricedLine> priced)
    {
        var isFixed = cart.Phase is CartPhase.Ready or CartPhase.Completing;
        var view = new ShoppingCart
        {
            CartId = cart.Id,
            OwnerId = cart.OwnerId,
            OwnerIsGuest = cart.OwnerIsGuest,
            Market = cart.Market,
            CurrencyCode = cart.CurrencyCode,
            Generation = cart.Generation,
            Version = cart.Version,
            State = (CartState)cart.Phase,
            GiftNote = cart.GiftNote,
            CampaignSource = cart.CampaignSource,
            Totals = (isFixed ? cart.Checkout!.Totals : Pricing.Totals(priced)).ToProto(cart.CurrencyCode),
            Checkout = cart.Checkout?.ToProto(cart.Id, cart.CurrencyCode),
            MergedIntoCartId = cart.Phase is CartPhase.Merged ? cart.MovedTo!.CustomerCartId : "",
            CreatedAt = cart.CreatedAt == default ? null : Timestamp.FromDateTimeOffset(cart.CreatedAt),
            UpdatedAt = cart.UpdatedAt == default ? null : Timestamp.FromDateTimeOffset(cart.UpdatedAt),
        };
        foreach (var code in cart.Codes)
        {
            view.Codes.Add(new Cart.V1.CartCode
            {
                Code = code.Code,
                State = (CodeState)code.Phase,
                Refusal = code.Refusal?.ToProto(),
                Discount = code.Phase is CodePhase.Held ? ProtoMapping.ToMoney(cart, code.DiscountMinor) : null,
            });
        }

        foreach (var participant in cart.Participants)
        {
            view.Participants.Add(new CartParticipant
            {
                ParticipantId = participant.ParticipantId,
                Actor = participant.Actor.ToProto(),
                JoinedAt = Timestamp.FromDateTimeOffset(participant.JoinedAt),
                ExpiresAt = Timestamp.FromDateTimeOffset(participant.ExpiresAt),
            });
        }

        return view;
    }

    private static CartLine Line(SharedCart cart, PricedLine priced)
    {
        var line = priced.Line;
        var availability = priced.Item?.AvailabilityOf(line.Quantity, line.Fulfilment) ?? LineAvailability.Discontinued;
        var view = new CartLine
        {
            LineId = line.LineId,
            Sku = line.Sku,
            Title = priced.Item?.Title ?? "",
            Category = priced.Item?.Category ?? "",
            Quantity = line.Quantity,
            UnitPrice = priced.UnitPrice,
            LineTotal = ProtoMapping.ToMoney(cart, priced.LineTotalMinor),
            Fulfilment = (line.Fulfilment ?? new Domain.Fulfilment.Ship("")).ToProto(),
            Saved = line.IsSaved,
            Availability = (Availability)availability,
            AvailabilityChanged = availability != line.AcknowledgedAvailability && line.AcknowledgedPrice.Length > 0,
            AddedAt = Timestamp.FromDateTimeOffset(line.AddedAt),
        };
        view.Options.Add(line.Options);
        foreach (var discount in priced.Discounts)
        {
            view.Discounts.Add(discount.ToProto(cart.CurrencyCode));
        }

        foreach (var note in line.Notes)
        {
            view.MergeNotes.Add(ToProto(note));
        }

        if (priced.Item?.Price is { } price && line.AcknowledgedPrice.Length > 0 && line.AcknowledgedPrice != price.ToString())
        {
            view.PriceChange = new PriceChange
            {
                PreviousUnitPrice = line.AcknowledgedPrice,
                ChangedAt = Timestamp.FromDateTimeOffset(priced.Item.PriceChangedAt),
            };
        }

        LineChangeView.Add(view, priced, cart.CurrencyCode);
        return view;
    }

    /// <summary>One remark.</summary>
    public static Cart.V1.MergeNote ToProto(Domain.MergeNote note) =>
        new() { Kind = (Cart.V1.MergeNoteKind)note.Kind, Quantity = note.Quantity, Version = note.Version };
}
