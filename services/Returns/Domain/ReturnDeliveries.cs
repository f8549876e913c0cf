using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>Parcels that bring it back. Where they are is Order-tracking's to fold; the return is in transit at the first scan of any of them.</content>
public sealed partial record Return
{
    /// <summary>Most parcels of a return that are not void.</summary>
    public const int MostDeliveries = 10;

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<ReverseDelivery> Deliveries { get; init; } = [];

    /// <summary>A parcel can be posted: its label or code is made.</summary>
    public Decision<ReturnStep> Deliver(ReverseDelivery delivery) => State switch
    {
        ReturnState.Requested => new ApprovalPending(),
        not (ReturnState.Approved or ReturnState.InTransit or ReturnState.PartiallyReceived) => new WrongState(State),
        _ when Method is not ReturnMethod.Carrier => new NotByCarrier(),
        _ when Deliveries.Count(known => known.State is not ReverseDeliveryState.Voided) >= MostDeliveries => new TooManyDeliveries(MostDeliveries),
        _ => Step(this with { Deliveries = [.. Deliveries, delivery] }, new DeliveryCreated(delivery)),
    };

    /// <summary>A label or code is called off that no carrier has seen. Again, it changes nothing.</summary>
    public Decision<ReturnStep> Void(string reverseDeliveryId) => Deliveries.FirstOrDefault(known => known.ReverseDeliveryId == reverseDeliveryId) switch
    {
        null => new ReverseDeliveryNotFound(),
        { State: ReverseDeliveryState.Voided } => ReturnStep.Unchanged(this),
        { State: ReverseDeliveryState.Ready } ready => Voided(ready),
        _ => new AlreadyPosted(),
    };

    /// <summary>
    /// Order-tracking tells of one of its parcels. At its first scan the goods are posted, where somebody waits for them still; else the parcel alone is known to be under way, and staff
    /// decide when it comes.
    /// </summary>
    /// <param name="reverseDeliveryId">Which.</param>
    /// <param name="firstScanAt">When a carrier first had it; null while none has.</param>
    /// <param name="deliveredAt">When it came to where it was sent; null while it has not.</param>
    /// <param name="order">With all of its returns.</param>
    /// <param name="policy">The order's.</param>
    /// <param name="now">When.</param>
    public ReturnStep Carried(string reverseDeliveryId, DateTimeOffset? firstScanAt, DateTimeOffset? deliveredAt, OrderReturns order, ReturnPolicy? policy, DateTimeOffset now)
    {
        if (Deliveries.FirstOrDefault(known => known.ReverseDeliveryId == reverseDeliveryId) is not { } known || known.Now(firstScanAt, deliveredAt) is var told && told == known)
        {
            return ReturnStep.Unchanged(this);
        }

        var step = Step(With(known, told));
        if (firstScanAt is not { } at || known.FirstScanAt is not null || told.State is ReverseDeliveryState.Voided)
        {
            return step;
        }

        var posted = step.Next.Posted(new ReturnParcel(known.CarrierCode, known.TrackingNumber, at), order, policy, now);
        return posted.IsAccepted ? Then(step, posted.Value) : step;
    }

    private Return With(ReverseDelivery before, ReverseDelivery after) => this with { Deliveries = [.. Deliveries.Select(known => ReferenceEquals(known, before) ? after : known)] };

    private ReturnStep Voided(ReverseDelivery ready)
    {
        var voided = ready with { State = ReverseDeliveryState.Voided };
        return Step(With(ready, voided), new DeliveryVoided(voided));
    }

    private static ReturnStep WithoutLabels(ReturnStep step) => step.Next.Deliveries.Where(known => known.State is ReverseDeliveryState.Ready)
        .Aggregate(step, (earlier, ready) => Then(earlier, earlier.Next.Voided(ready)));
}
