using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>Goods on their way back.</summary>
/// <param name="CarrierCode">Who carries them; empty when nobody said.</param>
/// <param name="TrackingNumber">The carrier's; may be empty.</param>
/// <param name="PostedAt">When they were handed to the carrier.</param>
public sealed record ReturnParcel(string CarrierCode, string TrackingNumber, DateTimeOffset PostedAt);

/// <content>
/// How goods come back. What was posted in time does not expire, however long it takes. What comes when nobody waits for it any more is taken by staff, who
/// say why, unless somebody else has its units meanwhile.
/// </content>
public sealed partial record Return
{
    /// <summary>The goods, or the rest of them, are with a carrier: they have no time limit any more.</summary>
    public Decision<ReturnStep> Posted(ReturnParcel parcel, OrderReturns order, ReturnPolicy? policy, DateTimeOffset now)
    {
        if (ReportedTime.IsAhead(parcel.PostedAt, now))
        {
            return new TimeInFuture("posted_at");
        }

        if (parcel.PostedAt < order.Order.PlacedAt)
        {
            return new BeforeOrder();
        }

        var wasInTime = State is ReturnState.Expired && parcel.PostedAt < ReceiveUntil;
        if (!IsAwaited && !wasInTime && !IsTakenByRule(policy, now))
        {
            return new WrongState(State);
        }

        if (!IsAwaited && FindTaken(order) is { } taken)
        {
            return taken;
        }

        var state = Lines.Any(line => line.Received > 0) ? ReturnState.PartiallyReceived : ReturnState.InTransit;
        return parcel == Parcel
            ? ReturnStep.Unchanged(this)
            : WithAdvance(Step(this with { Parcel = parcel, State = state, ReceiveUntil = null, Shortfall = null }, new Posted(parcel)), order, policy, now);
    }

    /// <summary>Goods arrive, all or some of them.</summary>
    /// <param name="quantities">Now, by line, in addition to earlier ones; empty for everything that is outstanding.</param>
    /// <param name="order">With all of its returns.</param>
    /// <param name="policy">Says how long the rest may take.</param>
    /// <param name="now">When.</param>
    /// <param name="lateReason">Why staff take goods of a return that ended without any; empty when they do not.</param>
    public Decision<ReturnStep> Receive(
        IReadOnlyList<(string LineId, int Quantity)> quantities, OrderReturns order, ReturnPolicy? policy, DateTimeOffset now, string lateReason = "")
    {
        if (!IsAwaited && !IsAwaitedThoughPaid && WhyNotTakenLate(order, policy, lateReason, now) is { } refusal)
        {
            return refusal;
        }

        var arrived = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (lineId, quantity) in quantities.Count > 0 ? quantities : [.. Lines.Where(line => !line.Stays).Select(line => (line.LineId, line.Quantity - line.Received))])
        {
            if (Lines.FirstOrDefault(line => line.LineId == lineId) is not { } line)
            {
                return new LineNotFound(lineId, "lines.line_id");
            }

            arrived[lineId] = arrived.GetValueOrDefault(lineId) + quantity;
            if (line.Received + arrived[lineId] > line.Coming)
            {
                return new QuantityExceedsRequested(lineId);
            }
        }

        return WithAdvance(TakenLate(lateReason).Arrived(arrived, policy, now), order, policy, now);
    }

    /// <summary>
    /// Hands in at a till: received, inspected and, when nothing else of it waits for an inspection, resolved at once. What is not handed in now will not
    /// come, and is the order's again.
    /// </summary>
    /// <param name="found">What was handed in, and in what condition; empty for everything that is outstanding, as new: into stock, unless it is the customer's.</param>
    /// <param name="cashAtTill">Gives back in cash at the till what was paid in cash.</param>
    /// <param name="order">With all of its returns.</param>
    /// <param name="policy">The order's.</param>
    /// <param name="by">Who hands in.</param>
    /// <param name="now">When.</param>
    /// <param name="lateReason">Why staff take goods of a return that ended without any; empty when they do not.</param>
    public Decision<ReturnStep> Complete(
        IReadOnlyList<Inspection> found, bool cashAtTill, OrderReturns order, ReturnPolicy? policy, Actor by, DateTimeOffset now, string lateReason = "")
    {
        if (State is ReturnState.Requested)
        {
            return new ApprovalPending();
        }

        if (!IsAwaited && State is not ReturnState.Received && WhyNotTakenLate(order, policy, lateReason, now) is { } refusal)
        {
            return refusal;
        }

        var handed = found.Count > 0 ? found : [.. Lines.Where(line => line.Outstanding > 0).Select(line => new Inspection(
            line.LineId, line.Outstanding, InspectionGrade.A, line.IsForStock ? Disposition.Restocked : Disposition.ProcessingRequired, ""))];
        if (handed.Count == 0)
        {
            return new NothingHandedIn();
        }

        var here = HandedIn(handed, areTheRest: found.Count == 0 || State is not ReturnState.Received);
        if (!here.IsAccepted)
        {
            return here.Refusal!;
        }

        var looked = here.Value.Looked(handed);
        return looked.IsAccepted
            ? (here.Value with { Lines = looked.Value, LateReason = TakenLate(lateReason).LateReason, Shortfall = null }).HandedOver(this, handed, order, policy, by, cashAtTill, now)
            : looked.Refusal!;
    }

    /// <summary>
    /// A time is up: what waited for approval is approved. Of the goods: a return of which nothing was posted expires; one of which some came, or stays with the customer, goes on with those.
    /// </summary>
    public ReturnStep TimeIsUp(OrderReturns order, ReturnPolicy? policy, DateTimeOffset now)
    {
        if (State is ReturnState.Requested && ApproveBy is not null && policy is not null)
        {
            return ApprovedByTime(order, policy, now);
        }

        if (ReceiveUntil is not { } until || now < until)
        {
            return ReturnStep.Unchanged(this);
        }

        return State switch
        {
            ReturnState.Approved when Lines.Any(line => line.Stays && line.Unclaimed > 0) =>
                Resolve(order, policy, Actor.None(RequestedBy.Channel), cashAtTill: false, now),
            ReturnState.Approved => Step(IsPaidInAdvance ? (this with { State = ReturnState.Expired }).Missing(NoUnits, order.Without(ReturnId), now) : this with { State = ReturnState.Expired }, new Expired()),
            ReturnState.PartiallyReceived when Lines.All(line => line.Inspected >= line.Received) =>
                (this with { State = ReturnState.Inspected }).Resolve(order, policy, Actor.None(RequestedBy.Channel), cashAtTill: false, now),
            ReturnState.PartiallyReceived => Step(this with { State = ReturnState.Received }, new RestGivenUp()),
            _ => ReturnStep.Unchanged(this),
        };
    }

    // Somebody waits for goods of it; also for a rest that was given up while the others have not been looked at.
    private bool IsAwaited => State is ReturnState.Approved or ReturnState.InTransit or ReturnState.PartiallyReceived
        || (State is ReturnState.Received && Lines.Any(line => line.Outstanding > 0));

    // The money went back before the goods came: they are still received and looked at.
    private bool IsAwaitedThoughPaid => IsResolved && ReleasedAt is not null && Lines.Any(line => line.Outstanding > 0);

    private Refusal? WhyNotTakenLate(OrderReturns order, ReturnPolicy? policy, string lateReason, DateTimeOffset now) =>
        (State is ReturnState.Expired or ReturnState.Cancelled or ReturnState.Declined && !string.IsNullOrWhiteSpace(lateReason)) || IsTakenByRule(policy, now)
            ? FindTaken(order)
            : new WrongState(State);

    // The policy gives goods some days more.
    private bool IsTakenByRule(ReturnPolicy? policy, DateTimeOffset now) => State is ReturnState.Expired
        && policy is { Processing.LateDays: > 0 and var days } && now < ReceiveUntil?.AddDays(days);

    // Its units were free when it had ended: another return may have them, or an accepted claim has settled them.
    private Refusal? FindTaken(OrderReturns all)
    {
        if (Shortfall is { IsSettled: true })
        {
            return new ShortfallSettled();
        }

        var order = all.Without(ReturnId);
        foreach (var line in Lines)
        {
            var free = order.Order.Line(line.LineId) is { } sold ? order.Available(sold) : 0;
            if (free < line.Unclaimed)
            {
                return order.Order.IsClaimed(line.LineId) && order.Reserved(line.LineId) + order.Returned(line.LineId) == 0
                    ? new ClaimAccepted(line.LineId)
                    : new QuantityExceedsReturnable(line.LineId, line.Decision!, free);
            }
        }

        return null;
    }

    private Return TakenLate(string lateReason) => IsLive || IsAwaitedThoughPaid ? this : this with { LateReason = lateReason, Shortfall = null };

    private ReturnStep Arrived(IReadOnlyDictionary<string, int> arrived, ReturnPolicy? policy, DateTimeOffset now)
    {
        var lines = Lines.Select(line => line with { Received = line.Received + arrived.GetValueOrDefault(line.LineId) }).ToArray();
        var isComplete = lines.All(line => line.Received == line.Coming);
        var next = this with
        {
            Lines = lines,
            State = IsResolved ? State : isComplete ? ReturnState.Received : ReturnState.PartiallyReceived,
            ReceivedAt = now,
            ReceiveUntil = IsResolved || isComplete || ReceiveUntil > now ? ReceiveUntil : policy?.Processing.ReceiveUntil(now),
        };
        return Step(next, new Received(arrived.Where(pair => pair.Value > 0).ToDictionary(), isComplete));
    }

    // While somebody waits for goods, those that are handed in are these, and so are all that are outstanding; else they are first of all those that were received.
    private Decision<Return> HandedIn(IReadOnlyList<Inspection> handed, bool areTheRest)
    {
        var lines = Lines.ToArray();
        foreach (var group in handed.GroupBy(inspection => inspection.LineId, StringComparer.Ordinal))
        {
            var at = Array.FindIndex(lines, line => line.LineId == group.Key);
            if (at < 0)
            {
                return new LineNotFound(group.Key, "inspections.line_id");
            }

            var line = lines[at];
            var here = group.Where(inspection => inspection.Disposition is not Disposition.Missing).Sum(inspection => (long)inspection.Quantity);
            if (line.Inspected - line.Missing + here > line.Coming)
            {
                return new QuantityExceedsRequested(line.LineId);
            }

            var received = areTheRest ? Math.Min(line.Quantity, line.Received + here) : Math.Max(line.Received, line.Inspected - line.Missing + here);
            lines[at] = line with { Received = (int)received };
        }

        return this with { Lines = lines };
    }

    private ReturnStep HandedOver(
        Return before, IReadOnlyList<Inspection> handed, OrderReturns order, ReturnPolicy? policy, Actor by, bool cashAtTill, DateTimeOffset now)
    {
        var arrivals = before.Lines.Zip(Lines)
            .Where(pair => pair.Second.Received > pair.First.Received)
            .ToDictionary(pair => pair.First.LineId, pair => pair.Second.Received - pair.First.Received, StringComparer.Ordinal);
        var next = this with { State = ReturnState.Received, ReceivedAt = ReceivedAt ?? now };
        var step = arrivals.Count == 0
            ? ReturnStep.Unchanged(next)
            : Step(next, new Received(arrivals, next.Lines.All(line => line.Received == line.Coming)));
        return Then(step, received => received.LookedAt(received.Lines, handed, order, policy, by, cashAtTill, now));
    }
}
