using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>No such subscription, or none that is the caller's to see.</summary>
public sealed record SubscriptionNotFound() : Refusal(RefusalKind.NotFound, "SUBSCRIPTION_NOT_FOUND", "There is no such subscription for this caller.");

/// <summary>Too many of them.</summary>
public sealed record SubscriptionLimit() : Refusal(RefusalKind.Exhausted, "SUBSCRIPTION_LIMIT", "An owner has at most 200 waiting subscriptions.");

/// <summary>An agent asks for somebody, and tells how they are reached.</summary>
public sealed record ContactNotYours() : Refusal(
    RefusalKind.Forbidden, "CONTACT_NOT_YOURS", "The owner alone says here how to be reached; an agent changes a contact by Messaging's PutContact.");

/// <summary>There is nothing to wait for.</summary>
public sealed record ItemInStock() : Refusal(RefusalKind.Precondition, "ITEM_IN_STOCK", "The item can be had at the place.");

/// <summary>There is nothing to wait for.</summary>
public sealed record PriceReached() : Refusal(RefusalKind.Precondition, "PRICE_REACHED", "The price is not above the threshold.");
