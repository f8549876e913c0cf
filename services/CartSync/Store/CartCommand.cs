using Google.Protobuf;
using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Store;

/// <summary>One command on one cart, to be decided by the domain.</summary>
public sealed class CartCommand<T>
{
    /// <summary>Which cart.</summary>
    public required string CartId { get; init; }

    /// <summary>Who asks; null for the cart's own sagas and timers, which no access rule holds back.</summary>
    public Actor? Caller { get; init; }

    /// <summary>Whose cart it becomes when it is not stored yet; null: then it does not exist.</summary>
    public CartOwner? NewOwner { get; init; }

    /// <summary>Items beside those in the cart whose prices the decision needs.</summary>
    public IReadOnlyCollection<string> Skus { get; init; } = [];

    /// <summary>The pure decision. May run again after a conflict.</summary>
    public required Func<SharedCart, Surroundings, Change<T>> Decide { get; init; }

    /// <summary>The key under which the answer is remembered.</summary>
    public AnswerKey? Key { get; init; }

    /// <summary>Answers to remember with the step, for <see cref="Key"/> or for keys that the state knows.</summary>
    public Func<Change<T>, Surroundings, IEnumerable<(AnswerKey Key, RecordedAnswer Answer)>>? Record { get; init; }

    /// <summary>
    /// Whoever asks keeps what they ask for until it is stable (<see cref="IStableVersions"/>), and sends it again when it is lost: the answer does not wait for the store's
    /// replicas. Everybody else is answered when the store does not go back behind the answer any more, whatever they do with it then.
    /// </summary>
    public bool IsKeptByCaller { get; init; }

    /// <summary>The cart's timer fired: it is set anew whatever the decision.</summary>
    public bool IsTimer { get; init; }
}

/// <summary>What a command brought.</summary>
/// <param name="Cart">The cart after the command; null with <paramref name="Recorded"/>.</param>
/// <param name="Answer">The domain's answer.</param>
/// <param name="Around">Time and prices of the decision.</param>
/// <param name="Recorded">The answer given when the key was first used: nothing was done now.</param>
public sealed record CartResult<T>(SharedCart Cart, T Answer, Surroundings Around, RecordedAnswer? Recorded);
