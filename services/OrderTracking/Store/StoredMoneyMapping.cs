using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Payments and refunds, between the domain and the stored form.</summary>
internal static class StoredMoneyMapping
{
    /// <summary>As it is stored.</summary>
    public static Stored.OrderMoney ToStored(this OrderMoney money)
    {
        var stored = new Stored.OrderMoney();
        stored.Payments.Add(money.Payments, ToStored);
        stored.Credits.Add(money.Credits, credit => new Stored.Credit { CreditId = credit.CreditId, AmountMinor = credit.AmountMinor });
        stored.Refunds.Add(money.Refunds, ToStored);
        stored.Charges.Add(money.Charges, ToStored);
        return stored;
    }

    /// <summary>As the domain has it.</summary>
    public static OrderMoney ToDomain(this Stored.OrderMoney stored) => new()
    {
        Payments = stored.Payments.ToList(ToDomain),
        Credits = stored.Credits.ToList(credit => new Credit(credit.CreditId, credit.AmountMinor)),
        Refunds = stored.Refunds.ToList(ToDomain),
        Charges = stored.Charges.ToList(ToDomain),
    };

    /// <summary>As they are stored.</summary>
    public static Stored.SavedTenders ToStored(this SavedTenders saved)
    {
        var stored = new Stored.SavedTenders();
        stored.All.Add(saved.All, ToStored);
        return stored;
    }

    /// <summary>As the domain has them.</summary>
    public static SavedTenders ToDomain(this Stored.SavedTenders stored) => new(stored.All.ToList(ToDomain));

    private static Stored.SavedTender ToStored(SavedTender tender) => new()
    {
        TenderId = tender.TenderId,
        Kind = tender.Kind.ToContract(),
        Reference = tender.Reference,
        Brand = tender.Brand,
        LastFour = tender.LastFour,
        ExpiryMonth = tender.ExpiryMonth,
        ExpiryYear = tender.ExpiryYear,
    };

    private static SavedTender ToDomain(Stored.SavedTender stored) => new()
    {
        TenderId = stored.TenderId,
        Kind = stored.Kind.ToDomain(),
        Reference = stored.Reference,
        Brand = stored.Brand,
        LastFour = stored.LastFour,
        ExpiryMonth = stored.ExpiryMonth,
        ExpiryYear = stored.ExpiryYear,
    };

    private static Stored.Payment ToStored(Payment payment) => new()
    {
        PaymentId = payment.PaymentId,
        Kind = payment.Kind.ToContract(),
        Reference = payment.Reference,
        AuthorisedMinor = payment.AuthorisedMinor,
        CapturedMinor = payment.CapturedMinor,
        RoundingMinor = payment.RoundingMinor,
        Voided = payment.IsVoided,
        At = payment.At.ToTicks(),
        Release = payment.Release is { } release ? ToStored(release) : null,
    };

    private static Payment ToDomain(Stored.Payment stored) => new()
    {
        PaymentId = stored.PaymentId,
        Kind = stored.Kind.ToDomain(),
        Reference = stored.Reference,
        AuthorisedMinor = stored.AuthorisedMinor,
        CapturedMinor = stored.CapturedMinor,
        RoundingMinor = stored.RoundingMinor,
        IsVoided = stored.Voided,
        At = stored.At.ToInstant(),
        Release = stored.Release is { } release ? ToDomain(release) : null,
    };

    private static Stored.Refund ToStored(Refund refund)
    {
        var stored = new Stored.Refund
        {
            RefundId = refund.RefundId,
            Reason = refund.Reason,
            ReturnId = refund.ReturnId,
            At = refund.At.ToTicks(),
            AmountMinor = refund.AmountMinor,
            RoundingMinor = refund.RoundingMinor,
        };
        stored.Parts.Add(refund.Parts, ToStored);
        return stored;
    }

    private static Refund ToDomain(Stored.Refund stored) => new()
    {
        RefundId = stored.RefundId,
        Reason = stored.Reason,
        ReturnId = stored.ReturnId,
        At = stored.At.ToInstant(),
        AmountMinor = stored.AmountMinor,
        RoundingMinor = stored.RoundingMinor,
        Parts = stored.Parts.ToList(ToDomain),
    };

    private static Stored.RefundPart ToStored(RefundPart part)
    {
        var stored = new Stored.RefundPart { Source = part.Source.ToStored(), AtTill = part.IsAtTill, FirstTry = part.FirstTry, NextTryAt = part.NextTryAt.ToTicks() };
        stored.Tries.Add(part.Tries, ToStored);
        return stored;
    }

    private static RefundPart ToDomain(Stored.RefundPart stored) => new()
    {
        Source = stored.Source.ToDomain(),
        IsAtTill = stored.AtTill,
        Tries = stored.Tries.ToList(ToDomain),
        FirstTry = stored.FirstTry,
        NextTryAt = stored.NextTryAt.ToInstant(),
    };

    private static Stored.RefundTry ToStored(RefundTry tried) => new()
    {
        Kind = tried.Kind.ToContract(),
        Reference = tried.Reference,
        At = tried.At.ToTicks(),
        State = tried.State.ToContract(),
        ResultAt = tried.ResultAt.ToTicks(),
        FailureReason = tried.FailureReason,
    };

    private static RefundTry ToDomain(Stored.RefundTry stored) => new()
    {
        Kind = stored.Kind.ToDomain(),
        Reference = stored.Reference,
        At = stored.At.ToInstant(),
        State = stored.State.ToDomain(),
        ResultAt = stored.ResultAt.ToInstant(),
        FailureReason = stored.FailureReason,
    };

    private static Stored.Charge ToStored(Charge charge) => new()
    {
        AmountMinor = charge.AmountMinor,
        Kind = charge.Kind.ToContract(),
        Reference = charge.Reference,
        At = charge.At.ToTicks(),
        State = charge.State.ToContract(),
        FailureReason = charge.FailureReason,
    };

    private static Charge ToDomain(Stored.Charge stored) => new()
    {
        AmountMinor = stored.AmountMinor,
        Kind = stored.Kind.ToDomain(),
        Reference = stored.Reference,
        At = stored.At.ToInstant(),
        State = stored.State.ToDomain(),
        FailureReason = stored.FailureReason,
    };
}
