using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Domain objects as contract messages.</summary>
internal static partial class ToContract
{
    public static Timestamp Time(DateTimeOffset at) => Instants.ToTimestamp(at.ToMicros());

    public static Timestamp? Time(DateTimeOffset? at) => at is { } known ? Time(known) : null;

    public static Types.V1.Money Money(string currencyCode, long amountMinor) => new() { CurrencyCode = currencyCode, AmountMinor = amountMinor };

    public static V1.Balance Balance(Balances balances) => new()
    {
        Pending = balances[LedgerAccount.Pending],
        Active = balances[LedgerAccount.Active],
        Held = balances[LedgerAccount.Held],
        Debt = balances.Owed,
        Status = balances[LedgerAccount.Status],
    };

    public static V1.Balance Balance(MemberView view)
    {
        var balance = Balance(view.Balances);
        balance.NextExpiringPoints = view.NextExpiringPoints;
        balance.NextExpiresAt = Time(view.NextExpiresAt);
        return balance;
    }

    public static V1.Member Member(MemberView view, TierProgress? progress) => new()
    {
        MemberId = view.Member.MemberId,
        ProgramId = view.Member.ProgramId,
        CardNumber = view.Member.CardNumber,
        EnrolledAt = Time(view.Member.EnrolledAt),
        EnrolledChannel = view.Member.EnrolledChannel.ToContract(),
        TierId = view.Member.TierId,
        TierSince = Time(view.Member.TierSince),
        TierAtRiskAt = Time(view.Member.TierAtRiskAt),
        NextTier = progress?.After(view.Member) is { } next ? Reach(next) : null,
        Tier = progress?.Of(view.Member) is { } own ? Reach(own) : null,
        Balance = Balance(view),
        Version = view.Version,
    };

    public static V1.PointsHold Hold(Hold hold) => new()
    {
        HoldId = hold.HoldId,
        MemberId = hold.MemberId ?? "",
        State = (V1.HoldState)hold.State,
        Points = hold.Points,
        CapturedPoints = hold.CapturedPoints,
        Value = hold.CurrencyCode.Length == 0 ? null : Money(hold.CurrencyCode, hold.ValueMinor),
        Reference = hold.Reference,
        CreatedAt = Time(hold.CreatedAt),
        ExpiresAt = Time(hold.ExpiresAt),
        ResolvedAt = Time(hold.ResolvedAt),
        OrderId = hold.OrderId ?? "",
    };

    public static V1.PlaceCheckoutHoldResponse CheckoutHold(Hold hold, IEnumerable<string> codes) => new()
    {
        HoldId = hold.HoldId,
        Coupons = { hold.Coupons.Select(coupon => Discount(coupon, hold.CurrencyCode)) },
        Points = hold.Points,
        PointsValue = Money(hold.CurrencyCode, hold.ValueMinor),
        ExpiresAt = Time(hold.ExpiresAt),
        LinesNotPaid = { hold.LinesNotPaid },
        LeftOutCodes = { codes.Except(hold.Coupons.Select(coupon => Requests.Code(coupon.Code))) },
        WalletTenders =
        {
            hold.Parts.Select(part => new Types.V1.Tender { Kind = part.Tender!.Value.ToContract(), Reference = part.HoldId, Amount = Money(part.CurrencyCode, part.Points) }),
        },
    };

    public static V1.Coupon Coupon(Coupon coupon) => new()
    {
        Code = coupon.Code,
        Terms = Terms(coupon.Terms),
        RedeemedCount = (int)coupon.RedeemedCount,
        HeldCount = (int)coupon.HeldCount,
        IssuedAt = Time(coupon.IssuedAt),
        State = (V1.CouponState)coupon.State,
        StateReason = coupon.StateReason,
    };

    public static Types.V1.Actor Actor(Actor actor) => new()
    {
        SubjectId = actor.SubjectId,
        Role = actor.Role.ToContract(),
        Channel = actor.Channel.ToContract(),
        StoreId = actor.StoreId ?? "",
        ActingId = actor.ActingId ?? "",
    };

    private static V1.TierProgress Reach(TierReach reach) => new()
    {
        TierId = reach.Tier.TierId,
        Metric = (V1.TierMetric)reach.Tier.Metric,
        Reached = reach.Reached,
        Threshold = reach.Tier.Threshold,
        Missing = reach.Missing,
        WindowDays = reach.Tier.WindowDays,
    };

    private static V1.CouponDiscount Discount(HeldCoupon coupon, string currencyCode) => new()
    {
        Code = coupon.Code,
        Amount = Money(currencyCode, coupon.DiscountMinor),
        Shares = { coupon.Shares.Select(share => new V1.LineShare { LineId = share.LineId, Amount = Money(currencyCode, share.AmountMinor) }) },
        ShippingAmount = Money(currencyCode, coupon.ShippingMinor),
    };

    private static V1.CouponTerms Terms(CouponTerms terms)
    {
        var message = new V1.CouponTerms
        {
            MemberId = terms.MemberId ?? "",
            MaxRedemptions = (int)terms.MaxRedemptions,
            MaxRedemptionsPerOwner = (int)terms.MaxRedemptionsPerOwner,
            MinimumBasket = terms.MinimumBasketCurrency.Length == 0 ? null : Money(terms.MinimumBasketCurrency, terms.MinimumBasketMinor),
            Categories = { terms.Categories },
            Skus = { terms.Skus },
            Markets = { terms.Markets },
            ValidFrom = Time(terms.ValidFrom),
            ValidUntil = Time(terms.ValidUntil),
            CampaignId = terms.CampaignId,
            Stacking = (V1.CouponStacking)terms.Stacking,
            StackingGroup = terms.StackingGroup,
            GiveBack = (V1.CouponGiveBack)terms.GiveBack,
        };
        if (terms.FreeShipping)
        {
            message.FreeShipping = true;
        }
        else if (terms.EarlyAccessId.Length > 0)
        {
            message.EarlyAccessId = terms.EarlyAccessId;
        }
        else if (terms.Percent > 0)
        {
            message.Percent = Decimal(terms.Percent);
        }
        else
        {
            message.Amount = Money(terms.AmountCurrency, terms.AmountMinor);
        }

        return message;
    }

    private static Types.V1.LocalizedText Text(IReadOnlyDictionary<string, string> texts)
    {
        var message = new Types.V1.LocalizedText();
        foreach (var (language, text) in texts)
        {
            message.Texts.Add(language, text);
        }

        return message;
    }

    private static string Decimal(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
