using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;
using CartLine = Omnichannel.Cart.V1.CartLine;
using DiscountKind = Omnichannel.Platform.Domain.DiscountKind;
using WithdrawalException = Omnichannel.Platform.Domain.WithdrawalException;

namespace Omnichannel.CartSync.Transport;

/// <summary>The cart as callers see it: priced now, with what changed since they acknowledged it. Who sends it adds <c>stable_version</c>.</summary>
internal static class CartView
{
    private static readonly Domain.Fulfilment Shipped = new Domain.Fulfilment.Ship("");
    private static readonly Domain.Fulfilment Downloaded = new Domain.Fulfilment.Digital();

    /// <summary>The whole cart.</summary>
    public static ShoppingCart Of(SharedCart cart, Surroundings around) => Show(cart, around, null).View;

    /// <summary>The whole cart, with the lines of how it was shown last that are as they were.</summary>
    public static ShownCart Show(SharedCart cart, Surroundings around, ShownCart? last)
    {
        var priced = Priced(cart, around);
        var view = Header(cart, priced);

        // While it is sold, a line's coupons and points come from the checkout and not from its price.
        var reusable = last is null || IsFixed(cart) || IsFixed(last.Cart) ? null : last;
        view.Lines.Capacity = priced.Length;
        for (var i = 0; i < priced.Length; i++)
        {
            view.Lines.Add(reusable?.Find(priced[i], i) ?? Line(cart, priced[i]));
        }

        return new ShownCart(cart, around.Now, around.Book.Token, PromotionRules.NextMoment(around.Book.Promotions, around.Now), priced, view);
    }

    /// <summary>
    /// What changed since a version. Prices, promotions and stock change without one: a line that is not as it was shown is sent, too, for the header's totals are those of now.
    /// When it is not known how it was shown, a line is sent that says itself what changed about it.
    /// </summary>
    public static CartChange Since(SharedCart cart, long version, Surroundings around, SharedCart? shown = null, Surroundings? aroundShown = null)
    {
        var priced = Priced(cart, around);
        var were = shown is null || aroundShown is null ? [] : Priced(shown, aroundShown);
        var change = new CartChange { FromVersion = version, Header = Header(cart, priced), Actor = cart.LastActor?.ToProto() };
        for (var i = 0; i < priced.Length; i++)
        {
            var at = LineChanges.IndexOf(were, priced[i].Line.LineId, i);
            if (priced[i].Line.ChangedVersion > version || (at < 0 ? !LineChanges.Of(priced[i]).IsEmpty : IsShownAnew(shown!, were[at], cart, priced[i])))
            {
                change.ChangedLines.Add(Line(cart, priced[i]));
            }
        }

        change.RemovedLineIds.AddRange(cart.Removed.Where(removed => removed.Version > version).Select(removed => removed.LineId).Distinct());
        return change;
    }

    private static bool IsFixed(SharedCart cart) => cart.Phase is CartPhase.Ready or CartPhase.Completing;

    // From READY on a line is what is being sold, whatever its price does meanwhile: so the lines add up to the totals. Coupons and points are no promotions, and no news.
    private static ImmutableArray<PricedLine> Priced(SharedCart cart, Surroundings around)
    {
        var priced = Pricing.Price(cart, around.Book, cart.LastEditChannel, around.Now);
        return !IsFixed(cart) ? priced :
        [
            .. priced.Select(line => SoldAs(cart, line.Line) is not { } sold ? line : line with
            {
                UnitPrice = sold.UnitPrice,
                LineTotalMinor = sold.LineTotalMinor,
                Discounts = sold.Discounts.RemoveAll(share => share.Kind is not DiscountKind.Promotion),
                NetMinor = sold.LineTotalMinor - sold.Discounts.Sum(share => share.Kind is DiscountKind.Promotion ? share.AmountMinor : 0),
            }),
        ];
    }

    private static Domain.SaleLine? SoldAs(SharedCart cart, Domain.CartLine line) =>
        IsFixed(cart) ? cart.Checkout!.Lines.FirstOrDefault(sold => sold.LineId == line.LineId) : null;

    private static ImmutableArray<DiscountShare> SharesOf(SharedCart cart, in PricedLine priced) => SoldAs(cart, priced.Line)?.Discounts ?? priced.Discounts;

    private static bool IsShownAnew(SharedCart before, in PricedLine was, SharedCart cart, in PricedLine now) =>
        LineChanges.IsPricedAnew(was, now) || ((IsFixed(before) || IsFixed(cart)) && !SharesOf(before, was).SequenceEqual(SharesOf(cart, now)));

    private static ShoppingCart Header(SharedCart cart, ImmutableArray<PricedLine> priced)
    {
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
            Totals = (IsFixed(cart) ? cart.Checkout!.Totals : Pricing.Totals(priced)).ToOpenProto(cart),
            Checkout = cart.Checkout?.ToProto(cart),
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
            Measure = priced.Measure.ToContract(),
            UnitPrice = priced.UnitPrice,
            LineTotal = ProtoMapping.ToMoney(cart, priced.LineTotalMinor),
            Fulfilment = (priced.Item is { IsDigital: true } ? Downloaded : line.Fulfilment ?? Shipped).ToProto(),
            Saved = line.IsSaved,
            Availability = (Availability)availability,
            AvailabilityChanged = availability != line.AcknowledgedAvailability && line.AcknowledgedPrice.Length > 0,
            AddedAt = Timestamp.FromDateTimeOffset(line.AddedAt),
            WithdrawalException = (priced.Item?.Exception ?? WithdrawalException.None).ToContract(),
        };
        if (!line.Options.IsEmpty)
        {
            view.Options.Add(line.Options);
        }

        foreach (var discount in SharesOf(cart, priced))
        {
            view.Discounts.Add(discount.ToProto(cart.CurrencyCode));
        }

        foreach (var note in line.Notes)
        {
            view.MergeNotes.Add(ToProto(note));
        }

        if (priced.Item?.Price is not null && line.AcknowledgedPrice.Length > 0 && line.AcknowledgedPrice != priced.UnitPrice)
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
