using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>What somebody asks to return.</summary>
public sealed record NewReturn(
    string ReturnId, string RmaCode, IReadOnlyList<NewReturnLine> Lines, ReturnMethod Method, Actor By)
{
    /// <summary>Why staff begin it although its window has closed; empty when they do not.</summary>
    public string LateReason { get; init; } = "";
}

/// <summary>Units of a line to return.</summary>
public sealed record NewReturnLine(string LineId, int Quantity, ReturnReason Reason, string Comment, Resolution Resolution)
{
    /// <summary>To what they are given, of a donation.</summary>
    public string DonationPurpose { get; init; } = "";
}

/// <content>How a return begins.</content>
public sealed partial record Return
{
    /// <summary>Begins a return: approved at once unless a rule wants staff to.</summary>
    public static Decision<ReturnStep> Create(NewReturn command, OrderReturns order, ReturnPolicy policy, DateTimeOffset now)
    {
        var days = LocalDays.In(policy.TimeZone);
        var lines = new List<ReturnLine>(command.Lines.Count);
        var kept = Money.Zero(order.Order.CurrencyCode);
        for (var i = 0; i < command.Lines.Count; i++)
        {
            var requested = command.Lines[i];
            if (order.Order.Line(requested.LineId) is not { } line)
            {
                return new LineNotFound(requested.LineId, FormattableString.Invariant($"lines[{i}].line_id"));
            }

            var answer = Eligibility.Of(order, line, policy, days, now);
            if (answer.Reason == Ineligible.WindowExpired && !string.IsNullOrWhiteSpace(command.LateReason))
            {
                answer = answer with { Reason = null, Returnable = order.Available(line) };
            }

            if ((Refuse(answer, requested, command) ?? WhyNotKept(requested, answer, kept, order)) is { } refusal)
            {
                return refusal;
            }

            lines.Add(new ReturnLine(
                line.LineId, line.Sku, line.Title, requested.Quantity, 0, requested.Reason, requested.Comment,
                order.Worth(line, requested.Quantity, includesReserved: true), [], answer.Decision, answer.DeadlineAt, answer.Rule.RequiresApproval)
            {
                Resolution = requested.Resolution,
                DonationPurpose = requested.DonationPurpose,
                BonusPercent = requested.Resolution is Resolution.StoreCredit ? answer.Rule.StoreCreditBonusPercent : 0,
                Measure = line.Measure,
            });
            kept += lines[^1].Stays ? lines[^1].RefundAmount : Money.Zero(kept.CurrencyCode);
        }

        return Begin(command, order, policy, lines, now);
    }

    /// <summary>Staff approve.</summary>
    public Decision<ReturnStep> Approve(OrderReturns order, ReturnPolicy policy, Actor by, DateTimeOffset now) =>
        State is not ReturnState.Requested ? new WrongState(State)
        : Lines.All(line => line.Unclaimed == 0) ? new ClaimAccepted(Lines[0].LineId)
        : Allow(order, policy, by, isAutomatic: false, now);

    /// <summary>Staff decline; the customer is told why.</summary>
    public Decision<ReturnStep> Decline(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new ReasonRequired();
        }

        return State is ReturnState.Requested
            ? Step(this with { State = ReturnState.Declined, DeclineReason = reason }, new Declined(reason))
            : new WrongState(State);
    }

    /// <summary>The customer takes it back before any goods were received.</summary>
    public Decision<ReturnStep> Cancel() =>
        IsWithdrawal ? new WithdrawalStands()
        : State is not (ReturnState.Requested or ReturnState.Approved or ReturnState.InTransit) ? new WrongState(State)
        : IsPaidInAdvance ? new AlreadyRefunded()
        : WithoutLabels(Step(this with { State = ReturnState.Cancelled }, new Cancelled()));

    private static Refusal? Refuse(LineEligibility answer, NewReturnLine requested, NewReturn command) => answer switch
    {
        { Reason: Ineligible.KeepUnderWay or Ineligible.KeepLimitReached } => answer.Keepable.WhyNot(requested.LineId, requested.Quantity, answer.Line.Net, answer.Decision),
        { Reason: { } reason } => new LineNotReturnable(
            reason, requested.LineId, answer.Decision, reason == Ineligible.WindowExpired ? answer.DeadlineAt : null),
        _ when requested.Quantity > answer.Returnable => new QuantityExceedsReturnable(requested.LineId, answer.Decision, answer.Returnable),
        _ when !answer.Rule.Resolutions.Contains(requested.Resolution) => new ResolutionNotAllowed(requested.LineId, answer.Decision),
        _ when !answer.Rule.Methods.Contains(command.Method) && !Stays(requested.Resolution) =>
            new MethodNotAllowed(requested.LineId, answer.Decision),
        _ => null,
    };

    private static ReturnStep Begin(NewReturn command, OrderReturns order, ReturnPolicy policy, List<ReturnLine> lines, DateTimeOffset now)
    {
        var begun = new Return
        {
            ReturnId = command.ReturnId,
            RmaCode = command.RmaCode,
            OrderId = order.Order.OrderId,
            Origin = Origin.Live,
            State = ReturnState.Requested,
            Lines = lines,
            Method = command.Method,
            LateReason = command.LateReason,
            RefundAmount = Money.Zero(order.Order.CurrencyCode),
            RequestedBy = command.By,
            RequestedAt = now,
        };
        var needsApproval = lines.Any(line => line.RequiresApproval);
        var step = Step(begun.Priced(policy), new Requested(needsApproval));
        return needsApproval ? step : Then(step, step.Next.Allow(order, policy, command.By, isAutomatic: true, now));
    }

    // What stays with the customer has nothing to wait for.
    private ReturnStep Allow(OrderReturns order, ReturnPolicy policy, Actor by, bool isAutomatic, DateTimeOffset now)
    {
        var approved = this with { State = ReturnState.Approved, ApprovedAt = now };
        return Lines.All(line => line.Stays)
            ? Then(Step(approved, new Approved(isAutomatic)), next => next.Resolve(order, policy, by, cashAtTill: false, now))
            : WithAdvance(Step(approved with { ReceiveUntil = policy.Processing.ReceiveUntil(now) }, new Approved(isAutomatic)), order, policy, now);
    }

    // The amounts that the customer is told: an estimate until the goods have been looked at.
    private Return Priced(ReturnPolicy? policy)
    {
        var zero = Money.Zero(RefundAmount.CurrencyCode);
        return Worth([.. Lines.Select(line => line.PaysBack ? line : line with { RefundAmount = zero })]).Charged(policy);
    }
}
