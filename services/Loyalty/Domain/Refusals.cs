using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A birthday is a day of the year.</summary>
public sealed record BirthdayInvalid() : Refusal(RefusalKind.Invalid, "BIRTHDAY_INVALID", "The birthday must be --MM-DD, for example --03-31.")
{
    /// <inheritdoc/>
    public override string Field => "birthday";
}

/// <summary>There is no such member.</summary>
public sealed record MemberNotFound() : Refusal(RefusalKind.NotFound, Name, "There is no such member.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "MEMBER_NOT_FOUND";
}

/// <summary>There is no such program, or no such version of it.</summary>
public sealed record ProgramNotFound(string ProgramId) : Refusal(RefusalKind.NotFound, "PROGRAM_NOT_FOUND", "There is no such program or version.");

/// <summary>Another member has this card number.</summary>
public sealed record CardNumberTaken() : Refusal(RefusalKind.AlreadyExists, Name, "Another member has this card number.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "CARD_NUMBER_TAKEN";

    /// <inheritdoc/>
    public override string Field => "card_number";
}

/// <summary>History lies in the past.</summary>
public sealed record EnrolledInFuture() : Refusal(RefusalKind.Invalid, "ENROLLED_IN_FUTURE", "An enrolment of the past cannot lie in the future.")
{
    /// <inheritdoc/>
    public override string Field => "enrolled_at";
}

/// <summary>The program has no such tier.</summary>
public sealed record TierUnknown() : Refusal(RefusalKind.Invalid, "TIER_UNKNOWN", "The program has no such tier.")
{
    /// <inheritdoc/>
    public override string Field => "tier_id";
}

/// <summary>The member earned nothing by that.</summary>
public sealed record EarningNotFound() : Refusal(RefusalKind.NotFound, "EARNING_NOT_FOUND", "Nothing is known of what the member earned by that.");

/// <summary>An event that the service tells of itself.</summary>
public sealed record EventReserved() : Refusal(RefusalKind.Invalid, "EVENT_RESERVED", "This event is told by Loyalty itself.")
{
    /// <inheritdoc/>
    public override string Field => "event_type";
}

/// <summary>What happens later is told then.</summary>
public sealed record HappenedInFuture() : Refusal(RefusalKind.Invalid, "HAPPENED_IN_FUTURE", "An event cannot lie in the future.")
{
    /// <inheritdoc/>
    public override string Field => "occurred_at";
}

/// <summary>What a member did before becoming one earns nothing.</summary>
public sealed record HappenedBeforeEnrollment() : Refusal(RefusalKind.Precondition, "HAPPENED_BEFORE_ENROLMENT", "The event lies before the time from which the member earns.");

/// <summary>The member cannot spend that many points.</summary>
public sealed record InsufficientPoints(long Active, long Requested) : Refusal(
    RefusalKind.Precondition, "INSUFFICIENT_POINTS", "There are not enough active points.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["active"] = Active.ToString(CultureInfo.InvariantCulture),
        ["requested"] = Requested.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>The program has a least number of points to redeem at once.</summary>
public sealed record BelowMinimumRedemption(long Minimum) : Refusal(
    RefusalKind.Precondition, "BELOW_MINIMUM_REDEMPTION", "Fewer points than the program lets be redeemed at once.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fact.Of("minimum", Minimum);
}

/// <summary>The program has no redemption rate for this currency.</summary>
public sealed record CurrencyNotRedeemable() : Refusal(
    RefusalKind.Invalid, "CURRENCY_NOT_REDEEMABLE", "Points pay nothing in this currency.")
{
    /// <inheritdoc/>
    public override string Field => "currency_code";
}

/// <summary>A number of points that no command takes.</summary>
public sealed record PointsOutOfRange() : Refusal(
    RefusalKind.Invalid, "POINTS_OUT_OF_RANGE", "The points must be at least 1 and at most 1,000,000,000.")
{
    /// <inheritdoc/>
    public override string Field => "points";
}

/// <summary>Points would pay more than the basket costs.</summary>
public sealed record PointsExceedDue(long MaxPoints) : Refusal(
    RefusalKind.Precondition, "POINTS_EXCEED_DUE", $"The points are worth more than points may pay of these lines: {MaxPoints} points pay the most.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fact.Of("max_points", MaxPoints);
}

/// <summary>Whoever was let into a cart does not spend its owner's points.</summary>
public sealed record PointsNotYours() : Refusal(RefusalKind.Precondition, "POINTS_NOT_YOURS", "Points are redeemed by their member, at a till, or by an agent.");

/// <summary>There is no such hold, or it is another one's.</summary>
public sealed record HoldNotFound() : Refusal(RefusalKind.NotFound, "HOLD_NOT_FOUND", "There is no such hold.");

/// <summary>The hold was given back, or refused before it came.</summary>
public sealed record HoldReleased(string HoldId) : Refusal(RefusalKind.Precondition, "HOLD_RELEASED", "The hold was released.");

/// <summary>The hold ran out of time.</summary>
public sealed record HoldExpired(string HoldId) : Refusal(RefusalKind.Precondition, "HOLD_EXPIRED", "The hold expired.");

/// <summary>The hold was used, for something else.</summary>
public sealed record HoldAlreadyCaptured(string HoldId) : Refusal(
    RefusalKind.Precondition, "HOLD_ALREADY_CAPTURED", "The hold was captured already.");

/// <summary>A checkout's hold is resolved by the checkout.</summary>
public sealed record CheckoutHold() : Refusal(RefusalKind.Precondition, "CHECKOUT_HOLD", "The hold belongs to a cart's checkout, which resolves it.");

/// <summary>The id names a hold with other content.</summary>
public sealed record HoldIdTaken() : Refusal(RefusalKind.AlreadyExists, "HOLD_ID_TAKEN", "The id names a hold with other content.");

/// <summary>More than was put aside.</summary>
public sealed record CaptureExceedsHold(long Held, long Requested) : Refusal(
    RefusalKind.Precondition, "CAPTURE_EXCEEDS_HOLD", "More points than the hold has.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fact.Of("held", Held);
}

/// <summary>What staff do for a member says why.</summary>
/// <param name="Where">The field that says it.</param>
public sealed record ReasonRequired(string Where = "reason") : Refusal(RefusalKind.Invalid, "REASON_REQUIRED", "What staff do needs a reason.")
{
    /// <inheritdoc/>
    public override string Field => Where;
}

/// <summary>Points are not given only to lapse at once.</summary>
public sealed record ExpiresInPast() : Refusal(RefusalKind.Invalid, "EXPIRES_IN_PAST", "The points would have lapsed already.")
{
    /// <inheritdoc/>
    public override string Field => "expires_at";
}

/// <summary>A coupon that cannot be used here and now; <see cref="Refusal.Reason"/> says why.</summary>
public sealed record CouponRefused(RefusalKind Kind, string Reason, string Message, string Code, long? MinimumMinor = null) : Refusal(Kind, Reason, Message)
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => MinimumMinor is { } minimum
        ? new Dictionary<string, string> { ["code"] = Code, ["minimum_minor"] = minimum.ToString(CultureInfo.InvariantCulture) }
        : new Dictionary<string, string> { ["code"] = Code };

    /// <summary>As far as the asker is to know, there is no such coupon, or it is another's.</summary>
    public bool IsUnknown => Reason is "COUPON_UNKNOWN" or "COUPON_NOT_YOURS";

    public static CouponRefused NotFound(string code) => new(RefusalKind.NotFound, "COUPON_UNKNOWN", "There is no such coupon.", code);

    public static CouponRefused Unknown(string code) => Because("COUPON_UNKNOWN", "There is no such coupon.", code);

    public static CouponRefused Expired(string code) => Because("COUPON_EXPIRED", "The coupon's time is over.", code);

    public static CouponRefused NotYetValid(string code) => Because("COUPON_NOT_YET_VALID", "The coupon's time has not come.", code);

    public static CouponRefused Used(string code) => Because("COUPON_USED", "The coupon is used up or held elsewhere.", code);

    public static CouponRefused NotYours(string code) => Because("COUPON_NOT_YOURS", "The coupon is another member's.", code);

    public static CouponRefused PersonRequired(string code) => Because("COUPON_PERSON_REQUIRED", "The coupon is limited by person, and nobody says who this is.", code);

    public static CouponRefused MinimumNotMet(string code, long minimumMinor) =>
        new(RefusalKind.Precondition, "COUPON_MINIMUM_NOT_MET", "The basket is below the coupon's minimum.", code, minimumMinor);

    public static CouponRefused NotApplicable(string code) => Because("COUPON_NOT_APPLICABLE", "Nothing in the basket is what the coupon is for.", code);

    public static CouponRefused Voided(string code) => Because("COUPON_VOIDED", "The coupon was stopped for good.", code);

    public static CouponRefused Paused(string code) => Because("COUPON_PAUSED", "The coupon cannot be used at the moment.", code);

    public static CouponRefused Misread(string code) =>
        new(RefusalKind.Invalid, "COUPON_CODE_MISREAD", "The code's last character does not fit the others.", code);

    public static CouponRefused BudgetSpent(string code) => Because("COUPON_BUDGET_SPENT", "The coupon's campaign has not so much left.", code);

    private static CouponRefused Because(string reason, string message, string code) => new(RefusalKind.Precondition, reason, message, code);
}

/// <summary>Nothing was decided about a campaign of this name.</summary>
public sealed record CampaignUnknown() : Refusal(RefusalKind.NotFound, "CAMPAIGN_UNKNOWN", "Nothing was decided about such a campaign.");

/// <summary>What was stopped for good stays so.</summary>
public sealed record CampaignVoided() : Refusal(RefusalKind.Precondition, "CAMPAIGN_VOIDED", "The campaign was stopped for good.");

/// <summary>More codes than a campaign may have.</summary>
/// <param name="Left">How many it can still have.</param>
public sealed record CampaignFull(long Left) : Refusal(RefusalKind.Precondition, "CAMPAIGN_FULL", "The campaign would have more codes than one may have.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Fact.Of("left", Left);
}

/// <summary>Nobody asked for such codes.</summary>
public sealed record CouponMintUnknown() : Refusal(RefusalKind.NotFound, "COUPON_MINT_UNKNOWN", "There is no such mint.");

/// <summary>A code that is issued already.</summary>
public sealed record CouponCodeTaken(string Code) : Refusal(RefusalKind.AlreadyExists, Name, "A coupon with this code was issued before.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "COUPON_CODE_TAKEN";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["code"] = Code };
}

internal static class Fact
{
    public static Dictionary<string, string> Of(string name, long value) => new() { [name] = value.ToString(CultureInfo.InvariantCulture) };
}
