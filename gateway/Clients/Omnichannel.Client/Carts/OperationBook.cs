using System.Collections.Immutable;
using Omnichannel.Cart.V1;

namespace Omnichannel.Client.Carts;

/// <summary>A book after a step, and what the log has to write for it.</summary>
internal sealed record BookStep(OperationBook Book, LogChange Change);

/// <summary>
/// What a device knows of its carts: the edits that it keeps, how far it has counted, what the server last showed. Pure: each step gives the next book and what
/// the log writes for it, so nothing is ever true in memory that is not in the log.
/// </summary>
internal sealed record OperationBook
{
    /// <summary>Stands for the active cart while the device has not been told its id.</summary>
    public const string Unknown = "";

    public required string Current { get; init; }

    public required ImmutableDictionary<string, NumberedCart> Carts { get; init; }

    public required ImmutableDictionary<string, ImmutableSortedDictionary<long, LoggedOperation>> Operations { get; init; }

    public ShoppingCart? Server => Carts.GetValueOrDefault(Current)?.LastSeen;

    public static OperationBook Of(LogContent content) => new()
    {
        Current = content.CurrentCart,
        Carts = content.Carts.ToImmutableDictionary(cart => cart.CartId),
        Operations = content.Operations.GroupBy(operation => operation.CartId)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableSortedDictionary(operation => operation.Number, operation => operation)),
    };

    public ImmutableSortedDictionary<long, LoggedOperation> Of(string cartId) => Operations.GetValueOrDefault(cartId, ImmutableSortedDictionary<long, LoggedOperation>.Empty);

    public NumberedCart Cart(string cartId) => Carts.GetValueOrDefault(cartId) ?? new NumberedCart(cartId, 1, 0);

    /// <summary>Numbers new edits, and notes the version that the device has seen.</summary>
    public BookStep Append(IEnumerable<CartOperation> operations)
    {
        var cart = Cart(Current);
        var seen = Server?.Version ?? 0;
        var added = operations.Select((operation, index) =>
        {
            var numbered = operation.Clone();
            numbered.DeviceSeq = cart.NextNumber + index;
            numbered.BaseVersion = seen;
            return new LoggedOperation(Current, numbered.DeviceSeq, numbered);
        }).ToList();
        return Step(new LogChange { Carts = [cart with { NextNumber = cart.NextNumber + added.Count }], Put = added });
    }

    /// <summary>Goes over to a cart. What was made before the first one was known is made for it.</summary>
    public BookStep Follow(ShoppingCart cart)
    {
        if (Current.Length > 0)
        {
            return Step(new LogChange
            {
                CurrentCart = cart.CartId,
                Carts = [Cart(Current) with { MovedTo = cart.CartId }, Cart(cart.CartId) with { LastSeen = cart, MovedTo = null }],
            });
        }

        var waiting = Of(Unknown).Values.ToList();
        return Step(new LogChange
        {
            CurrentCart = cart.CartId,
            Carts = [Cart(Unknown) with { CartId = cart.CartId, LastSeen = cart }, new NumberedCart(Unknown, 1, 0)],
            Removed = waiting,
            Put = [.. waiting.Select(operation => operation with { CartId = cart.CartId })],
        });
    }

    /// <summary>Turns to a cart that the device was told to edit. What it made for another one is not for this one.</summary>
    public BookStep TurnTo(string cartId) => Step(new LogChange { CurrentCart = cartId, Carts = [Cart(cartId) with { MovedTo = null }] });

    /// <summary>Notes, before they go out, which numbers may reach the server.</summary>
    public BookStep Send(string cartId, long through)
    {
        var cart = Cart(cartId);
        return Step(new LogChange { Carts = [cart with { SentThrough = Math.Max(cart.SentThrough, through) }] });
    }

    /// <summary>Takes what the server shows of the cart.</summary>
    public BookStep See(ShoppingCart cart) => Step(new LogChange { Carts = [Cart(cart.CartId) with { LastSeen = cart }] });

    public BookStep Step(LogChange change)
    {
        var operations = Operations;
        foreach (var group in change.Removed.GroupBy(operation => operation.CartId))
        {
            operations = operations.SetItem(group.Key, operations[group.Key].RemoveRange(group.Select(operation => operation.Number)));
        }

        foreach (var group in change.Put.GroupBy(operation => operation.CartId))
        {
            var known = operations.GetValueOrDefault(group.Key, ImmutableSortedDictionary<long, LoggedOperation>.Empty);
            operations = operations.SetItem(group.Key, known.SetItems(group.Select(operation => KeyValuePair.Create(operation.Number, operation))));
        }

        var book = this with { Current = change.CurrentCart ?? Current, Carts = Carts.SetItems(change.Carts.Select(cart => KeyValuePair.Create(cart.CartId, cart))), Operations = operations };
        return new BookStep(book, change);
    }

    public LocalRules.Draft Draft() => LocalRules.Begin(
        Current,
        Server,
        Pending(Of(Current)),
        [.. Operations.Where(operations => operations.Key != Current && LeadsHere(operations.Key)).SelectMany(operations => Pending(operations.Value))]);

    private bool LeadsHere(string cartId) => Cart(cartId).MovedTo is { } next && (next == Current || (next != cartId && Cart(next).MovedTo == Current));

    private static List<CartOperation> Pending(ImmutableSortedDictionary<long, LoggedOperation> operations) =>
        [.. operations.Values.Where(operation => !operation.IsAnswered).Select(operation => operation.Operation)];
}
