using Google.Protobuf;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Events;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// Where carts live: Redis in clusters, the service's own database embedded. One contract-test suite holds both to it. A cart is one blob with an etag; everything
/// that belongs to a change of it is written by one compare-and-set.
/// </summary>
public interface ICartStore
{
    /// <summary>The stored cart, or null. <paramref name="known"/> spares the transfer when it is still the stored one.</summary>
    Task<StoredCart?> Load(string cartId, StoredCart? known, CancellationToken cancellation);

    /// <summary>Writes all of the commit, or nothing when the stored cart is not the expected one any more (false).</summary>
    Task<bool> Save(CartCommit commit, CancellationToken cancellation);

    /// <summary>The answer that was given under a key, or null.</summary>
    Task<RecordedAnswer?> FindAnswer(string cartId, AnswerKey key, CancellationToken cancellation);

    /// <summary>The cart's latest plain edits, up to the state that is stored or a later one; the oldest first.</summary>
    Task<IReadOnlyList<KeptEdit>> LoadEdits(string cartId, CancellationToken cancellation);

    /// <summary>The cart that a handoff code was made for, or null.</summary>
    Task<string?> FindHandoff(string code, CancellationToken cancellation);

    /// <summary>A checkout that ended, or null.</summary>
    Task<Checkout?> FindCheckout(string cartId, string checkoutId, CancellationToken cancellation);

    /// <summary>The cart's checkouts that ended, in the order of their ids.</summary>
    Task<IReadOnlyList<Checkout>> ListCheckouts(string cartId, CancellationToken cancellation);

    /// <summary>Forgets checkouts that ended.</summary>
    Task ForgetCheckouts(string cartId, IReadOnlyCollection<string> checkoutIds, CancellationToken cancellation);
}

/// <summary>A cart as stored.</summary>
/// <param name="Cart">State.</param>
/// <param name="Etag">Another one with each write; never 0.</param>
public sealed record StoredCart(SharedCart Cart, long Etag)
{
    /// <summary>The stored timer is at this moment or earlier; null: there is none. A timer that comes too early finds nothing to do and is set anew.</summary>
    public DateTimeOffset? TimerAt { get; init; } = DueTimes.Next(Cart);
}

/// <summary>One atomic step of a cart.</summary>
public sealed record CartCommit
{
    /// <summary>State afterwards.</summary>
    public required SharedCart Cart { get; init; }

    /// <summary>Etag that must be stored now; 0: none.</summary>
    public required long ExpectedEtag { get; init; }

    /// <summary>Etag afterwards.</summary>
    public required long Etag { get; init; }

    /// <summary>The moment of the step.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Events, in order.</summary>
    public IReadOnlyList<OutgoingEvent> Events { get; init; } = [];

    /// <summary>The cart is not kept any longer: its state goes, checkouts that ended and answers stay as long as they would.</summary>
    public bool Removes { get; init; }

    /// <summary>What is remembered of the cart goes before the rest is written: answers, plain edits and handoff codes.</summary>
    public bool Erases { get; init; }

    /// <summary>Whether the cart's timer changes.</summary>
    public bool SetsTimer { get; init; }

    /// <summary>The timer's moment, null for none.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Answers under their keys.</summary>
    public IReadOnlyList<(AnswerKey Key, RecordedAnswer Answer)> Answers { get; init; } = [];

    /// <summary>Plain edits, in order.</summary>
    public IReadOnlyList<KeptEdit> Edits { get; init; } = [];

    /// <summary>Checkouts that ended.</summary>
    public IReadOnlyList<Checkout> Ended { get; init; } = [];

    /// <summary>A handoff code that was made.</summary>
    public HandoffCode? Handoff { get; init; }

    /// <summary>Nothing goes with the state.</summary>
    public bool IsStateOnly => !Removes && !Erases && !SetsTimer && Events.Count == 0 && Answers.Count == 0 && Edits.Count == 0 && Ended.Count == 0 && Handoff is null;
}

/// <summary>An answer as it is kept.</summary>
/// <param name="RequestHash">Of the request that it answers.</param>
/// <param name="IsRefusal">The bytes are a refusal, else the response message.</param>
/// <param name="Bytes">The answer.</param>
public sealed record RecordedAnswer(string RequestHash, bool IsRefusal, byte[] Bytes)
{
    /// <summary>An answer.</summary>
    public static RecordedAnswer Of(AnswerKey key, IMessage message) => new(key.RequestHash, false, message.ToByteArray());

    /// <summary>A refusal.</summary>
    public static RecordedAnswer Of(AnswerKey key, Platform.Domain.Refusal refusal)
    {
        using var to = new StateWriter();
        CartCodec.WriteReason(to, Kept.Of(refusal));
        return new RecordedAnswer(key.RequestHash, true, to.ToArray());
    }

    /// <summary>The refusal of the bytes.</summary>
    public Platform.Domain.Refusal Refusal() => new KeptRefusal(CartCodec.ReadReason(new StateReader(Bytes)));
}

/// <summary>Refusals as they are kept.</summary>
internal static class Kept
{
    /// <summary>Whether the refusal is a call's answer for good. A conflict, a bad request and a checkout that will end are not: the same call may be sent again.</summary>
    public static bool IsKept(Platform.Domain.Refusal refusal) =>
        refusal.Kind is not (Platform.Domain.RefusalKind.Conflict or Platform.Domain.RefusalKind.Invalid) && refusal is not CartInCheckout;

    public static Reason Of(Platform.Domain.Refusal refusal) =>
        refusal is KeptRefusal kept ? kept.Kept : new Reason(
            refusal.Kind, refusal.Reason, refusal.Message, System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(refusal.Facts));
}
