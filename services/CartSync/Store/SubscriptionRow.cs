using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>A subscription as it is stored.</summary>
internal sealed record SubscriptionRow
{
    public const string Columns =
        """
        subscription_id as Id, owner_id as OwnerId, owner_is_guest as OwnerIsGuest, contact_id as ContactId, kind as Kind, state as State, sku as Sku, options as Options,
        market as Market, place as Place, threshold_price as ThresholdPrice, reference_price as ReferencePrice, currency as Currency, channel as Channel,
        created_at as CreatedAt, ended_at as EndedAt, is_outdated as IsOutdated, version as Version
        """;

    private const string StorePrefix = "store:";

    public string Id { get; init; } = "";

    public string OwnerId { get; init; } = "";

    public long OwnerIsGuest { get; init; }

    public string ContactId { get; init; } = "";

    public long Kind { get; init; }

    public long State { get; init; }

    public string Sku { get; init; } = "";

    public string Options { get; init; } = "";

    public string Market { get; init; } = "";

    public string Place { get; init; } = "";

    public string ThresholdPrice { get; init; } = "";

    public string ReferencePrice { get; init; } = "";

    public string Currency { get; init; } = "";

    public string Channel { get; init; } = "";

    public long CreatedAt { get; init; }

    public long EndedAt { get; init; }

    public long IsOutdated { get; init; }

    public long Version { get; init; }

    public static string ToText(ItemPlace place) => place switch
    {
        ItemPlace.Store store => StorePrefix + store.StoreId,
        ItemPlace.Shipping => "shipping",
        _ => "anywhere",
    };

    public ItemSubscription ToDomain() => new()
    {
        Id = Id,
        OwnerId = OwnerId,
        OwnerIsGuest = OwnerIsGuest != 0,
        ContactId = ContactId,
        Kind = (SubscriptionKind)Kind,
        State = (SubscriptionState)State,
        Sku = Sku,
        Options = OptionText.Read(Options),
        Market = Market,
        Place = Place.StartsWith(StorePrefix, StringComparison.Ordinal) ? new ItemPlace.Store(Place[StorePrefix.Length..])
            : Place == "shipping" ? new ItemPlace.Shipping() : ItemPlace.Any,
        Threshold = Price(ThresholdPrice),
        Reference = Price(ReferencePrice),
        Channel = EnumNames.Read<SalesChannel>(Channel),
        CreatedAt = Instants.FromMicros(CreatedAt),
        EndedAt = EndedAt == 0 ? null : Instants.FromMicros(EndedAt),
        IsOutdated = IsOutdated != 0,
        Version = Version,
    };

    private UnitPrice? Price(string text) => text.Length == 0 ? null : UnitPrice.Parse(Currency, text);
}
