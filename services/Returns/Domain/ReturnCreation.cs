using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>What somebody asks to return.</summary>
public sealed record NewReturn(
    string ReturnId, string RmaCode, IReadOnlyList<NewReturnLine> Lines, ReturnMethod Method, Actor By)
{
    /// <summary>What staff ask to set aside for it; null for nothing.</summary>
    public AskedException? Exception { get; init; }
}

/// <summary>Units of a line to return.</summary>
public sealed record NewReturnLine(string LineId, int Quantity, ReturnReason Reason, string Comment, Resolution Resolution)
{
    /// <summary>In what condition the units are, as who returns them says.</summary>
    public ItemCondition Condition { get; init; }

    /// <summary>Ids of photos.</summary>
    public IReadOnlyList<string> Photos { get; init; } = [];

    /// <summary>To questions of the rule.</summary>
    public IReadOnlyList<ReturnAnswer> Answers { get; init; } = [];

    /// <summary>To what they are given, of a donation.</summary>
    public string DonationPurpose { get; init; } = "";
}

/// <content>How a return begins.</content>
public sealed partial record Return
{
    /// <summary>Begins a return: approved at once unless a rule wants staff to.</summary>
    public static Decision<ReturnStep> Create(NewReturn command, OrderReturns order, ReturnPolicy policy, DateTimeOffset now)
    {
        var days = policy.DaysOf(order.Order.Market);
        var lines = new List<ReturnLine>(command.Lines.Count);
        var aside = new SortedSet<ExceptionKind>();
        var kept = Money.Zero(order.Order.CurrencyCode);
        for (var i = 0; i < command.Lines.Count; i++)
        {
            var requested = command.Lines[i];
            if (order.Order.Line(requested.LineId) is not { } line)
            {
                return new LineNotFound(requested.LineId, FormattableString.Invariant($"lines[{i}].line_id"));
            }

            var answer = Eligibility.Of(order, line, policy, days, now, new Told(requested.Reason, requested.Condition));
            var inTheWay = command.Exception is null ? [] : Exceptions.InTheWay(answer, requested, command.Method);
            if (inTheWay.Select(kind => Exceptions.WhyNot(policy, command.By.Role, kind, answer, now)).FirstOrDefault(refused => refused is not null) is { } notAllowed)
            {
                return notAllowed;
            }

            aside.UnionWith(inTheWay);
            answer = inTheWay.Count == 0 ? answer : answer with { Reason = null, Returnable = order.Available(line) };
            if ((Refuse(answer, requested, command, inTheWay) ?? WhyNotKept(requested, answer, kept, order) ?? Evidence.WhyNot(answer, requested, command.By, FormattableString.Invariant($"lines[{i}]"))) is { } refusal)
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
                Condition = requested.Condition,
                Photos = requested.Photos,
                Answers = requested.Answers,
            });
            kept += lines[^1].Stays ? lines[^1].RefundAmount : Money.Zero(kept.CurrencyCode);
        }

        return SetAside(command, policy, aside, lines, now) is { } dear ? dear : Begin(command, order, policy, lines, aside, now);
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
            ? Step(this with { State = ReturnState.Declined, DeclineReason = reason, ApproveBy = null }, new Declined(reason))
            : new WrongState(State);
    }

    /// <summary>The customer takes it back before any goods were received.</summary>
    public Decision<ReturnStep> Cancel() =>
        IsWithdrawal ? new WithdrawalStands()
        : State is not (ReturnState.Requested or ReturnState.Approved or ReturnState.InTransit) ? new WrongState(State)
        : IsPaidInAdvance ? new AlreadyRefunded()
        : WithoutLabels(Step(this with { State = ReturnState.Cancelled, ApproveBy = null }, new Cancelled()));

    // Of a return as a whole; adds to what is set aside.
    private static Refusal? SetAside(NewReturn command, ReturnPolicy policy, SortedSet<ExceptionKind> aside, List<ReturnLine> lines, DateTimeOffset now)
    {
        if (command.Exception is { WaivesFees: true })
        {
            aside.Add(ExceptionKind.Fees);
            if (Exceptions.WhyNot(policy, command.By.Role, ExceptionKind.Fees, null, now) is { } refusal)
            {
                return refusal;
            }
        }

        return aside.Count == 0 ? null : Exceptions.WhyTooDear(policy, command.By.Role, lines.Select(line => line.RefundAmount).Aggregate((sum, amount) => sum + amount));
    }

    private static Refusal? Refuse(LineEligibility answer, NewReturnLine requested, NewReturn command, IReadOnlyList<ExceptionKind> aside) => answer switch
    {
        { Reason: Ineligible.KeepUnderWay or Ineligible.KeepLimitReached } => answer.Keepable.WhyNot(requested.LineId, requested.Quantity, answer.Line.Net, answer.Decision),
        { Reason: { } reason } => new LineNotReturnable(
            reason, requested.LineId, answer.Decision, reason == Ineligible.WindowExpired ? answer.DeadlineAt : null),
        _ when requested.Quantity > answer.Returnable => new QuantityExceedsReturnable(requested.LineId, answer.Decision, answer.Returnable),
        _ when aside.Contains(ExceptionKind.Excluded) => null,
        _ when !aside.Contains(ExceptionKind.Resolution) && !answer.Rule.Resolutions.Contains(requested.Resolution) => new ResolutionNotAllowed(requested.LineId, answer.Decision),
        _ when !aside.Contains(ExceptionKind.Method) && !answer.Methods.Contains(command.Method) && !Stays(requested.Resolution) =>
            new MethodNotAllowed(requested.LineId, answer.Decision),
        _ => null,
    };

    private static ReturnStep Begin(NewReturn command, OrderReturns order, ReturnPolicy policy, List<ReturnLine> lines, IEnumerable<ExceptionKind> aside, DateTimeOffset now)
    {
        var needsApproval = lines.Any(line => line.RequiresApproval);
        var begun = new Return
        {
            ReturnId = command.ReturnId,
            RmaCode = command.RmaCode,
            OrderId = order.Order.OrderId,
            Origin = Origin.Live,
            State = ReturnState.Requested,
            Lines = lines,
            Method = command.Method,
            Exception = command.Exception is { } asked && aside.Any() ? new StaffException(asked.Reason, [.. aside], command.By) : null,
            ApproveBy = needsApproval ? policy.Processing.ApproveBy(now) : null,
            RefundAmount = Money.Zero(order.Order.CurrencyCode),
            RequestedBy = command.By,
            RequestedAt = now,
        };
        begun = lines.Exists(line => line.PaysBack) ? begun with { DeliveryRefund = order.DeliveryBy(policy, begun) } : begun;
        var step = Step(begun.Priced(policy), new Requested(needsApproval));
        return needsApproval ? step : Then(step, step.Next.Allow(order, policy, command.By, isAutomatic: true, now));
    }

    // Nobody has decided in the time that the customer was told: it is approved.
    private ReturnStep ApprovedByTime(OrderReturns order, ReturnPolicy policy, DateTimeOffset now) =>
        now < ApproveBy || Lines.All(line => line.Unclaimed == 0) ? ReturnStep.Unchanged(this) : Allow(order, policy, Actor.None(RequestedBy.Channel), isAutomatic: true, now);

    // What stays with the customer has nothing to wait for.
    private ReturnStep Allow(OrderReturns order, ReturnPolicy policy, Actor by, bool isAutomatic, DateTimeOffset now)
    {
        var approved = this with { State = ReturnState.Approved, ApprovedAt = now, ApproveBy = null };
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
