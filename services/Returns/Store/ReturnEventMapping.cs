using Google.Protobuf;
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
            unit.Publish(Return.ReturnId, Return.Version - events.Count + 1 + i, ToProto(events[i]), At);
        }
    }

    private IMessage ToProto(ReturnEvent happened)
    {
        var message = Body(happened);
        Fill(message, "origin", (Types.V1.Origin)(int)Return.Origin);
        Fill(message, "effective_at", At.ToProto());
        Fill(message, "channel", (Types.V1.Channel)(int)By.Channel);
        Fill(message, "return_id", Return.ReturnId);
        Fill(message, "rma_code", Return.RmaCode);
        Fill(message, "order_id", Order.OrderId);
        Fill(message, "order_number", Order.OrderNumber);
        Fill(message, "customer_id", Order.CustomerId);
        Fill(message, "guest_id", Order.GuestId);
        Fill(message, "contact_id", Order.ContactId);
        return message;
    }

    // What every event of this topic carries, as far as its message has the field.
    private static void Fill(IMessage message, string field, object value) => message.Descriptor.FindFieldByName(field)?.Accessor.SetValue(message, value);

    private IMessage Body(ReturnEvent happened) => happened switch
    {
        Requested requested => ToProto(requested),
        Approved approved => new V1.ReturnApproved { Automatic = approved.IsAutomatic, ReceiveUntil = Return.ReceiveUntil.ToProto() },
        Declined declined => new V1.ReturnDeclined { Reason = declined.Reason },
        Cancelled => new V1.ReturnCancelled(),
        Expired => new V1.ReturnExpired(),
        Posted posted => new V1.ReturnInTransit { Parcel = posted.Parcel.ToProto() },
        Received received => ToProto(received),
        Inspected inspected => ToProto(inspected),
        Resolved resolved => ToProto(resolved),
        Closed => new V1.ReturnClosed(),
        RefundAsked asked => ToProto(asked),
        RefundDone done => new V1.RefundCompleted { RefundId = done.RefundId, Amount = done.Amount.ToProto() },
        RefundRefused refused => new V1.RefundFailed { RefundId = refused.RefundId, Amount = refused.Amount.ToProto(), Reason = refused.Reason },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An event without a message."),
    };

    private V1.ReturnRequested ToProto(Requested requested)
    {
        var message = new V1.ReturnRequested
        {
            Resolution = (V1.Resolution)(int)Return.Resolution, RequiresApproval = requested.RequiresApproval, StoreId = By.StoreId,
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
            select Line(line, quantity, Before.Returned(line.LineId)));
        return message;
    }

    private V1.ReturnInspected ToProto(Inspected inspected)
    {
        var message = new V1.ReturnInspected { StoreId = By.StoreId };
        message.Inspections.Add(inspected.Inspections.Select(inspection => (inspection with { Note = "" }).ToProto()));
        return message;
    }

    private V1.ReturnResolved ToProto(Resolved resolved)
    {
        var message = new V1.ReturnResolved
        {
            ExternalId = Return.ExternalId,
            Resolution = (V1.Resolution)(int)Return.Resolution,
            RefundAmount = Return.RefundAmount.ToProto(),
            RefundId = Return.Refund?.RefundId ?? "",
            StoreId = By.StoreId,
            RequestedChannel = (Types.V1.Channel)(int)Return.RequestedBy.Channel,
        };
        message.Lines.Add(
            from line in Return.Lines
            let counted = Return.Counted(line.LineId)
            where counted > 0
            select Line(line, counted, resolved.TotalReturned[line.LineId]));
        return message;
    }

    private static V1.RefundRequested ToProto(RefundAsked asked)
    {
        var message = new V1.RefundRequested { RefundId = asked.RefundId, Amount = asked.Amount.ToProto() };
        message.Tenders.Add(asked.Tenders.Select(tender => tender.ToProto()));
        return message;
    }

    private V1.ReturnedLine Line(ReturnLine line, int quantity, int total) => new()
    {
        LineId = line.LineId,
        Sku = line.Sku,
        Quantity = quantity,
        OrderedQuantity = Order.Line(line.LineId)?.Quantity ?? 0,
        TotalReturnedQuantity = total,
        RefundAmount = line.RefundAmount.ToProto(),
        Reason = (V1.ReturnReason)(int)line.Reason,
    };
}
