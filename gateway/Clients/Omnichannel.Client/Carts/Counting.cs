using Omnichannel.Cart.V1;

namespace Omnichannel.Client.Carts;

/// <summary>Compares the device's numbers with those that the server has, before anything is sent: at a start, and whenever the server may have lost something.</summary>
internal static class Counting
{
    /// <summary>A number that is too high for any cart: its answer tells which one is due, and uses none up.</summary>
    public const long Probe = long.MaxValue;

    /// <summary>Takes the number that is due.</summary>
    /// <param name="book">The device's book.</param>
    /// <param name="cartId">The cart that was asked about.</param>
    /// <param name="due">The number that the server expects next.</param>
    /// <param name="answered">The cart that answered: another one when this was merged.</param>
    /// <param name="stableVersion">What cannot be lost any more.</param>
    /// <returns>The step, and how many numbers were found used that this log had not sent.</returns>
    public static (BookStep Step, long Taken) Align(OperationBook book, string cartId, long due, ShoppingCart answered, long stableVersion)
    {
        var cart = book.Cart(cartId);
        var kept = book.Of(cartId).Values;

        // Used by nothing of this log: what it has not sent moves behind them, or the server would take it for what it has.
        var taken = Math.Max(0, due - (cart.SentThrough + 1));
        var unsent = kept.Where(operation => operation.Number > cart.SentThrough).ToList();
        var removed = taken > 0 ? unsent : [];
        var put = taken > 0 ? unsent.Select(operation => Moved(operation, taken)).ToList() : [];
        foreach (var operation in kept.Where(operation => operation.Number <= cart.SentThrough))
        {
            if (operation.Number >= due && operation.IsAnswered)
            {
                // The server lost it, so it goes again.
                put.Add(operation with { AnsweredIn = null, AnsweredVersion = 0 });
            }
            else if (operation.Number < due && IsStable(operation, answered, stableVersion))
            {
                removed.Add(operation);
            }
            else if (operation.Number < due && !operation.IsAnswered)
            {
                put.Add(operation with { AnsweredIn = answered.CartId, AnsweredVersion = answered.Version });
            }
        }

        if (IsOtherHistory(book.Cart(cartId).LastSeen, answered))
        {
            put = [.. put.Concat(kept.Except(removed).Where(operation => put.All(other => other.Number != operation.Number))).Select(WithoutBase)];
        }

        var counted = cart with { NextNumber = cart.NextNumber + taken, SentThrough = taken > 0 ? due - 1 : cart.SentThrough };
        return (book.Step(new LogChange { Carts = [counted], Removed = removed, Put = put }), taken);
    }

    /// <summary>The operations of the next batch, from the number that is due. Numbers that the log has not any more are used up by empty ones.</summary>
    public static List<CartOperation> Batch(OperationBook book, string cartId, long due, int most, int mostBytes)
    {
        var kept = book.Of(cartId);
        var last = kept.Values.LastOrDefault(operation => !operation.IsAnswered)?.Number ?? 0;
        var batch = new List<CartOperation>();
        var bytes = 0;
        for (var number = due; number <= last && batch.Count < most; number++)
        {
            var operation = kept.GetValueOrDefault(number)?.Operation ?? new CartOperation { DeviceSeq = number, BaseVersion = 0 };
            bytes += operation.CalculateSize();
            if (batch.Count > 0 && bytes > mostBytes)
            {
                break;
            }

            batch.Add(operation);
        }

        return batch;
    }

    // An answer says that it has the edit, and that what it has cannot be lost. An edit that nobody answered was answered by this at the latest.
    private static bool IsStable(LoggedOperation operation, ShoppingCart answered, long stableVersion) =>
        (operation.IsAnswered ? operation.AnsweredIn == answered.CartId ? operation.AnsweredVersion : long.MaxValue : answered.Version) <= stableVersion;

    private static LoggedOperation Moved(LoggedOperation operation, long by)
    {
        var moved = operation.Operation.Clone();
        moved.DeviceSeq = operation.Number + by;
        return operation with { Number = moved.DeviceSeq, Operation = moved };
    }

    // A guest's cart that was given up begins again under its old id. Versions of the one say nothing of the other.
    private static bool IsOtherHistory(ShoppingCart? before, ShoppingCart after) =>
        before?.CreatedAt is not null && before.CartId == after.CartId && !before.CreatedAt.Equals(after.CreatedAt);

    private static LoggedOperation WithoutBase(LoggedOperation operation)
    {
        var unseen = operation.Operation.Clone();
        unseen.BaseVersion = 0;
        return operation with { Operation = unseen };
    }
}
