using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Time;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Store;

/// <summary>The domain's events as they are published.</summary>
internal static class CartEventMapping
{
    /// <summary>The event, as the cart is after it.</summary>
    public static OutgoingEvent ToOutgoing(CartEvent @event, SharedCart cart, DateTimeOffset now)
    {
        var message = ToMessage(@event, cart);
        message.CartId = cart.Id;
        message.CustomerId = cart.CustomerId;
        message.GuestId = @event switch { CartEvent.Merged merged => merged.Record.GuestId, CartEvent.MergeUndone undone => undone.GuestId, _ => cart.GuestId };
        return EventHeader.News(now, ChannelOf(@event).ToContract()).On(message);
    }

    private static SalesChannel ChannelOf(CartEvent @event) => @event switch
    {
        CartEvent.Touched e => e.Actor.Channel,
        CartEvent.HandedOff e => e.Actor.Channel,
        CartEvent.CheckedOut e => e.Checkout.SoldAt.Channel,
        CartEvent.CheckoutCancelled e => e.Channel,
        CartEvent.RefundRequested e => e.Actor.Channel,
        CartEvent.Merged e => e.Channel,
        CartEvent.MergeUndone e => e.Channel,
        CartEvent.Abandoned e => e.Channel,
        CartEvent.Recovered e => e.Channel,
        _ => throw new NotSupportedException($"{@event.GetType().Name} has no channel."),
    };

    private static ICartEvent ToMessage(CartEvent @event, SharedCart cart) => @event switch
    {
        CartEvent.Touched e => new CartTouched
        {
            Generation = cart.Generation,
            StoreId = e.Actor.StoreId,
            PreviousChannel = e.Previous.ToContract(),
            ItemCount = e.ItemCount,
            ItemsTotal = ProtoMapping.ToMoney(cart, e.ItemsTotalMinor),
        },
        CartEvent.HandedOff e => new CartHandedOff
        {
            FromChannel = e.FromChannel.ToContract(),
            Actor = e.Actor.ToProto(),
            ItemCount = e.ItemCount,
            ItemsTotal = ProtoMapping.ToMoney(cart, e.ItemsTotalMinor),
        },
        CartEvent.CheckedOut e => CheckedOut(e.Checkout, e.CampaignSource, cart),
        CartEvent.CheckoutCancelled e => new CheckoutCancelled
        {
            Generation = e.Checkout.Generation,
            CheckoutId = e.Checkout.CheckoutId,
            StoreId = e.Checkout.Actor.StoreId,
            Reason = e.Why,
        },
        CartEvent.RefundRequested e => new CheckoutRefundRequested
        {
            Generation = e.Checkout.Generation,
            CheckoutId = e.Checkout.CheckoutId,
            ContactId = e.Checkout.ContactId,
            StoreId = e.Actor.StoreId,
            RefundId = e.RefundId,
            Tenders = { e.Tender.ToProto(cart.CurrencyCode) },
            Reason = e.Why,
        },
        CartEvent.Merged e => Merged(e, cart),
        CartEvent.MergeUndone e => new CartMergeUndone
        {
            MergeId = e.MergeId,
        },
        CartEvent.Abandoned e => Abandoned(e, cart),
        CartEvent.Recovered e => new CartRecovered
        {
            Generation = e.Generation,
            Stage = e.Stage,
            Purchased = e.IsPurchased,
            CampaignSource = e.CampaignSource,
        },
        _ => throw new NotSupportedException($"{@event.GetType().Name} has no message."),
    };

    private static CartCheckedOut CheckedOut(Domain.Checkout checkout, string campaignSource, SharedCart cart)
    {
        var orderId = Domain.CartId.OrderId(cart.Id, checkout.Generation);
        var by = checkout.CompletedBy ?? checkout.Actor;
        var message = new CartCheckedOut
        {
            Generation = checkout.Generation,
            OrderId = orderId,
            OrderNumber = checkout.OrderNumber,
            CheckoutId = checkout.CheckoutId,
            ContactId = checkout.ContactId,
            Market = cart.Market,
            CurrencyCode = cart.CurrencyCode,
            StoreId = checkout.SoldAt.StoreId,
            Actor = by.ToProto(),
            Totals = checkout.Totals.ToProto(cart.CurrencyCode),
            PointsRedeemed = checkout.Points,
            HoldId = checkout.HoldId,
            ShippingOptionId = checkout.ShippingOptionId,
            PromiseMinDays = checkout.Promise.Min,
            PromiseMaxDays = checkout.Promise.Max,
            PromiseWorkingDays = checkout.Promise.AreWorkingDays,
            PromiseCutOff = ClockTime.ToText(checkout.Promise.CutOff),
            PromiseBy = ClockTime.ToText(checkout.Promise.By),
            PromiseShownAt = checkout.Promise.ArePromised ? Timestamp.FromDateTimeOffset(checkout.StartedAt) : null,
            CampaignSource = campaignSource,
            ReturnPolicyVersion = checkout.ReturnPolicyVersion,
        };
        message.Lines.AddRange(checkout.Lines.Select(line => line.ToProto(cart.CurrencyCode)));
        message.Tenders.AddRange(checkout.PaidWith.Select(tender => tender.ToProto(cart.CurrencyCode)));
        message.CouponCodes.AddRange(checkout.CouponCodes);
        return message;
    }

    private static CartMerged Merged(CartEvent.Merged e, SharedCart cart) => new()
    {
        GuestCartId = e.Record.GuestCartId,
        MergeId = e.Record.MergeId,
        KeptLines = e.Record.Lines.Count(line => line.Outcome is Domain.MergeOutcome.Kept),
        AddedLines = e.Record.Lines.Count(line => line.Outcome is Domain.MergeOutcome.Added),
        ChangedLines = e.Record.Lines.Count(line => line.Outcome is Domain.MergeOutcome.Raised or Domain.MergeOutcome.Lowered),
        DroppedLines = e.Record.Lines.Count(line => line.Outcome is Domain.MergeOutcome.Dropped),
        ItemCount = e.ItemCount,
        ItemsTotal = ProtoMapping.ToMoney(cart, e.ItemsTotalMinor),
    };

    private static CartAbandoned Abandoned(CartEvent.Abandoned e, SharedCart cart)
    {
        var message = new CartAbandoned
        {
            Generation = cart.Generation,
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
