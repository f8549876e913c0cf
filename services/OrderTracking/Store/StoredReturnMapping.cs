using Omnichannel.OrderTracking.Domain;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What is known of returns, between the domain and the stored form.</summary>
internal static class StoredReturnMapping
{
    /// <summary>As it is stored.</summary>
    public static Stored.OrderReturn ToStored(this OrderReturn known)
    {
        var stored = new Stored.OrderReturn { ReturnId = known.ReturnId };
        foreach (var (receiptId, lines) in known.Received)
        {
            var receipt = new Stored.Receipt { ReceiptId = receiptId };
            receipt.Lines.Add(lines, StoredValues.ToStored);
            stored.Received.Add(receipt);
        }

        if (known.Resolved is { } resolved)
        {
            stored.Resolved = new Stored.Units();
            stored.Resolved.Lines.Add(resolved, StoredValues.ToStored);
        }

        return stored;
    }

    /// <summary>As the domain has it.</summary>
    public static OrderReturn ToDomain(this Stored.OrderReturn stored) => new()
    {
        ReturnId = stored.ReturnId,
        Received = stored.Received.ToDictionary(receipt => receipt.ReceiptId, receipt => receipt.Lines.ToList(StoredValues.ToDomain)),
        Resolved = stored.Resolved?.Lines.ToList(StoredValues.ToDomain),
    };

    /// <summary>As it waits for its order.</summary>
    public static Stored.ReturnNews ToStored(this ReturnNews news)
    {
        var stored = new Stored.ReturnNews
        {
            OrderId = news.OrderId,
            EventId = news.EventId,
            ReturnId = news.ReturnId,
            Resolution = news.IsResolution,
            EffectiveAt = news.EffectiveAt.ToTicks(),
            Ask = news.Ask is { } ask ? ToStored(ask) : null,
        };
        stored.Lines.Add(news.Lines, StoredValues.ToStored);
        return stored;
    }

    /// <summary>As the order takes it.</summary>
    public static ReturnNews ToDomain(this Stored.ReturnNews stored) => new(
        stored.OrderId,
        stored.EventId,
        stored.ReturnId,
        stored.Resolution,
        stored.EffectiveAt.ToInstant(),
        stored.Lines.ToList(StoredValues.ToDomain),
        stored.Ask is { } ask ? ToDomain(ask) : null);

    private static Stored.RefundAsk ToStored(RefundAsk ask) => new()
    {
        RefundId = ask.RefundId,
        Reason = ask.Reason,
        AmountMinor = ask.AmountMinor,
        ReturnId = ask.ReturnId,
        Credit = ask.IsCredit,
        To = ask.To?.ToStored(),
        CashAtTill = ask.IsCashAtTill,
        Past = ask.IsPast,
    };

    private static RefundAsk ToDomain(Stored.RefundAsk stored) => new(stored.RefundId, stored.Reason, stored.AmountMinor)
    {
        ReturnId = stored.ReturnId,
        IsCredit = stored.Credit,
        To = stored.To?.ToDomain(),
        IsCashAtTill = stored.CashAtTill,
        IsPast = stored.Past,
    };
}
