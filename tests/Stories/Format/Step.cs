using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Omnichannel.Cart.V1;

namespace Omnichannel.Stories.Format;

/// <summary>One thing that happens. The first group is the device's to do, the second the server's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EditStep), "edit")]
[JsonDerivedType(typeof(SyncStep), "sync")]
[JsonDerivedType(typeof(TryStep), "try")]
[JsonDerivedType(typeof(RestartStep), "restart")]
[JsonDerivedType(typeof(ShowStep), "show")]
[JsonDerivedType(typeof(SignInStep), "signIn")]
[JsonDerivedType(typeof(JoinStep), "join")]
[JsonDerivedType(typeof(LateStep), "late")]
[JsonDerivedType(typeof(PassStep), "pass")]
[JsonDerivedType(typeof(SecureStep), "secure")]
[JsonDerivedType(typeof(FailoverStep), "failover")]
[JsonDerivedType(typeof(ElsewhereStep), "elsewhere")]
[JsonDerivedType(typeof(SoldStep), "sold")]
[JsonDerivedType(typeof(BoughtStep), "bought")]
[JsonDerivedType(typeof(PriceStep), "price")]
internal abstract record Step;

/// <summary>What happens to a call that carries edits.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Fate>))]
internal enum Fate
{
    /// <summary>It arrives, and so does its answer.</summary>
    Ok,

    /// <summary>It does not arrive.</summary>
    RequestLost,

    /// <summary>It is done, and its answer does not arrive.</summary>
    AnswerLost,

    /// <summary>It arrives twice; the device hears the first answer.</summary>
    Twice,
}

/// <summary>The device makes an edit. It has no network.</summary>
/// <param name="Device">Which.</param>
/// <param name="Operation">Without number and version: these are the device's. <c>occurred_at</c> tells the edits of a story apart.</param>
internal sealed record EditStep(string Device, CartOperation Operation) : Step;

/// <summary>The device has a network until all that it keeps is answered and it has seen its cart after that.</summary>
/// <param name="Device">Which.</param>
/// <param name="Network">What happens to its first, second, ... call that carries edits. Those beyond are Ok, and so are all other calls.</param>
internal sealed record SyncStep(string Device, ImmutableArray<Fate> Network) : Step;

/// <summary>The device has a network for its first calls that carry edits. Behind the last of them it has none.</summary>
/// <param name="Device">Which.</param>
/// <param name="Network">None of them is Ok or Twice: it hears nothing. Calls without edits are answered until then.</param>
internal sealed record TryStep(string Device, ImmutableArray<Fate> Network) : Step;

/// <summary>The device's program ends, and starts again on its log.</summary>
internal sealed record RestartStep(string Device) : Step;

/// <summary>What the device must show now.</summary>
internal sealed record ShowStep(string Device, Shown Shows) : Step;

/// <summary>The device's guest signs in: the guest's cart moves into the customer's, and the device has the customer's session from now on.</summary>
/// <param name="Device">Which.</param>
/// <param name="Subject">The customer.</param>
/// <param name="Strategy">As the contract names it.</param>
internal sealed record SignInStep(string Device, string Subject, string Strategy) : Step;

/// <summary>The till joins the subject's cart, for the first time or again.</summary>
internal sealed record JoinStep(string Device, string Subject) : Step;

/// <summary>The last call of the device that carried edits arrives once more, or for the first time when it was lost. Nobody hears the answer.</summary>
internal sealed record LateStep(string Device) : Step;

/// <summary>Time goes by.</summary>
internal sealed record PassStep(long Seconds) : Step;

/// <summary>The store's replicas have everything: <c>stable_version</c> reaches <c>version</c>.</summary>
internal sealed record SecureStep : Step;

/// <summary>The store goes back to what was stable.</summary>
internal sealed record FailoverStep : Step;

/// <summary>Somebody edits the subject's cart on a page that keeps no log. Such edits are stable when they are answered.</summary>
internal sealed record ElsewhereStep(string Subject, ImmutableArray<CartOperation> Operations) : Step;

/// <summary>The subject's cart is sold: what is not saved is gone, and the next generation begins.</summary>
internal sealed record SoldStep(string Subject) : Step;

/// <summary>The subject bought these in a shop that knows no carts: they are taken off the cart.</summary>
internal sealed record BoughtStep(string Subject, ImmutableArray<ShownLine> Lines) : Step;

/// <summary>The merchant changes an item: its price, whether it is sold, how many there are.</summary>
/// <param name="Sku">The item.</param>
/// <param name="UnitPrice">Decimal text; absent for no change.</param>
/// <param name="Sold">Absent for no change.</param>
/// <param name="Stock">Absent for no change.</param>
internal sealed record PriceStep(string Sku, string? UnitPrice = null, bool? Sold = null, int? Stock = null) : Step;
