using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;
using Proto = Omnichannel.Orders.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>The money of an order, from the domain's terms to the contract's.</summary>
public static class PaymentMapping
{
    /// <summary>A customer's means of payment, the default first.</summary>
    /// <param name="saved">All of them.</param>
    /// <param name="now">Tells which have expired.</param>
    /// <param name="withReferences">Whether with what the provider knows them by.</param>
    public static IEnumerable<Proto.SavedTender> ToProto(this SavedTenders saved, DateTimeOffset now, bool withReferences) => saved.All.Select((tender, i) => new Proto.SavedTender
    {
        TenderId = tender.TenderId,
        Kind = tender.Kind.ToContract(),
        Reference = withReferences ? tender.Reference : "",
        Brand = tender.Brand,
        LastFour = tender.LastFour,
        ExpiryMonth = tender.ExpiryMonth,
        ExpiryYear = tender.ExpiryYear,
        Expired = tender.IsExpired(now),
        IsDefault = i == 0,
    });

    /// <summary>The ledger of an answer.</summary>
    public static Proto.OrderPayments ToPayments(this Order order)
    {
        var ledger = new PaymentLedger(order.Sale, order.Money);
        var currency = order.Sale.CurrencyCode;
        var result = new Proto.OrderPayments
        {
            OrderId = order.OrderId,
            Cost = ledger.CostMinor.ToMoney(currency),
            Authorised = ledger.Tenders.Sum(tender => tender.AuthorisedMinor).ToMoney(currency),
            Captured = ledger.CapturedMinor.ToMoney(currency),
            GivenBack = ledger.GivenBackMinor.ToMoney(currency),
            Due = ledger.DueMinor.ToMoney(currency),
            Rounding = ledger.RoundingMinor.ToMoney(currency),
        };
        result.Tenders.AddRange(ledger.Tenders.Select(tender => ToProto(tender, currency)));
        result.Refunds.AddRange(order.Money.Refunds.Select((refund, i) => ToProto(order, refund, i + 1)));
        result.Charges.AddRange(order.Money.Charges.Select((charge, i) => new Proto.Charge
        {
            InstructionId = new InstructionId(order.OrderId, InstructionKind.Charge, i + 1).Text,
            Amount = charge.AmountMinor.ToMoney(currency),
            Kind = charge.Kind.ToContract(),
            Reference = charge.Reference,
            RequestedAt = charge.At.ToTimestamp(),
            State = charge.State.ToContract(),
            FailureReason = charge.FailureReason,
        }));
        result.Voids.AddRange(order.Money.Payments.Select((payment, i) => (Payment: payment, Number: i + 1)).Where(each => each.Payment.Release is not null).Select(each => new Proto.Void
        {
            PaymentId = each.Payment.PaymentId,
            Hold = each.Payment.Release!.Source.ToProto(currency),
            State = each.Payment.Release.State.ToContract(),
            Tries = each.Payment.Release.Tries.Count,
            NextTryAt = each.Payment.Release.NextTryAt.ToTimestamp(),
            FailureReason = each.Payment.Release.Tries[^1].FailureReason,
            InstructionId = new InstructionId(order.OrderId, InstructionKind.Void, each.Number, Try: each.Payment.Release.Tries.Count).Text,
        }));
        return result;
    }

    /// <summary>An instruction.</summary>
    internal static Proto.RefundInstruction ToProto(this RefundInstruction instruction, string currency) => new()
    {
        InstructionId = instruction.Id.Text,
        Tender = instruction.To.ToProto(currency),
        Source = instruction.Source == instruction.To ? null : instruction.Source.ToProto(currency),
    };

    private static Proto.TenderBalance ToProto(TenderBalance tender, string currency) => new()
    {
        Kind = tender.Kind.ToContract(),
        Reference = tender.Reference,
        Authorised = tender.AuthorisedMinor.ToMoney(currency),
        Captured = tender.CapturedMinor.ToMoney(currency),
        BeingRefunded = tender.BeingRefundedMinor.ToMoney(currency),
        Refunded = tender.RefundedMinor.ToMoney(currency),
        Failed = tender.FailedMinor.ToMoney(currency),
        Left = tender.LeftMinor.ToMoney(currency),
    };

    private static Proto.Refund ToProto(Order order, Refund refund, int number)
    {
        var currency = order.Sale.CurrencyCode;
        var result = new Proto.Refund
        {
            RefundId = refund.RefundId,
            Reason = refund.Reason,
            ReturnId = refund.ReturnId,
            State = refund.State.ToContract(),
            Amount = refund.AmountMinor.ToMoney(currency),
            Rounding = refund.RoundingMinor.ToMoney(currency),
            RequestedAt = refund.At.ToTimestamp(),
        };
        result.Parts.AddRange(refund.Parts.Select((part, i) => new Proto.RefundPart
        {
            Source = part.Source.ToProto(currency),
            To = part.To.ToProto(currency),
            State = part.State.ToContract(),
            AtTill = part.IsAtTill,
            Tries = part.Tries.Count,
            NextTryAt = part.NextTryAt.ToTimestamp(),
            FailureReason = part.Tries[^1].FailureReason,
            InstructionId = new InstructionId(order.OrderId, InstructionKind.Refund, number, i + 1, part.Tries.Count).Text,
        }));
        return result;
    }
}
