using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <content>A hold is used, given back, or runs out of time; and what it used comes back.</content>
public static partial class HoldSteps
{
    /// <summary>Whether somebody may resolve a hold of points; else why not.</summary>
    /// <param name="hold">The hold; null when there is none.</param>
    /// <param name="memberId">Whose it is said to be; empty for nobody's.</param>
    /// <param name="till">The till that asks; null for anybody else.</param>
    public static Refusal? WhyNotOwn(Hold? hold, string memberId, Till? till) =>
        hold is null || (hold.MemberId ?? "") != memberId ? new HoldNotFound()
        : hold.IsCheckout ? new CheckoutHold()
        : till is not null && hold.StoreId != till.StoreId ? new HoldNotYours()
        : null;

    /// <summary>Uses a hold of points, all of it (0) or some; the rest becomes active again.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="points">0 for all.</param>
    /// <param name="orderId">What it pays, where that is known: a till's receipt.</param>
    /// <param name="account">Its member's, with the lots that have something on hold; null when it is nobody's.</param>
    /// <param name="channel">Where it is used.</param>
    /// <param name="now">The moment.</param>
    public static Decision<HoldChange> Capture(Hold hold, long points, string? orderId, Account? account, SalesChannel channel, DateTimeOffset now) =>
        Use(hold, points == 0 ? hold.Points : points, orderId, account, channel, now);

    /// <summary>An order says that a hold paid for it. A checkout's was made final for it before; a till's may still be open, and is used now.</summary>
    /// <param name="hold">What it names; null when there is none.</param>
    /// <param name="placed">The order.</param>
    /// <param name="account">The hold's member, with the lots that have something on hold.</param>
    /// <param name="now">The moment.</param>
    public static Decision<HoldChange> TakeForOrder(Hold? hold, PlacedOrder placed, Account? account, DateTimeOffset now) => hold switch
    {
        null => new HoldNotFound(),
        { State: HoldState.Captured } when hold.OrderId == placed.OrderId => new HoldChange(hold, IsChanged: false),
        { IsCheckout: true } => new CheckoutHold(),
        { StoreId: null } => new HoldNotYours(),
        _ when hold.StoreId != placed.StoreId => new HoldNotYours(),
        _ => Use(hold, Math.Min(hold.Points, placed.RedeemedPoints), placed.OrderId, account, placed.Channel, now),
    };

    /// <summary>Uses so much of a hold, for an order if one is named; the rest becomes active again.</summary>
    public static Decision<HoldChange> CaptureFor(Hold hold, long points, string? orderId, Account account, SalesChannel channel, DateTimeOffset now) =>
        Use(hold, points, orderId, account, channel, now);

    /// <summary>Makes a checkout's hold final for an order: coupons are redeemed, points captured.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="orderId">What it pays.</param>
    /// <param name="account">Its member's, with the lots that have something on hold; null when it holds no points.</param>
    /// <param name="now">The moment.</param>
    public static Decision<HoldChange> Commit(Hold? hold, string orderId, Account? account, DateTimeOffset now) =>
        hold is { IsCheckout: true } ? Use(hold, hold.Points, orderId, account, SalesChannel.None, now) : new HoldNotFound();

    /// <summary>Gives a hold back. One that was given back, by whomever, stays so.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="account">Its member's, with the lots that have something on hold; null when it holds no points.</param>
    /// <param name="channel">Where it is given back.</param>
    /// <param name="now">The moment.</param>
    public static Decision<HoldChange> Release(Hold hold, Account? account, SalesChannel channel, DateTimeOffset now) => hold.State switch
    {
        HoldState.Captured => new HoldAlreadyCaptured(hold.HoldId),
        HoldState.Held => GiveBack(hold, HoldState.Released, account, channel, now),
        _ => new HoldChange(hold, IsChanged: false),
    };

    /// <summary>The clock gives a hold back, unless it was resolved or lives longer.</summary>
    public static HoldChange Expire(Hold hold, Account? account, DateTimeOffset now) =>
        hold.State is HoldState.Held && hold.ExpiresAt <= now ? GiveBack(hold, HoldState.Expired, account, SalesChannel.None, now) : new HoldChange(hold, IsChanged: false);

    /// <summary>Whether a hold was refused before it came.</summary>
    public static bool IsTombstone(Hold hold) => hold is { IsCheckout: true, State: HoldState.Released, OwnerId.Length: 0 };

    /// <summary>What a captured hold used comes back: points to the lots that they came from, at most those that were used. Null when it used none.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="points">How many.</param>
    /// <param name="account">Its member's, with the lots of the hold.</param>
    /// <param name="program">The version in force when the goods came back.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cause">What was called off.</param>
    public static Hold? GivePointsBack(Hold hold, long points, Account account, LoyaltyProgram? program, DateTimeOffset now, Cause cause) =>
        points > 0 && hold.State is HoldState.Captured
            ? hold with { Allocations = account.Restore(hold.Allocations, points, program, now, cause with { ProgramVersion = 0, HoldId = hold.HoldId }) }
            : null;

    /// <summary>Coupons of a captured hold can be used again, each once. Null when it used none of them, or they were given back before.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="isFreed">Whether a coupon is.</param>
    /// <param name="now">The moment.</param>
    public static Hold? GiveCouponsBack(Hold hold, Func<HeldCoupon, bool> isFreed, DateTimeOffset now)
    {
        if (hold.State is not HoldState.Captured)
        {
            return null;
        }

        List<HeldCoupon> coupons = [.. hold.Coupons.Select(coupon => coupon.GivenBackAt is null && isFreed(coupon) ? coupon with { GivenBackAt = now } : coupon)];
        return coupons.SequenceEqual(hold.Coupons) ? null : hold with { Coupons = coupons };
    }

    private static Decision<HoldChange> Use(Hold hold, long points, string? orderId, Account? account, SalesChannel channel, DateTimeOffset now)
    {
        if (hold.WhyNotCapturable(points, orderId) is { } refusal)
        {
            return refusal;
        }

        if (hold.State is HoldState.Captured)
        {
            return new HoldChange(hold, IsChanged: false);
        }

        var used = hold with { OrderId = orderId };
        if (account is not null)
        {
            var captured = account.Capture(used, points, CauseOf(used, channel, now));
            if (captured.Refusal is { } excess)
            {
                return excess;
            }

            used = used with { Allocations = captured.Value, CapturedPoints = points };
        }

        return new HoldChange(used.Resolved(HoldState.Captured, now), IsChanged: true, CouponFate.Redeemed);
    }

    private static HoldChange GiveBack(Hold hold, HoldState to, Account? account, SalesChannel channel, DateTimeOffset now)
    {
        account?.Release(to is HoldState.Expired ? EntryKind.HoldExpired : EntryKind.Release, hold, CauseOf(hold, channel, now));
        return new HoldChange(hold.Resolved(to, now), IsChanged: true, CouponFate.Released);
    }
}
