using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Role = Omnichannel.Types.V1.Role;

namespace Omnichannel.Returns.Store;

/// <summary>Returns of the contract, which are also what is stored, and of the domain.</summary>
public static class ReturnMapping
{
    /// <summary>What is stored: all but what the order says.</summary>
    public static V1.Return ToProto(this Return from)
    {
        var result = new V1.Return
        {
            ReturnId = from.ReturnId,
            RmaCode = from.RmaCode,
            Source = from.Source,
            ExternalId = from.ExternalId,
            OrderId = from.OrderId,
            Origin = from.Origin.ToContract(),
            State = from.State.ToContract(),
            Method = from.Method.ToContract(),
            RefundAmount = from.RefundAmount.ToProto(),
            Refund = from.Refund is { } refund ? ToProto(refund) : null,
            DeclineReason = from.DeclineReason,
            RequestedBy = ToProto(from.RequestedBy),
            ResolvedBy = from.ResolvedBy is { } actor ? ToProto(actor) : null,
            RequestedAt = from.RequestedAt.ToProto(),
            ApprovedAt = from.ApprovedAt.ToProto(),
            ReceivedAt = from.ReceivedAt.ToProto(),
            ResolvedAt = from.ResolvedAt.ToProto(),
            ClosedAt = from.ClosedAt.ToProto(),
            ReceiveUntil = from.ReceiveUntil.ToProto(),
            LateReason = from.LateReason,
            Exception = from.Exception is { } exception ? ToProto(exception) : null,
            ApproveBy = from.ApproveBy.ToProto(),
            Parcel = from.Parcel is { } parcel ? parcel.ToProto() : null,
            Shortfall = from.Shortfall?.ToProto(),
            Version = from.Version,
            WithdrawalId = from.WithdrawalId,
            DeliveryRefund = from.DeliveryRefund?.ToProto(),
            ReleasedAt = from.ReleasedAt.ToProto(),
            StoreCreditAmount = from.StoreCredit.ToProto(),
            StoreCreditBonus = from.Bonus.AmountMinor > 0 || from.BonusGiven is not null
                ? new V1.StoreCreditBonus { Amount = from.Bonus.ToProto(), Given = from.BonusGiven is not null }
                : null,
        };
        result.ReverseDeliveries.Add(from.Deliveries.Select(delivery => delivery.ToProto()));
        result.Lines.Add(from.Lines.Select(ToProto));
        result.Fees.Add(from.Fees.Select(fee => fee.ToProto()));
        return result;
    }

    /// <summary>The answer to a caller: with what the order says.</summary>
    public static V1.Return ToAnswer(this Return from, Order order) => from.ToProto().Of(order);

    /// <summary>Adds what the order says: its owner may have become known since.</summary>
    public static V1.Return Of(this V1.Return answer, Order order)
    {
        answer.OrderNumber = order.OrderNumber;
        answer.CustomerId = order.CustomerId;
        answer.GuestId = order.GuestId;
        answer.Market = order.Market;
        return answer;
    }

    /// <summary>The return that was stored.</summary>
    public static Return ToDomain(this V1.Return from)
    {
        var currency = from.RefundAmount.CurrencyCode;
        return new Return
        {
            ReturnId = from.ReturnId,
            RmaCode = from.RmaCode,
            Source = from.Source,
            ExternalId = from.ExternalId,
            OrderId = from.OrderId,
            Origin = from.Origin.ToDomain(),
            State = from.State.ToDomain(),
            Lines = [.. from.Lines.Select(line => ToDomain(line, currency))],
            Method = from.Method.ToDomain(),
            RefundAmount = from.RefundAmount.ToDomain(currency),
            Fees = [.. from.Fees.Select(fee => new FeeCharge(fee.Code, fee.Amount.ToDomain(currency), fee.RuleId) { CreditMinor = fee.StoreCreditAmount?.AmountMinor ?? 0 })],
            Refund = from.Refund is { } refund ? ToDomain(refund, currency) : null,
            DeclineReason = from.DeclineReason,
            RequestedBy = ToDomain(from.RequestedBy),
            ResolvedBy = from.ResolvedBy is { } actor ? ToDomain(actor) : null,
            RequestedAt = from.RequestedAt.ToInstant(),
            ApprovedAt = from.ApprovedAt.ToInstantOrNull(),
            ReceivedAt = from.ReceivedAt.ToInstantOrNull(),
            ResolvedAt = from.ResolvedAt.ToInstantOrNull(),
            ClosedAt = from.ClosedAt.ToInstantOrNull(),
            ReceiveUntil = from.ReceiveUntil.ToInstantOrNull(),
            LateReason = from.LateReason,
            Exception = from.Exception is { } exception
                ? new StaffException(exception.Reason, [.. exception.Kinds.Select(kind => kind.ToDomain())], ToDomain(exception.By)) : null,
            ApproveBy = from.ApproveBy.ToInstantOrNull(),
            Parcel = from.Parcel?.ToDomain(),
            Deliveries = [.. from.ReverseDeliveries.Select(delivery => delivery.ToDomain())],
            Shortfall = from.Shortfall?.ToDomain(currency),
            Version = from.Version,
            WithdrawalId = from.WithdrawalId,
            DeliveryRefund = from.DeliveryRefund is { } delivery ? delivery.ToDomain(currency) : null,
            ReleasedAt = from.ReleasedAt.ToInstantOrNull(),
            BonusGiven = from.StoreCreditBonus is { Given: true } bonus ? bonus.Amount.ToDomain(currency) : null,
        };
    }

    /// <summary>An inspection as the domain has it.</summary>
    public static Inspection ToDomain(this V1.Inspection from) => new(
        from.LineId, from.Quantity, from.Grade.ToDomain(), from.Disposition.ToDomain(), from.Note)
    {
        DiminishedMinor = from.DiminishedValue?.AmountMinor ?? 0,
    };

    /// <summary>An inspection as the contract has it.</summary>
    public static V1.Inspection ToProto(this Inspection from, string currencyCode) => new()
    {
        LineId = from.LineId, Quantity = from.Quantity, Grade = from.Grade.ToContract(), Disposition = from.Disposition.ToContract(), Note = from.Note,
        DiminishedValue = from.DiminishedMinor > 0 ? new Money(currencyCode, from.DiminishedMinor).ToProto() : null,
    };

    /// <summary>An answer as the domain has it.</summary>
    public static ReturnAnswer ToDomain(this V1.ReturnAnswer from) => new(from.QuestionId, from.Text);

    /// <summary>A parcel as the contract has it.</summary>
    public static V1.ReturnParcel ToProto(this ReturnParcel from) => new()
    {
        CarrierCode = from.CarrierCode, TrackingNumber = from.TrackingNumber, PostedAt = from.PostedAt.ToProto(),
    };

    /// <summary>A fee that is taken off, as the contract has it.</summary>
    public static V1.FeeCharge ToProto(this FeeCharge fee) => new()
    {
        Code = fee.Code, Amount = fee.Amount.ToProto(), RuleId = fee.RuleId, StoreCreditAmount = (fee.Amount with { AmountMinor = fee.CreditMinor }).ToProto(),
    };

    /// <summary>A parcel as the domain has it.</summary>
    public static ReturnParcel ToDomain(this V1.ReturnParcel from) => new(from.CarrierCode, from.TrackingNumber, from.PostedAt.ToInstant());

    /// <summary>A decision as the contract has it.</summary>
    public static V1.PolicyDecision ToProto(this PolicyDecision from) => new() { PolicyId = from.PolicyId, PolicyVersion = from.PolicyVersion, RuleId = from.RuleId };

    private static V1.ReturnLine ToProto(ReturnLine from)
    {
        var result = new V1.ReturnLine
        {
            LineId = from.LineId,
            Sku = from.Sku,
            Title = from.Title,
            Quantity = from.Quantity,
            Measure = from.Measure.ToContract(),
            ReceivedQuantity = from.Received,
            ClaimedQuantity = from.Claimed,
            ReleasedQuantity = from.Released,
            Reason = from.Reason.ToContract(),
            Condition = from.Condition.ToContract(),
            Resolution = from.Resolution.ToContract(),
            DonationPurpose = from.DonationPurpose,
            StoreCreditBonusPercent = from.BonusPercent.PercentText(),
            Comment = from.Comment,
            RefundAmount = from.RefundAmount.ToProto(),
            Decision = from.Decision?.ToProto(),
            DeadlineAt = from.DeadlineAt.ToProto(),
            RequiresApproval = from.RequiresApproval,
        };
        result.PhotoIds.Add(from.Photos);
        result.Answers.Add(from.Answers.Select(answer => new V1.ReturnAnswer { QuestionId = answer.QuestionId, Text = answer.Text }));
        result.Repairs.Add(from.Repairs.Select(ToProto));
        result.Inspections.Add(from.Inspections.Select(inspection => ToProto(inspection, from.RefundAmount.CurrencyCode)));
        return result;
    }

    private static ReturnLine ToDomain(V1.ReturnLine from, string currency) => new(
        from.LineId, from.Sku, from.Title, from.Quantity, from.ReceivedQuantity, from.Reason.ToDomain(), from.Comment, from.RefundAmount.ToDomain(currency),
        [.. from.Inspections.Select(ToDomain)],
        from.Decision is { } decision ? new PolicyDecision(decision.PolicyId, decision.PolicyVersion, decision.RuleId) : null,
        from.DeadlineAt.ToInstantOrNull(), from.RequiresApproval)
    {
        Resolution = from.Resolution.ToDomain(),
        DonationPurpose = from.DonationPurpose,
        BonusPercent = PolicyMapping.Percent(from.StoreCreditBonusPercent),
        Repairs = [.. from.Repairs.Select(ToDomain)],
        Measure = from.Measure.ToDomain(),
        Condition = from.Condition.ToDomain(),
        Photos = [.. from.PhotoIds],
        Answers = [.. from.Answers.Select(ToDomain)],
        Claimed = from.ClaimedQuantity,
        Released = from.ReleasedQuantity,
    };

    private static V1.StaffException ToProto(StaffException from) =>
        new() { Reason = from.Reason, Kinds = { from.Kinds.Select(kind => kind.ToContract()) }, By = ToProto(from.By) };

    private static V1.Repair ToProto(Repair from) => new()
    {
        Quantity = from.Quantity, Outcome = from.Outcome.ToContract(), Note = from.Note, Parcel = from.Parcel?.ToProto(), At = from.At.ToProto(),
    };

    private static Repair ToDomain(V1.Repair from) => new(from.Quantity, from.Outcome.ToDomain(), from.Note, from.Parcel?.ToDomain(), from.At.ToInstant());

    private static V1.Refund ToProto(Refund from)
    {
        var result = new V1.Refund
        {
            RefundId = from.RefundId, State = from.State.ToContract(), Amount = from.Amount.ToProto(), FailureReason = from.FailureReason,
            RequestedAt = from.RequestedAt.ToProto(), CompletedAt = from.CompletedAt.ToProto(), CashAtTill = from.CashAtTill.ToProto(),
            Rounding = (from.Amount with { AmountMinor = from.RoundingMinor }).ToProto(),
            Trigger = from.Trigger.ToContract(),
        };
        result.Tenders.Add(from.Tenders.Select(tender => tender.ToProto()));
        return result;
    }

    private static Refund ToDomain(V1.Refund from, string currency) => new(
        from.RefundId, from.State.ToDomain(), from.Amount.ToDomain(currency), [.. from.Tenders.Select(tender => tender.ToDomain(currency))],
        from.CashAtTill.ToDomain(currency), from.FailureReason, from.RequestedAt.ToInstant(), from.CompletedAt.ToInstantOrNull())
    {
        RoundingMinor = from.Rounding?.AmountMinor ?? 0,
        Trigger = from.Trigger.ToDomain(),
    };

    /// <summary>Who did something, as the contract has it.</summary>
    public static Types.V1.Actor ToProto(this Actor from) => new()
    {
        SubjectId = from.SubjectId, Role = from.Role.ToContract(), Channel = from.Channel.ToContract(), StoreId = from.StoreId, ActingId = from.ActingId,
    };

    /// <summary>Who did something, as the domain has it.</summary>
    public static Actor ToDomain(this Types.V1.Actor from) => new(from.SubjectId, from.Role.ToDomain(), from.Channel.ToDomain(), from.StoreId, from.ActingId);
}
