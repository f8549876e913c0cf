using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>What a policy decides about a return as it was asked for.</summary>
/// <param name="Refusal">Why it would not have begun; null when it would.</param>
/// <param name="Begun">What would have begun; null when nothing would.</param>
public sealed record Replayed(Refusal? Refusal, Return? Begun)
{
    /// <summary>Whether a customer would have noticed the difference.</summary>
    public bool DiffersFrom(Replayed other) =>
        Refusal?.Reason != other.Refusal?.Reason || Begun?.State != other.Begun?.State || Begun?.RefundAmount != other.Begun?.RefundAmount || Begun?.DeliveryRefund != other.Begun?.DeliveryRefund
        || !Fees(Begun).SequenceEqual(Fees(other.Begun));

    private static IEnumerable<(string Code, Money Amount)> Fees(Return? begun) => begun?.Fees.Select(fee => (fee.Code, fee.Amount)) ?? [];
}

/// <summary>Decides past returns again, under any policy: as they were asked for, when they were, with the returns that were before them.</summary>
public static class ReturnReplay
{
    /// <summary>Whether there is anything to decide: history and withdrawals asked no policy.</summary>
    public static bool IsDecided(Return past) => past.Origin is Origin.Live && !past.IsWithdrawal;

    /// <summary>What a policy decides about one.</summary>
    /// <param name="past">The return.</param>
    /// <param name="all">All returns of its order.</param>
    /// <param name="order">The order.</param>
    /// <param name="policy">Any.</param>
    public static Replayed Of(Return past, IReadOnlyList<Return> all, Order order, ReturnPolicy policy)
    {
        var before = new OrderReturns(order, [.. all.Where(other => other.ReturnId != past.ReturnId && other.RequestedAt < past.RequestedAt)]);
        var asked = new NewReturn(
            past.ReturnId, past.RmaCode, [.. past.Lines.Select(line => new NewReturnLine(line.LineId, line.Quantity, line.Reason, line.Comment, line.Resolution)
            {
                DonationPurpose = line.DonationPurpose, Condition = line.Condition, Photos = line.Photos, Answers = [.. line.Answers.Where(answer => IsAsked(policy, order, line, answer))],
            })],
            past.Method, past.RequestedBy)
        {
            Exception = past.Exception is { } exception ? new AskedException(exception.Reason, exception.WaivesFees) : null,
        };
        var decided = Return.Create(asked, before, policy, past.RequestedAt);
        return decided.IsAccepted ? new Replayed(null, decided.Value.Next) : new Replayed(decided.Refusal, null);
    }

    // Nobody answers what is not asked of them.
    private static bool IsAsked(ReturnPolicy policy, Order order, ReturnLine line, ReturnAnswer answer) =>
        order.Line(line.LineId) is { } sold && policy.RuleFor(order.Subject(sold, new Told(line.Reason, line.Condition))).Evidence
            .Any(required => required.IsFor(line.Reason) && required.Questions.Any(question => question.QuestionId == answer.QuestionId));
}
