using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>What staff of a role may set aside.</summary>
/// <param name="Role">Whose.</param>
/// <param name="Kinds">Of what.</param>
/// <param name="MostDaysLate">So many days after the window closed; null for any.</param>
/// <param name="MostAmounts">Of a return worth no more before fees, in each currency that is named. Of a return in another currency nothing is set aside, unless none is named.</param>
public sealed record ExceptionLimit(ActorRole Role, IReadOnlyList<ExceptionKind> Kinds, int? MostDaysLate, IReadOnlyList<Money> MostAmounts);

/// <summary>That staff set rules aside for a return, why, and which.</summary>
public sealed record StaffException(string Reason, IReadOnlyList<ExceptionKind> Kinds, Actor By)
{
    /// <summary>Whether no fee is taken.</summary>
    public bool WaivesFees => Kinds.Contains(ExceptionKind.Fees);
}

/// <summary>What staff ask to set aside: whatever is in the way of the return, and its fees if they say so.</summary>
public sealed record AskedException(string Reason, bool WaivesFees);

/// <summary>Whether staff may set rules aside, and which are in the way.</summary>
public static class Exceptions
{
    /// <summary>Without limits of the policy's own, staff begin returns whose windows have closed, and no more.</summary>
    public static ExceptionLimit Usual(ActorRole role) => new(role, [ExceptionKind.WindowClosed], null, []);

    /// <summary>What would have to be set aside for a line to come back as asked.</summary>
    public static IReadOnlyList<ExceptionKind> InTheWay(LineEligibility answer, NewReturnLine asked, ReturnMethod method) => answer.Reason switch
    {
        Ineligible.FinalSale or Ineligible.ExcludedCategory => [ExceptionKind.Excluded],
        null or Ineligible.WindowExpired =>
        [
            .. answer.Reason is null ? (ExceptionKind[])[] : [ExceptionKind.WindowClosed],
            .. answer.Rule.Resolutions.Contains(asked.Resolution) ? (ExceptionKind[])[] : [ExceptionKind.Resolution],
            .. answer.Methods.Contains(method) || Return.Stays(asked.Resolution) ? (ExceptionKind[])[] : [ExceptionKind.Method],
        ],
        _ => [],
    };

    /// <summary>Why they may not; null when they may.</summary>
    /// <param name="policy">Its limits.</param>
    /// <param name="role">Of who asks.</param>
    /// <param name="kind">What is to be set aside.</param>
    /// <param name="line">Of which line; null for all of the return.</param>
    /// <param name="now">When.</param>
    public static Refusal? WhyNot(ReturnPolicy policy, ActorRole role, ExceptionKind kind, LineEligibility? line, DateTimeOffset now)
    {
        if (LimitOf(policy, role) is not { } limit || !limit.Kinds.Contains(kind))
        {
            return new ExceptionNotAllowed(kind, line?.Line.LineId ?? "", line?.Decision);
        }

        return kind is ExceptionKind.WindowClosed && line?.DeadlineAt is { } deadline && limit.MostDaysLate is { } days && now >= deadline.AddDays(days)
            ? new ExceptionTooLate(line.Line.LineId, line.Decision, days)
            : null;
    }

    /// <summary>Why a return is worth too much for it; null when it is not.</summary>
    public static Refusal? WhyTooDear(ReturnPolicy policy, ActorRole role, Money worth) =>
        LimitOf(policy, role) is not { MostAmounts.Count: > 0 } limit || limit.MostAmounts.Any(most => most.CurrencyCode == worth.CurrencyCode && worth <= most)
            ? null
            : new ExceptionTooDear(limit.MostAmounts.FirstOrDefault(most => most.CurrencyCode == worth.CurrencyCode, Money.Zero(worth.CurrencyCode)));

    private static ExceptionLimit? LimitOf(ReturnPolicy policy, ActorRole role) =>
        policy.StaffExceptions.Count == 0 ? Usual(role) : policy.StaffExceptions.FirstOrDefault(limit => limit.Role == role);
}
