using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Store;

/// <summary>The domain's events as they are published.</summary>
internal static class CartEventMapping
{
    public static IMessage ToMessage(CartEvent @event, SharedCart cart, DateTimeOffset now)
    {
        var at = Timestamp.FromDateTimeOffset(now);
        return @event switch
        {
            CartEvent.Touched e => new CartTouched
            {
                Origin = Origin.Live,
                EffectiveAt = at,
                Channel = (Channel)e.Actor.Channel,
                CartId = cart.Id,
                Generation = cart.Generation,
                CustomerId = cart.CustomerId,
                GuestId = cart.GuestId,
                StoreId = e.Actor.StoreId,
                PreviousChannel = (Channel)e.Previous,
                ItemCount = e.ItemCount,
                ItemsTotal = ProtoMapping.ToMoney(cart, e.ItemsTotalMinor),
            },
            CartEvent.HandedOff e => new CartHandedOff
            {
                Origin = Origin.Live,
                EffectiveAt = at,
                Channel = (Channel)e.Actor.Channel,
                CartId = cart.Id,
                CustomerId = cart.CustomerId,
                GuestId = cart.GuestId,
                FromChannel = (Channel)e.FromChannel,
                Actor = e.Actor.ToProto(),
                ItemCount = e.ItemCount,
                ItemsTotal = ProtoMapping.ToMoney(cart, e.ItemsTotalMinor),
            },
            CartEvent.CheckedOut e => CheckedOut(e.Checkout, e.CampaignSource, cart, at),
            CartEvent.CheckoutCancelled e => new CheckoutCancelled
            {
                Origin = Origin.Live,
                EffectiveAt = at,
                Channel = (Channel)e.Channel,
                CartId = cart.Id,
                Generation = e.Checkout.Generation,
                CheckoutId = e.Checkout.CheckoutId,
                CustomerId = cart.CustomerId,
                GuestId = cart.GuestId,
                StoreId = e.Checkout.Actor.StoreId,
                Reason = e.Why,
            },
            CartEvent.RefundRequested e => new CheckoutRefundRequested
            {
                Origin = Origin.Live,
                EffectiveAt = at,
                Channel = (Channel)e.Actor.Channel,
                CartId = cart.Id,
                Generation = e.Checkout.Generation,
                CheckoutId = e.Checkout.CheckoutId,
                CustomerId = cart.CustomerId,
                GuestId = cart.GuestId,
                ContactId = e.Checkout.ContactId,
                StoreId = e.Actor.StoreId,
                RefundId = e.RefundId,
                Tenders = { e.Tender.ToProto(cart.CurrencyCode) },
                Reason = e.Why,
            },
            CartEvent.Merged e => Merged(e, cart, at),
            CartEvent.MergeUndone e => new CartMergeUndone
            {
                Origin = Origin.Live,
                EffectiveAt = at,
                Channel = (Channel)e.Channel,
                CartId = cart.Id,
                MergeId = e.MergeId,
                CustomerId = cart.CustomerId,
                GuestId = e.GuestId,
            },
            CartEvent.Abandoned e => Abandoned(e, cart, at),
            CartEvent.Recovered e => new CartRecovered
            {
                Origin = Origin.Live,
                EffectiveAt = at,
                Channel = (Channel)e.Channel,
                CartId = cart.Id,
                Generation = e.Generation,
                CustomerId = cart.CustomerId,
                GuestId = cart.GuestId,
                Stage = e.Stage,
                Purchased = e.IsPurchased,
                CampaignSource = e.CampaignSource,
            },
            _ => throw new NotSupportedException($"{@event.GetType().Name} has no message."),
        };
    }

    private static CartCheckedOut CheckedOut(Domain.Checkout checkout, string campaignSource, SharedCart cart, Timestamp at)
    {
        var orderId = Domain.CartId.OrderId(cart.Id, checkout.Generation);
        var by = checkout.CompletedBy ?? checkout.Actor;
        var message = new CartCheckedOut
        {
            Origin = Origin.Live,
            EffectiveAt = at,
            Channel = (Channel)checkout.SoldAt.Channel,
            CartId = cart.Id,
            Generation = checkout.Generation,
            OrderId = orderId,
            OrderNumber = checkout.OrderNumber,
            CheckoutId = checkout.CheckoutId,
            CustomerId = cart.CustomerId,
            GuestId = cart.GuestId,
            ContactId = checkout.ContactId,
            Market = cart.Market,
            CurrencyCode = cart.CurrencyCode,
            StoreId = checkout.SoldAt.StoreId,
            Actor = by.ToProto(),
            Totals = checkout.Totals.ToProto(cart.CurrencyCode),
            PointsRedeemed = checkout.Points,
            HoldId = checkout.HoldId,
            ShippingOptionId = checkout.ShippingOptionId,
            PromiseMinDays = checkout.PromiseMinDays,
            PromiseMaxDays = checkout.PromiseMaxDays,
            CampaignSource = campaignSource,
        };
        message.Lines.AddRange(checkout.Lines.Select(line => line.ToProto(cart.CurrencyCode)));
        message.Tenders.AddRange(checkout.Tenders.Select(tender => tender.ToProto(cart.CurrencyCode)));
        message.CouponCodes.AddRange(checkout.CouponCodes);
        return message;
    }

    private static CartMerged Merged(CartEvent.Merged e, SharedCart cart, Timestamp at) => new()
    {
        Origin = Origin.Live,
        EffectiveAt = at,
        Channel = (Channel)e.Channel,
        CartId = cart.Id,
        GuestCartId = e.Record.GuestCartId,
        MergeId = e.Record.MergeId,
        CustomerId = cart.CustomerId,
        GuestId = e.Record.GuestId,
        KeptLines = e.Record.Lines.Count(line => line.Outcome is Domain.MergeOutcome.Kept),
        AddedLines = e.Record.Lines.Count(line => line.Outcome is Domain.MergeOutcome.Added),
        ChangedLines = e.Record.Lines.Count(line => line.Outcome is Domain.MergeOutcome.Raised or Domain.MergeOutcome.Lowered),
        DroppedLines = e.Record.Lines.Count(line => line.Outcome is Domain.MergeOutcome.Dropped),
        ItemCount = e.ItemCount,
        ItemsTotal = ProtoMapping.ToMoney(cart, e.ItemsTotalMinor),
    };

    private static CartAbandoned Abandoned(CartEvent.Abandoned e, SharedCart cart, Timestamp at)
    {
        var message = new CartAbandoned
        {
            Origin = Origin.Live,
            EffectiveAt = at,
            Channel = (Channel)e.Channel,
            CartId = cart.Id,
            Generation = cart.Generation,
            CustomerId = cart.CustomerId,
            GuestId = cart.GuestId,
            ContactId = cart.ContactId,
            Stage = e.Stage,
            Market = cart.Market,
            ItemsTotal = ProtoMapping.ToMoney(cart, e.ItemsTotalMinor),
            IdleSince = Timestamp.FromDateTimeOffset(e.IdleSince),
        };
        message.Lines.AddRange(e.Lines.Select(line => line.ToProto(cart.CurrencyCode)));
        return message;
    }
}
