using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Time;
using Omnichannel.Types.V1;
using CashRounding = Omnichannel.Platform.Domain.CashRounding;

namespace Omnichannel.CartSync.Store;

/// <summary>The domain's values as the contract's, and back.</summary>
internal static class ProtoMapping
{
    public static Money ToMoney(SharedCart cart, long minor) => ToMoney(cart.CurrencyCode, minor);

    public static Money ToMoney(string currency, long minor) => new() { CurrencyCode = currency, AmountMinor = minor };

    public static Types.V1.Actor ToProto(this Domain.Actor actor) => new()
    {
        SubjectId = actor.Subject,
        Role = actor.Role.ToContract(),
        Channel = actor.Channel.ToContract(),
        StoreId = actor.StoreId,
        ActingId = actor.ActingId,
    };

    public static Types.V1.Totals ToProto(this Domain.Totals totals, string currency) => new()
    {
        Items = ToMoney(currency, totals.ItemsMinor),
        Discounts = ToMoney(currency, totals.DiscountsMinor),
        PointsValue = ToMoney(currency, totals.PointsValueMinor),
        Shipping = ToMoney(currency, totals.ShippingMinor),
        Tax = ToMoney(currency, totals.TaxMinor),
        Due = ToMoney(currency, totals.DueMinor),
        Rounding = ToMoney(currency, totals.RoundingMinor),
        StandardShipping = ToMoney(currency, totals.StandardShippingMinor),
    };

    /// <summary>What is still to be paid: also with what cash would pay.</summary>
    public static Types.V1.Totals ToOpenProto(this Domain.Totals totals, SharedCart cart, long paidByWalletsMinor = 0)
    {
        var message = totals.ToProto(cart.CurrencyCode);
        message.CashDue = ToMoney(cart, CashRounding.In(cart.Market, cart.CurrencyCode).Round(totals.DueMinor - paidByWalletsMinor));
        return message;
    }

    public static Types.V1.Tender ToProto(this Domain.Tender tender, string currency) => new()
    {
        Kind = tender.Kind.ToContract(),
        Reference = tender.Reference,
        Means = tender.Means,
        Amount = tender.AmountMinor is { } amount ? ToMoney(tender.CurrencyCode.Length > 0 ? tender.CurrencyCode : currency, amount) : null,
    };

    public static Types.V1.Discount ToProto(this DiscountShare discount, string currency) => new()
    {
        Kind = discount.Kind.ToContract(),
        SourceId = discount.SourceId,
        Amount = ToMoney(currency, discount.AmountMinor),
    };

    public static Types.V1.SaleLine ToProto(this Domain.SaleLine line, string currency)
    {
        var message = new Types.V1.SaleLine
        {
            LineId = line.LineId,
            Sku = line.Sku,
            Title = line.Title,
            Category = line.Category,
            Quantity = line.Quantity,
            Measure = line.Measure.ToContract(),
            UnitPrice = line.UnitPrice,
            LineTotal = ToMoney(currency, line.LineTotalMinor),
            NetTotal = ToMoney(currency, line.NetMinor),
            PointsRedeemed = line.PointsRedeemed,
            Fulfilment = line.Fulfilment.ToProto(),
            NonMerchandise = line.IsNonMerchandise,
            GiftCard = line.IsGiftCard,
            WithdrawalException = line.Exception.ToContract(),
        };
        message.Options.Add(line.Options);
        message.Discounts.AddRange(line.Discounts.Select(discount => discount.ToProto(currency)));
        return message;
    }

    public static void Add(this MapField<string, string> map, IEnumerable<Domain.Option> options)
    {
        foreach (var (name, value) in options)
        {
            map.Add(name, value);
        }
    }

    public static Types.V1.Fulfilment ToProto(this Domain.Fulfilment fulfilment) => fulfilment switch
    {
        Domain.Fulfilment.Pickup pickup => new() { Pickup = new() { StoreId = pickup.StoreId } },
        Domain.Fulfilment.TakeAway => new() { TakeAway = new() },
        Domain.Fulfilment.Digital => new() { Digital = new() },
        Domain.Fulfilment.Ship ship => new() { Ship = new() { ShippingOptionId = ship.ShippingOptionId } },
        _ => new(),
    };

    public static Types.V1.Refusal ToProto(this Reason reason) =>
        new() { Reason = reason.Name, Message = reason.Message, Metadata = { reason.Facts.ToDictionary() } };

    public static Cart.V1.Checkout ToProto(this Domain.Checkout checkout, SharedCart cart)
    {
        var (cartId, currency) = (cart.Id, cart.CurrencyCode);
        var message = new Cart.V1.Checkout
        {
            CheckoutId = checkout.CheckoutId,
            CartId = cartId,
            Generation = checkout.Generation,
            State = (CartState)checkout.Phase,
            Actor = checkout.Actor.ToProto(),
            Totals = checkout.Phase is CartPhase.Holding or CartPhase.Ready ? checkout.Totals.ToOpenProto(cart, checkout.Totals.DueMinor - checkout.ToPayMinor) : checkout.Totals.ToProto(currency),
            PointsRedeemed = checkout.Points,
            ShippingOptionId = checkout.ShippingOptionId,
            StartedAt = Timestamp.FromDateTimeOffset(checkout.StartedAt),
            ExpiresAt = Timestamp.FromDateTimeOffset(checkout.ExpiresAt),
            Cancellation = checkout.Cancellation?.ToProto(),
            ReturnPolicyVersion = checkout.ReturnPolicyVersion,
            Delivery = checkout.Promise.ArePromised
                ? checkout.Promise.ToEstimate(
                    checkout.IsPromiseLearned ? DeliveryBasis.Learned : DeliveryBasis.Fixed,
                    checkout.StartedAt,
                    WorkingDays.BuiltIn.In(checkout.Country.Length > 0 ? checkout.Country : cart.Market))
                : null,
        };
        message.CouponCodes.AddRange(checkout.CouponCodes);
        if (checkout.Phase is CartPhase.Completing or CartPhase.CheckedOut)
        {
            message.Tenders.AddRange(checkout.Tenders.Select(tender => tender.ToProto(currency)));
        }

        if (checkout.Phase is CartPhase.CheckedOut)
        {
            message.OrderId = CartId.OrderId(cartId, checkout.Generation);
            message.OrderNumber = checkout.OrderNumber;
        }

        if (checkout.Phase is not CartPhase.Holding)
        {
            message.Lines.AddRange(checkout.Lines.Select(line => line.ToProto(currency)));
            message.WalletTenders.AddRange(checkout.WalletTenders.Where(tender => tender.AmountMinor > 0).Select(tender => tender.ToProto(currency)));
            message.ToPay = ToMoney(currency, checkout.ToPayMinor);
        }

        return message;
    }
}
