using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.Returns.Domain;

/// <summary>No such order, or not the caller's.</summary>
public sealed record OrderNotFound() : Refusal(RefusalKind.NotFound, "ORDER_NOT_FOUND", "There is no such order here.");

/// <summary>No such return, or not the caller's.</summary>
public sealed record ReturnNotFound() : Refusal(RefusalKind.NotFound, Name, "There is no such return.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "RETURN_NOT_FOUND";
}

/// <summary>The order or return has no such line.</summary>
public sealed record LineNotFound(string LineId, string At) : Refusal(RefusalKind.NotFound, "LINE_NOT_FOUND", "There is no such line.")
{
    /// <inheritdoc/>
    public override string Field => At;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["line_id"] = LineId };
}

/// <summary>No such policy or version.</summary>
public sealed record PolicyNotFound() : Refusal(RefusalKind.NotFound, "POLICY_NOT_FOUND", "There is no such policy, or no such version of it.");

/// <summary>The return's state does not allow it.</summary>
public sealed record WrongState(ReturnState State) : Refusal(RefusalKind.Precondition, "WRONG_STATE", $"The return is {State.Name()}.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["state"] = State.Name() };
}

/// <summary>Staff must approve it first.</summary>
public sealed record ApprovalPending() : Refusal(RefusalKind.Precondition, "APPROVAL_PENDING", "The return waits for approval by staff.");

/// <summary>A decline needs a reason.</summary>
public sealed record ReasonRequired() : Refusal(RefusalKind.Invalid, "REASON_REQUIRED", "The customer is told why: a reason is required.")
{
    /// <inheritdoc/>
    public override string Field => "reason";
}

/// <summary>The policy says no to a line.</summary>
/// <param name="Code">One of <see cref="Ineligible"/>.</param>
/// <param name="LineId">Which line.</param>
/// <param name="Decision">The rule that decided.</param>
/// <param name="DeadlineAt">With WINDOW_EXPIRED.</param>
public sealed record LineNotReturnable(string Code, string LineId, PolicyDecision Decision, DateTimeOffset? DeadlineAt)
    : Refusal(RefusalKind.Precondition, Code, "The policy does not allow this line to be returned.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(
        LineId, Decision, DeadlineAt is { } at ? ("deadline_at", at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)) : null);
}

/// <summary>Photos or answers are missing.</summary>
public sealed record EvidenceMissing(string LineId, PolicyDecision Decision, int Photos, IReadOnlyList<string> Questions)
    : Refusal(RefusalKind.Precondition, "EVIDENCE_MISSING", "The policy asks for photos or answers that were not sent along.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>(
        PolicyFacts.Of(LineId, Decision, ("photos", Photos.ToString(CultureInfo.InvariantCulture))))
    { ["questions"] = string.Join(',', Questions) };
}

/// <summary>The rule asks no such question for this reason.</summary>
public sealed record QuestionNotAsked(string QuestionId, string At) : Refusal(RefusalKind.Invalid, "QUESTION_NOT_ASKED", "The policy does not ask this question for this reason.")
{
    /// <inheritdoc/>
    public override string Field => At;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["question_id"] = QuestionId };
}

/// <summary>No such photo of the order, or it is another return's.</summary>
public sealed record PhotoNotFound() : Refusal(RefusalKind.NotFound, "PHOTO_NOT_FOUND", "There is no such photo of this order, or it is in another return.");

/// <summary>What was sent is no photo.</summary>
public sealed record PhotoNotRecognised() : Refusal(RefusalKind.Invalid, "PHOTO_NOT_RECOGNISED", "This is no photo: JPEG, PNG, WebP and HEIC are taken.")
{
    /// <inheritdoc/>
    public override string Field => "content";
}

/// <summary>It is larger than what is kept.</summary>
public sealed record PhotoTooLarge() : Refusal(RefusalKind.Invalid, "PHOTO_TOO_LARGE", "The photo is too large: make it smaller first.")
{
    /// <inheritdoc/>
    public override string Field => "content";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["most_bytes"] = Photo.MostBytes.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>The order has as many as are kept.</summary>
public sealed record TooManyPhotos() : Refusal(RefusalKind.Precondition, "TOO_MANY_PHOTOS", "The order has as many photos as are kept.");

/// <summary>Staff of that role may not set this rule aside.</summary>
public sealed record ExceptionNotAllowed(ExceptionKind Aside, string LineId, PolicyDecision? Decision)
    : Refusal(RefusalKind.Precondition, "EXCEPTION_NOT_ALLOWED", "The policy does not let you set this rule aside.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId, Decision, ("exception", Aside.Name()));
}

/// <summary>The window closed longer ago than staff of that role may set aside.</summary>
public sealed record ExceptionTooLate(string LineId, PolicyDecision Decision, int MostDays)
    : Refusal(RefusalKind.Precondition, "EXCEPTION_TOO_LATE", "The window closed longer ago than you may set aside.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId, Decision, ("most_days", MostDays.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>The return is worth more than staff of that role may make exceptions for.</summary>
public sealed record ExceptionTooDear(Money Most) : Refusal(RefusalKind.Precondition, "EXCEPTION_TOO_DEAR", "The return is worth more than you may make exceptions for.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["most_minor"] = Most.AmountMinor.ToString(CultureInfo.InvariantCulture), ["currency_code"] = Most.CurrencyCode,
    };
}

/// <summary>More units than can be returned.</summary>
public sealed record QuantityExceedsReturnable(string LineId, PolicyDecision Decision, int Returnable)
    : Refusal(RefusalKind.Precondition, "QUANTITY_EXCEEDS_RETURNABLE", "Not that many units of the line can be returned.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts =>
        PolicyFacts.Of(LineId, Decision, ("returnable", Returnable.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>An accepted claim about their parcel has settled the units.</summary>
public sealed record ClaimAccepted(string LineId)
    : Refusal(RefusalKind.Precondition, Ineligible.Claimed, "A claim about these units was accepted: they were paid back, or are sent again, and nothing more is given for them.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId);
}

/// <summary>The rule does not offer this resolution.</summary>
public sealed record ResolutionNotAllowed(string LineId, PolicyDecision Decision)
    : Refusal(RefusalKind.Precondition, "RESOLUTION_NOT_ALLOWED", "The policy does not offer this resolution for the line.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId, Decision);
}

/// <summary>The rule does not offer this way to bring it back.</summary>
public sealed record MethodNotAllowed(string LineId, PolicyDecision Decision)
    : Refusal(RefusalKind.Precondition, "METHOD_NOT_ALLOWED", "The policy does not offer this way to bring the line back.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId, Decision);
}

/// <summary>Some of the units that would stay with the customer are not there.</summary>
/// <param name="LineId">Which line.</param>
/// <param name="Decision">The rule.</param>
/// <param name="Most">So many may stay.</param>
public sealed record KeepUnderWay(string LineId, PolicyDecision Decision, int Most)
    : Refusal(RefusalKind.Precondition, Ineligible.KeepUnderWay, "What is not with the customer yet cannot be kept or donated.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId, Decision, ("keepable", Most.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>What stays with the customer would be worth more than the rule allows.</summary>
/// <param name="LineId">Which line.</param>
/// <param name="Decision">The rule.</param>
/// <param name="LeftMinor">What may still stay.</param>
public sealed record KeepLimitReached(string LineId, PolicyDecision Decision, long LeftMinor)
    : Refusal(RefusalKind.Precondition, Ineligible.KeepLimitReached, "What is kept or donated of an order may not be worth so much.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId, Decision, ("left_minor", LeftMinor.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>The rule has no such purpose.</summary>
public sealed record DonationPurposeUnknown(string LineId) : Refusal(RefusalKind.Invalid, "DONATION_PURPOSE_UNKNOWN", "Goods are given to one of the purposes of the policy.")
{
    /// <inheritdoc/>
    public override string Field => "donation_purpose";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId);
}

/// <summary>More units arrived than were announced.</summary>
public sealed record QuantityExceedsRequested(string LineId)
    : Refusal(RefusalKind.Precondition, "QUANTITY_EXCEEDS_REQUESTED", "More units than the return is about.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId);
}

/// <summary>More units inspected than are here.</summary>
public sealed record QuantityExceedsReceived(string LineId)
    : Refusal(RefusalKind.Precondition, "QUANTITY_EXCEEDS_RECEIVED", "More units than have been received.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId);
}

/// <summary>What is to be repaired is the customer's, and goes into no stock.</summary>
public sealed record NotForStock(string LineId) : Refusal(RefusalKind.Precondition, "NOT_FOR_STOCK", "What is to be repaired belongs to the customer, and is not sold again.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId);
}

/// <summary>More units than are here to be repaired.</summary>
public sealed record QuantityExceedsRepair(string LineId, int InRepair)
    : Refusal(RefusalKind.Precondition, "QUANTITY_EXCEEDS_REPAIR", "More units than are here to be repaired.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId, null, ("in_repair", InRepair.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>Everything of the return is here already: what was looked at must be named.</summary>
public sealed record NothingHandedIn()
    : Refusal(RefusalKind.Precondition, "NOTHING_HANDED_IN", "All units were received before; name those that you have inspected.")
{
    /// <inheritdoc/>
    public override string Field => "inspections";
}

/// <summary>What is told to have happened lies in the future.</summary>
public sealed record TimeInFuture(string At) : Refusal(RefusalKind.Invalid, "TIME_IN_FUTURE", "What has happened does not lie in the future.")
{
    /// <inheritdoc/>
    public override string Field => At;
}

/// <summary>An item of an import with a field that cannot be.</summary>
public sealed record ImportFieldInvalid(string At, string Description) : Refusal(RefusalKind.Invalid, "INVALID_FIELD", Description)
{
    /// <inheritdoc/>
    public override string Field => At;
}

/// <summary>A quantity below 1 or beyond what the measure allows.</summary>
public sealed record QuantityOutOfRange(string LineId, Measure Measure) : Refusal(
    RefusalKind.Invalid, "QUANTITY_OUT_OF_RANGE", string.Create(CultureInfo.InvariantCulture, $"A quantity is from 1 to {Measure.MostOf():N0}."))
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId);
}

/// <summary>History says that more came back than the customer had.</summary>
public sealed record QuantityExceedsFulfilled(string LineId, int Returnable)
    : Refusal(RefusalKind.Precondition, "QUANTITY_EXCEEDS_FULFILLED", "More units than the customer had.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts =>
        PolicyFacts.Of(LineId, null, ("returnable", Returnable.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>History says that more was given back than was paid.</summary>
public sealed record RefundExceedsPaid(string Left)
    : Refusal(RefusalKind.Precondition, "REFUND_EXCEEDS_PAID", "More money than the order still costs.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["left_minor"] = Left };
}

/// <summary>Another return of this source and store has this external id.</summary>
public sealed record ExternalIdTaken() : Refusal(RefusalKind.AlreadyExists, "EXTERNAL_ID_TAKEN", "Another return of this source and store has this external id.");

/// <summary>A return before its purchase.</summary>
public sealed record BeforeOrder() : Refusal(RefusalKind.Precondition, "BEFORE_ORDER", "The return is earlier than its order.");

/// <summary>Its money was asked for: the goods have to come.</summary>
public sealed record AlreadyRefunded() : Refusal(RefusalKind.Precondition, "ALREADY_REFUNDED", "The money of this return goes back already.");

/// <summary>No money was given for goods that did not come, or staff have decided what becomes of it.</summary>
public sealed record NoShortfall() : Refusal(RefusalKind.Precondition, "NO_SHORTFALL", "There is nothing to be decided.");

/// <summary>Staff have decided what becomes of money that was given back without its goods.</summary>
public sealed record ShortfallSettled() : Refusal(RefusalKind.Precondition, "SHORTFALL_SETTLED", "The return was settled without these goods.");

/// <summary>What was not given back yet cannot be asked for again.</summary>
public sealed record RefundNotCompleted() : Refusal(RefusalKind.Precondition, "REFUND_NOT_COMPLETED", "The refund is not completed.");

/// <summary>The return is to be brought to a store.</summary>
public sealed record NotByCarrier() : Refusal(RefusalKind.Precondition, "NOT_BY_CARRIER", "This return is to be brought to a store.");

/// <summary>A return has so many parcels at most.</summary>
public sealed record TooManyDeliveries(int Most) : Refusal(
    RefusalKind.Precondition, "TOO_MANY_DELIVERIES", string.Create(CultureInfo.InvariantCulture, $"A return has at most {Most} parcels."));

/// <summary>The return has no such parcel.</summary>
public sealed record ReverseDeliveryNotFound() : Refusal(RefusalKind.NotFound, "REVERSE_DELIVERY_NOT_FOUND", "There is no such parcel.");

/// <summary>A carrier has the parcel.</summary>
public sealed record AlreadyPosted() : Refusal(RefusalKind.Precondition, "ALREADY_POSTED", "A carrier has the parcel.");

/// <summary>No address is known where goods of the order's market go.</summary>
public sealed record LabelsNotAvailable() : Refusal(RefusalKind.Precondition, "LABELS_NOT_AVAILABLE", "There are no labels for this market.");

/// <summary>No such withdrawal, or not of this order.</summary>
public sealed record WithdrawalNotFound() : Refusal(RefusalKind.NotFound, "WITHDRAWAL_NOT_FOUND", "There is no such withdrawal.");

/// <summary>A withdrawal never changes once it took effect.</summary>
public sealed record WithdrawalIsConfirmed() : Refusal(RefusalKind.Precondition, "WITHDRAWAL_CONFIRMED", "The withdrawal has taken effect and does not change any more.");

/// <summary>What was declared is not what was read.</summary>
public sealed record StatementChanged() : Refusal(RefusalKind.Precondition, "STATEMENT_CHANGED", "Another declaration was read than the one that is to be confirmed.");

/// <summary>The acknowledgement has nowhere to go.</summary>
public sealed record EmailRequired() : Refusal(RefusalKind.Invalid, "EMAIL_REQUIRED", "The acknowledgement needs an address: messages about this order have none.")
{
    /// <inheritdoc/>
    public override string Field => "email";
}

/// <summary>There is no right to withdraw, of a line or of anything.</summary>
/// <param name="Code">One of <see cref="NoRight"/>.</param>
/// <param name="LineId">Which line; empty for all.</param>
public sealed record NothingToWithdraw(string Code, string LineId) : Refusal(RefusalKind.Precondition, Code, "The contract cannot be withdrawn from about this line.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId);
}

/// <summary>More units than there is a right about.</summary>
public sealed record QuantityExceedsRight(string LineId, int Quantity)
    : Refusal(RefusalKind.Precondition, "QUANTITY_EXCEEDS_RIGHT", "Not that many units of the line can be withdrawn from.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId, null, ("quantity", Quantity.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>A withdrawal is not taken back by cancelling the return of its goods.</summary>
public sealed record WithdrawalStands() : Refusal(RefusalKind.Precondition, "WITHDRAWAL_STANDS", "The contract is withdrawn from: the return of its goods cannot be cancelled.");

/// <summary>Nothing may be taken off for what the goods lost in value.</summary>
public sealed record DiminishedValueNotAllowed(string LineId)
    : Refusal(RefusalKind.Precondition, "DIMINISHED_VALUE_NOT_ALLOWED", "Only what a withdrawal still has to give back can be less for what its goods lost in value.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId);
}

/// <summary>More than the units are worth.</summary>
public sealed record DiminishedValueTooHigh(string LineId, long MostMinor)
    : Refusal(RefusalKind.Precondition, "DIMINISHED_VALUE_TOO_HIGH", "Units cannot lose more than they are worth.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => PolicyFacts.Of(LineId, null, ("most_minor", MostMinor.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>Facts that several refusals share.</summary>
internal static class PolicyFacts
{
    public static IReadOnlyDictionary<string, string> Of(string lineId, PolicyDecision? decision = null, (string Name, string Value)? more = null)
    {
        var facts = new Dictionary<string, string> { ["line_id"] = lineId };
        if (decision is not null)
        {
            facts["policy_id"] = decision.PolicyId;
            facts["policy_version"] = decision.PolicyVersion.ToString(CultureInfo.InvariantCulture);
            facts["rule_id"] = decision.RuleId;
        }

        if (more is { } fact)
        {
            facts[fact.Name] = fact.Value;
        }

        return facts;
    }
}
