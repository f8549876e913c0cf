using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>Why nothing of a line can be returned.</summary>
public static class Ineligible
{
    public const string FinalSale = "FINAL_SALE";
    public const string ExcludedCategory = "EXCLUDED_CATEGORY";
    public const string WindowExpired = "WINDOW_EXPIRED";
    public const string NotFulfilled = "NOT_FULFILLED";
    public const string AlreadyReturned = "ALREADY_RETURNED";
    public const string InAnotherReturn = "IN_ANOTHER_RETURN";
    public const string InClaim = "IN_CLAIM";
    public const string Claimed = "CLAIM_ACCEPTED";
    public const string NotMerchandise = "NOT_MERCHANDISE";
    public const string KeepUnderWay = "KEEP_UNDER_WAY";
    public const string KeepLimitReached = "KEEP_LIMIT_REACHED";
}

/// <summary>The answer for one line: what can be returned until when, or why not, and the rule that decided.</summary>
/// <param name="Reason">One of <see cref="Ineligible"/>; null when something can be returned.</param>
/// <param name="DeadlineAt">Null while the clock has not started.</param>
/// <param name="RefundAmount">For all that is returnable, before fees.</param>
public sealed record LineEligibility(
    OrderLine Line,
    PolicyRule Rule,
    PolicyDecision Decision,
    int Returnable,
    string? Reason,
    DateTimeOffset? DeadlineAt,
    DateTimeOffset? AnchoredAt,
    Money RefundAmount)
{
    /// <summary>What whoever asks said of it.</summary>
    public Told Told { get; init; }

    /// <summary>What returning it can cost, in the currency of the purchase. Nothing where it is the merchant's fault.</summary>
    public IReadOnlyList<ReturnFee> Fees => [.. Rule.Fees.Where(fee => fee.IsFor(Line.Net.CurrencyCode) && fee.IsFor(Told.Reason))];

    /// <summary>How it may come back: what is the merchant's fault also by a carrier, with a label that costs nothing.</summary>
    public IReadOnlyList<ReturnMethod> Methods =>
        Fault.IsMerchants(Told.Reason) && !Rule.Methods.Contains(ReturnMethod.Carrier) ? [.. Rule.Methods, ReturnMethod.Carrier] : Rule.Methods;

    /// <summary>Whether what delivery cost comes back with it.</summary>
    public bool RefundsShipping => Rule.RefundsShipping(Told.Reason);

    /// <summary>What is offered now: what stays with the customer only as far as something may.</summary>
    public required IReadOnlyList<Resolution> Resolutions { get; init; }

    /// <summary>What may stay with the customer.</summary>
    public required Keepable Keepable { get; init; }

    /// <summary>Whether a customer would notice the difference to another answer for the same line.</summary>
    public bool DiffersFrom(LineEligibility other) =>
        Returnable != other.Returnable || Reason != other.Reason || DeadlineAt != other.DeadlineAt
        || (Reason is null && (Rule.RequiresApproval != other.Rule.RequiresApproval || !Resolutions.SequenceEqual(other.Resolutions)
            || !Methods.SequenceEqual(other.Methods) || Rule.RefundAt != other.Rule.RefundAt || Rule.ShippingRefund != other.Rule.ShippingRefund || !SameFees(other)));

    private bool SameFees(LineEligibility other) =>
        Fees.Count == other.Fees.Count && Fees.Zip(other.Fees).All(pair =>
            pair.First.Code == pair.Second.Code && pair.First.Amount == pair.Second.Amount && pair.First.Percent == pair.Second.Percent
            && pair.First.Methods.SequenceEqual(pair.Second.Methods) && pair.First.Reasons.SequenceEqual(pair.Second.Reasons) && pair.First.Resolutions.SequenceEqual(pair.Second.Resolutions));
}

/// <summary>One answer everywhere: every channel, every question and every creation of a return decides by this.</summary>
public static class Eligibility
{
    /// <summary>The answers for all lines of an order.</summary>
    public static IReadOnlyList<LineEligibility> Of(OrderReturns order, ReturnPolicy policy, DateTimeOffset now, Told told = default)
    {
        var days = policy.DaysOf(order.Order.Market);
        return [.. order.Order.Lines.Select(line => Of(order, line, policy, days, now, told))];
    }

    /// <summary>What somebody would have to tell for another rule to decide for a line: reasons and conditions to ask again with.</summary>
    public static IEnumerable<Told> OtherAnswers(Order order, OrderLine line, ReturnPolicy policy, PolicyRule rule, Told told) =>
        policy.Asks.Reasons.Where(reason => reason != told.Reason).Select(reason => told with { Reason = reason })
            .Concat(policy.Asks.Conditions.Where(condition => condition != told.Condition).Select(condition => told with { Condition = condition }))
            .Where(other => !ReferenceEquals(policy.RuleFor(order.Subject(line, other)), rule));

    /// <summary>The answer for one line.</summary>
    public static LineEligibility Of(OrderReturns order, OrderLine line, ReturnPolicy policy, MarketDays days, DateTimeOffset now, Told told = default)
    {
        var rule = policy.RuleFor(order.Order.Subject(line, told));
        var (anchoredAt, deadline) = ReturnWindows.ClockOf(order.Order, line, rule, days);
        var keepable = Keepable.Of(order, line, rule);
        var offered = rule.Resolutions.Where(resolution => !Return.Stays(resolution) || keepable is { Units: > 0, Left.AmountMinor: > 0 }).ToArray();
        var reason = Reason(order, line, rule, deadline, now)
            ?? (offered.Length > 0 ? null : keepable.Units == 0 ? Ineligible.KeepUnderWay : Ineligible.KeepLimitReached);
        var returnable = reason is null ? order.Available(line) : 0;
        return new LineEligibility(
            line,
            rule,
            new PolicyDecision(policy.PolicyId, policy.Version, rule.RuleId),
            returnable,
            reason,
            deadline,
            anchoredAt,
            order.Worth(line, returnable, includesReserved: true))
        {
            Told = told,
            Resolutions = offered,
            Keepable = keepable,
        };
    }

    private static string? Reason(OrderReturns order, OrderLine line, PolicyRule rule, DateTimeOffset? deadline, DateTimeOffset now)
    {
        if (!line.IsMerchandise && !rule.Scope.NamesMerchandise)
        {
            return Ineligible.NotMerchandise;
        }

        if (rule.ExcludedReason.Length > 0)
        {
            return rule.ExcludedReason;
        }

        var fulfilled = order.Order.Fulfilled(line);
        if (fulfilled == 0)
        {
            return order.Order.IsClaimed(line.LineId) ? Ineligible.Claimed : Ineligible.NotFulfilled;
        }

        if (order.Available(line) == 0)
        {
            return order.Free(line) > 0 ? Ineligible.InClaim
                : order.Reserved(line.LineId) + order.InRepair(line.LineId) > 0 ? Ineligible.InAnotherReturn
                : order.Returned(line.LineId) == 0 && order.Order.IsClaimed(line.LineId) ? Ineligible.Claimed
                : Ineligible.AlreadyReturned;
        }

        return now >= deadline ? Ineligible.WindowExpired : null;
    }
}
