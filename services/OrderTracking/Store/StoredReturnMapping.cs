using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What is known of returns, between the domain and the stored form.</summary>
internal static class StoredReturnMapping
{
    /// <summary>As it is stored.</summary>
    public static Stored.OrderReturn ToStored(this OrderReturn known)
    {
        var stored = new Stored.OrderReturn { ReturnId = known.ReturnId, Ended = known.HasEnded };
        stored.Begun.Add(known.Begun, StoredValues.ToStored);
        foreach (var (receiptId, lines) in known.Received)
        {
            var receipt = new Stored.Receipt { ReceiptId = receiptId };
            receipt.Lines.Add(lines, StoredValues.ToStored);
            stored.Received.Add(receipt);
        }

        stored.Resolved = ToStored(known.Resolved);
        stored.Advanced = ToStored(known.Advanced);
        return stored;
    }

    /// <summary>As the domain has it.</summary>
    public static OrderReturn ToDomain(this Stored.OrderReturn stored) => new()
    {
        ReturnId = stored.ReturnId,
        Begun = stored.Begun.ToList(StoredValues.ToDomain),
        HasEnded = stored.Ended,
        Received = stored.Received.ToDictionary(receipt => receipt.ReceiptId, receipt => receipt.Lines.ToList(StoredValues.ToDomain)),
        Resolved = stored.Resolved?.Lines.ToList(ToDomain),
        Advanced = stored.Advanced?.Lines.ToList(ToDomain),
    };

    /// <summary>As it waits for its order.</summary>
    public static Stored.ReturnNews ToStored(this ReturnNews news)
    {
        var stored = new Stored.ReturnNews
        {
            Kind = SameWords.ToContract<ReturnNewsKind, Stored.ReturnNewsKind>(news.Kind),
            OrderId = news.OrderId,
            EventId = news.EventId,
            ReturnId = news.ReturnId,
            EffectiveAt = news.EffectiveAt.ToTicks(),
            Channel = news.Channel.ToContract(),
            Past = news.IsPast,
            Ask = news.Ask is { } ask ? ToStored(ask) : null,
        };
        stored.Lines.Add(news.Lines, ToStored);
        return stored;
    }

    /// <summary>As the order takes it.</summary>
    public static ReturnNews ToDomain(this Stored.ReturnNews stored) => new(
        SameWords.ToDomain<ReturnNewsKind, Stored.ReturnNewsKind>(stored.Kind), stored.OrderId, stored.EventId, stored.ReturnId, stored.EffectiveAt.ToInstant())
    {
        Lines = stored.Lines.ToList(ToDomain),
        Ask = stored.Ask is { } ask ? ToDomain(ask) : null,
        Channel = stored.Channel.ToDomain(),
        IsPast = stored.Past,
    };

    private static Stored.ResolvedUnits? ToStored(IReadOnlyList<ReturnedUnits>? units)
    {
        if (units is null)
        {
            return null;
        }

        var stored = new Stored.ResolvedUnits();
        stored.Lines.Add(units, ToStored);
        return stored;
    }

    private static Stored.ReturnedUnits ToStored(ReturnedUnits units) => new() { LineId = units.LineId, Quantity = units.Quantity, WorthMinor = units.WorthMinor };

    private static ReturnedUnits ToDomain(Stored.ReturnedUnits stored) => new(stored.LineId, stored.Quantity, stored.WorthMinor);

    private static Stored.RefundAsk ToStored(RefundAsk ask) => new()
    {
        RefundId = ask.RefundId,
        Reason = ask.Reason,
        AmountMinor = ask.AmountMinor,
        ReturnId = ask.ReturnId,
        FeesMinor = ask.FeesMinor,
        Credit = ask.IsCredit,
        StoreCredit = ToStored(ask.StoreCredit),
        CashAtTill = ask.IsCashAtTill,
        Past = ask.IsPast,
    };

    private static Stored.StoreCreditAsk? ToStored(StoreCreditAsk? credit)
    {
        if (credit is null)
        {
            return null;
        }

        var stored = new Stored.StoreCreditAsk { AmountMinor = credit.AmountMinor, FeesMinor = credit.FeesMinor };
        stored.LineIds.Add(credit.LineIds);
        return stored;
    }

    private static RefundAsk ToDomain(Stored.RefundAsk stored) => new(stored.RefundId, stored.Reason, stored.AmountMinor)
    {
        ReturnId = stored.ReturnId,
        FeesMinor = stored.FeesMinor,
        IsCredit = stored.Credit,
        StoreCredit = stored.StoreCredit is { } credit ? new StoreCreditAsk(credit.AmountMinor, credit.FeesMinor, [.. credit.LineIds]) : null,
        IsCashAtTill = stored.CashAtTill,
        IsPast = stored.Past,
    };
}
