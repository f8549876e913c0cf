using Omnichannel.Platform.Domain;

namespace Omnichannel.SupportContext.Domain;

/// <summary>What an entry is about.</summary>
public enum EntryKind
{
    None = 0,
    Cart = 1,
    Order = 2,
    Delivery = 3,
    Promise = 4,
    Return = 5,
    Refund = 6,
    Points = 7,
    Message = 8,
    Consent = 9,
    Identity = 10,
    Touchpoint = 11,
}

/// <summary>One thing that happened. The set of a customer's entries is the whole state of this service about them; everything else is computed from it.</summary>
public sealed record Entry
{
    /// <summary>The event's id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is, as the event says.</summary>
    public required string Owner { get; init; }

    /// <summary>Area and message name, for example <c>orders.OrderPlaced</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was learned.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Where.</summary>
    public SalesChannel Channel { get; init; }

    /// <summary>Imported from elsewhere.</summary>
    public bool IsHistorical { get; init; }

    /// <summary>The store where it happened; empty when in none.</summary>
    public string StoreId { get; init; } = "";

    /// <summary>The cart, order, return, message or member that it is about.</summary>
    public string SubjectId { get; init; } = "";

    /// <summary>The aggregate's version after the event.</summary>
    public long Version { get; init; }

    /// <summary>Order of learning.</summary>
    public long Sequence { get; init; }

    /// <summary>Amounts, numbers and codes.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>What is said about events of this name.</summary>
    public EventForm Form => EventCatalogue.Find(Name);

    /// <summary>Whether the customer did this, as opposed to us, a carrier or a clock.</summary>
    public bool IsByCustomer => Channel != SalesChannel.None && Form.Doer switch
    {
        Doer.Customer => true,
        Doer.CustomerInStore => Channel == SalesChannel.Store,
        _ => false,
    };

    /// <summary>A fact, or empty.</summary>
    public string Fact(string name) => Facts.GetValueOrDefault(name, "");

    /// <summary>A numeric fact, or 0.</summary>
    public long Number(string name) =>
        Facts.TryGetValue(name, out var text) && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>An instant among the facts.</summary>
    public DateTimeOffset? Instant(string name) =>
        Facts.TryGetValue(name, out var text)
        && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind, out var at) ? at : null;

    /// <summary>A fact that is an amount, stored as <c>{name}_minor</c> beside <c>currency_code</c>.</summary>
    public Money? Amount(string name) =>
        Facts.ContainsKey(name + FactNames.MinorSuffix) && Facts.TryGetValue(FactNames.Currency, out var currency)
            ? new Money(currency, Number(name + FactNames.MinorSuffix))
            : null;

    /// <summary>The order of a timeline: time, then cause before effect, then id. It depends on nothing but the entries themselves.</summary>
    public static int Compare(Entry left, Entry right)
    {
        var order = left.OccurredAt.CompareTo(right.OccurredAt);
        order = order != 0 ? order : left.Form.Rank.CompareTo(right.Form.Rank);
        return order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
    }
}

/// <summary>Names of facts that the fold reads. Other facts are only shown.</summary>
public static class FactNames
{
    public const string MinorSuffix = "_minor";
    public const string Currency = "currency_code";
    public const string ItemCount = "item_count";
    public const string Measure = "measure";
    public const string Due = "due";
    public const string PromiseState = "promise_state";
    public const string PromiseId = "promise_id";
    public const string PromiseZone = "promise_zone";
    public const string PromisedFrom = "promised_from";
    public const string PromisedUntil = "promised_until";
}

/// <summary>Whose an entry is: a customer's or guest's id, or what else its event names.</summary>
public static class EntryOwner
{
    /// <summary>The owner of entries that are known by a contact only.</summary>
    public static string Contact(string contactId) => $"contact/{contactId}";

    /// <summary>The owner of entries that are known by an order only.</summary>
    public static string Order(string orderId) => $"order/{orderId}";

    /// <summary>Whether it is a customer or guest: their ids have no slash.</summary>
    public static bool IsPerson(string owner) => !owner.Contains('/', StringComparison.Ordinal);
}
