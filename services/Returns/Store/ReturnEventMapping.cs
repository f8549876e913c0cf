using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>What happened to a return, as it is published.</summary>
/// <param name="Order">Whose it is.</param>
/// <param name="Before">All returns of the order without this one.</param>
/// <param name="Return">After the step.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
internal sealed record ReturnNews(Order Order, OrderReturns Before, Return Return, Actor By, DateTimeOffset At)
{
    /// <summary>Publishes the events of a step, each under a version of its own.</summary>
    public void Publish(UnitOfWork unit, IReadOnlyList<ReturnEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            unit.Publish(Return.ReturnId, Return.Version - events.Count + 1 + i, ToOutgoing(events[i]));
        }
    }

    private OutgoingEvent ToOutgoing(ReturnEvent happened)
    {
        var message = Body(happened);
        message.ReturnId = Return.ReturnId;
        message.RmaCode = Return.RmaCode;
        message.OrderId = Order.OrderId;
        message.OrderNumber = Order.OrderNumber;
        message.CustomerId = Order.CustomerId;
        message.GuestId = Order.GuestId;
        message.ContactId = Order.ContactId;
        return new EventHeader(Return.Origin is Origin.Historical, At, By.Channel.ToContract()).On(message);
    }

    private V1.IReturnEvent Body(ReturnEvent happened) => happened switch
    {
        Requested requested => ToProto(requested),
        Approved approved => new V1.ReturnApproved { Automatic = approved.IsAutomatic, ReceiveUntil = Return.ReceiveUntil.ToProto() },
        Declined declined => new V1.ReturnDeclined { Reason = declined.Reason },
        Cancelled => new V1.ReturnCancelled(),
        Expired => new V1.ReturnExpired(),
        RestGivenUp => new V1.ReturnRestGivenUp(),
        Posted posted => new V1.ReturnInTransit { Parcel = posted.Parcel.ToProto() },
        Received received => ToProto(received),
        Inspected inspected => ToProto(inspected),
        Resolved resolved => ToProto(resolved),
        Closed => new V1.ReturnClosed(),
        Owed owed => ToProto(owed),
        Reclaimed reclaimed => ToProto(reclaimed),
        SentBack sent => ToProto(sent),
        BonusOwed bonus => new V1.StoreCreditBonusOwed { BonusId = bonus.BonusId, Amount = bonus.Amount.ToProto() },
        DeliveryCreated made => new V1.ReverseDeliveryCreated { ReverseDelivery = made.Delivery.ToProto() },
        DeliveryVoided voided => new V1.ReverseDeliveryVoided { ReverseDelivery = voided.Delivery.ToProto() },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An event without a message."),
    };

    private V1.ReturnRequested ToProto(Requested requested)
    {
        var message = new V1.ReturnRequested
        {
            RequiresApproval = requested.RequiresApproval, StoreId = By.StoreId,
        };
        message.Lines.Add(Return.Lines.Select(line => Line(line, line.Quantity, Before.Returned(line.LineId))));
        return message;
    }

    private V1.ReturnReceived ToProto(Received received)
    {
        var message = new V1.ReturnReceived { Complete = received.IsComplete, StoreId = By.StoreId };
        message.Lines.Add(
            from line in Return.Lines
            let quantity = received.Quantities.GetValueOrDefault(line.LineId)
            where quantity > 0
            select Arrived(line, quantity));
        return message;
    }

    // What a claim settled comes last of a line: the others are for whoever brings them.
    private V1.ReturnedLine Arrived(ReturnLine line, int quantity)
    {
        var arrived = Line(line, quantity, Before.Returned(line.LineId));
        arrived.ClaimedQuantity = Math.Max(0, line.Received - line.Unclaimed) - Math.Max(0, line.Received - quantity - line.Unclaimed);
        return arrived;
    }

    private V1.ReturnInspected ToProto(Inspected inspected)
    {
        var message = new V1.ReturnInspected { StoreId = By.StoreId, Market = Order.Market };
        message.Lines.Add(
            from found in inspected.Inspections
            let line = Return.Lines.First(line => line.LineId == found.LineId)
            select new V1.InspectedLine
            {
                LineId = found.LineId,
                Sku = line.Sku,
                Quantity = found.Quantity,
                Measure = line.Measure.ToContract(),
                Grade = found.Grade.ToContract(),
                Disposition = found.Disposition.ToContract(),
            });
        return message;
    }

    private V1.RepairSentBack ToProto(SentBack sent)
    {
        var message = new V1.RepairSentBack { Parcel = sent.Parcel?.ToProto(), StoreId = By.StoreId };
        message.Lines.Add(
            from units in sent.Units
            let line = Return.Lines.First(line => line.LineId == units.LineId)
            select new V1.RepairedLine
            {
                LineId = units.LineId, Sku = line.Sku, Quantity = units.Quantity, Measure = line.Measure.ToContract(), Outcome = units.Outcome.ToContract(),
            });
        return message;
    }

    private V1.ReturnResolved ToProto(Resolved resolved)
    {
        var message = new V1.ReturnResolved
        {
            Source = Return.Source,
            ExternalId = Return.ExternalId,
            RefundAmount = Return.RefundAmount.ToProto(),
            RefundId = Return.Refund?.RefundId ?? "",
            StoreId = By.StoreId,
            RequestedChannel = Return.RequestedBy.Channel.ToContract(),
        };
        message.Lines.Add(
            from line in Return.Lines
            let counted = Return.Counted(line.LineId)
            where counted > 0
            select Line(Return.IsPaidInAdvance ? line with { RefundAmount = Domain.Return.GivenFor(line, counted) } : line, counted, resolved.TotalReturned[line.LineId]));
        return message;
    }

    private V1.RefundOwed ToProto(Owed owed)
    {
        var message = new V1.RefundOwed
        {
            RefundId = owed.RefundId,
            Amount = owed.Amount.ToProto(),
            Fees = owed.Fees.ToProto(),
            StoreCredit = owed.StoreCredit.AmountMinor > 0 ? CreditOf(owed) : null,
            CashAtTill = owed.IsCashAtTill,
            Trigger = Return.Refund!.Trigger.ToContract(),
            Delivery = owed.Delivery?.ToProto(),
        };
        if (Return.IsPaidInAdvance)
        {
            message.Lines.Add(Return.Lines.Where(line => line.Paying > 0).Select(line => Line(line, line.Paying, Before.Returned(line.LineId))));
        }

        return message;
    }

    private V1.StoreCreditPart CreditOf(Owed owed)
    {
        var fees = new Money(Order.CurrencyCode, Return.Fees.Sum(fee => fee.CreditMinor));
        var part = new V1.StoreCreditPart { Amount = owed.StoreCredit.ToProto(), Fees = fees.ToProto() };
        part.LineIds.Add(Return.Lines.Where(line => line.Resolution is Resolution.StoreCredit).Select(line => line.LineId));
        return part;
    }

    private V1.RefundReclaimed ToProto(Reclaimed reclaimed)
    {
        var message = new V1.RefundReclaimed
        {
            RefundId = reclaimed.RefundId, Amount = reclaimed.Shortfall.Amount.ToProto(), Fees = (FeesOf(reclaimed.Before) - FeesOf(Return)).ToProto(),
        };
        if (reclaimed.Before.BonusGiven is { } given)
        {
            (message.BonusId, message.Bonus) = (Return.BonusId, (given - Return.Bonus).ToProto());
        }

        message.Lines.Add(
            from line in reclaimed.Before.Lines
            let missing = reclaimed.Shortfall.Units.GetValueOrDefault(line.LineId)
            where missing > 0
            let kept = Return.Lines.First(after => after.LineId == line.LineId).RefundAmount
            select Line(line with { RefundAmount = line.RefundAmount - kept }, missing, Before.Returned(line.LineId) + Return.Counted(line.LineId)));
        return message;
    }

    private Money FeesOf(Domain.Return goods) => goods.Fees.Aggregate(Money.Zero(Order.CurrencyCode), (sum, fee) => sum + fee.Amount);

    private V1.ReturnedLine Line(ReturnLine line, int quantity, int total) => new()
    {
        LineId = line.LineId,
        Sku = line.Sku,
        Quantity = quantity,
        Measure = line.Measure.ToContract(),
        OrderedQuantity = Order.Line(line.LineId)?.Quantity ?? 0,
        TotalReturnedQuantity = total,
        RefundAmount = line.RefundAmount.ToProto(),
        Reason = line.Reason.ToContract(),
        Resolution = line.Resolution.ToContract(),
    };
}
