using Omnichannel.Cart.V1;

namespace Omnichannel.Client.Carts;

/// <summary>The answer to a batch, as far as it was taken.</summary>
/// <param name="Step">The book afterwards.</param>
/// <param name="Due">The number to go on with.</param>
/// <param name="Stopped">Why the rest was not taken: <c>OUT_OF_ORDER</c>, <c>DEVICE_LIMIT</c>; null when all was.</param>
/// <param name="Remarks">What the server did otherwise.</param>
/// <param name="Refusals">What it refused for good.</param>
internal sealed record Settlement(BookStep Step, long Due, string? Stopped, IReadOnlyList<MergeRemark> Remarks, IReadOnlyList<OperationRefusal> Refusals);

/// <summary>Reads the answer to a batch. It decides what is settled and what goes again; every decision about the cart stays the server's.</summary>
internal static class Settling
{
    /// <summary>Why an answer cannot be believed; null when it can.</summary>
    public static string? Nonsense(IReadOnlyList<CartOperation> batch, ApplyOperationsResponse answer)
    {
        if (answer.Cart is not { CartId.Length: > 0 })
        {
            return "It has no cart.";
        }

        if (answer.Results.Count != batch.Count)
        {
            return $"It has {answer.Results.Count} results for {batch.Count} operations.";
        }

        if (answer.Version < 0 || answer.StableVersion < 0 || answer.StableVersion > answer.Version || answer.Cart.Version != answer.Version)
        {
            return $"Its versions cannot be: {answer.Version}, stable {answer.StableVersion}, the cart's {answer.Cart.Version}.";
        }

        var wrong = batch.Zip(answer.Results).Where(pair => pair.First.DeviceSeq != pair.Second.DeviceSeq || !IsOutcome(pair.First, pair.Second)).Select(pair => pair.Second).FirstOrDefault();
        return wrong is null ? null : $"Its result {wrong.DeviceSeq} ({wrong.Outcome}) fits no operation that was sent.";
    }

    /// <summary>Takes an answer that makes sense.</summary>
    public static Settlement Take(OperationBook book, string cartId, IReadOnlyList<CartOperation> batch, ApplyOperationsResponse answer)
    {
        var kept = book.Of(cartId);
        var taken = batch.Zip(answer.Results).TakeWhile(pair => Stop(pair.Second) is null).ToList();
        var stop = answer.Results.Select(Stop).FirstOrDefault(reason => reason is not null);
        var due = taken.Count == batch.Count ? batch[^1].DeviceSeq + 1 : Due(batch[taken.Count], answer.Results[taken.Count]);
        var changed = new Dictionary<long, LoggedOperation>();
        var remarks = new List<MergeRemark>();
        var refusals = new List<OperationRefusal>();
        foreach (var (operation, result) in taken)
        {
            // Not kept: an empty operation that used up a number.
            if (!kept.TryGetValue(operation.DeviceSeq, out var logged) || logged.IsAnswered)
            {
                continue;
            }

            changed[logged.Number] = logged with { AnsweredIn = answer.Cart.CartId, AnsweredVersion = answer.Version };
            if (result.Outcome is OperationOutcome.Merged && result.Note is not null)
            {
                remarks.Add(new MergeRemark(logged.Operation, result.LineId, result.Note));
            }
            else if (result.Outcome is OperationOutcome.Rejected && logged.Operation.OperationCase is not CartOperation.OperationOneofCase.None)
            {
                refusals.Add(new OperationRefusal(logged.Operation, result.Refusal ?? new()));
            }
        }

        var removed = kept.Values.Where(operation => operation.Number < due && IsStable(changed.GetValueOrDefault(operation.Number, operation), answer)).ToList();
        foreach (var operation in kept.Values.Where(operation => operation.Number >= due && operation.IsAnswered))
        {
            changed[operation.Number] = operation with { AnsweredIn = null, AnsweredVersion = 0 };
        }

        var change = new LogChange { Removed = removed, Put = [.. changed.Values.Where(operation => operation.Number >= due || !IsStable(operation, answer))] };
        return new Settlement(book.Step(change), due, stop, remarks, refusals);
    }

    private static bool IsStable(LoggedOperation operation, ApplyOperationsResponse answer) =>
        operation.AnsweredIn == answer.Cart.CartId && operation.AnsweredVersion <= answer.StableVersion;

    // These leave the number free: the operation goes again.
    private static string? Stop(OperationResult result) => result switch
    {
        { Outcome: OperationOutcome.OutOfOrder } => "OUT_OF_ORDER",
        { Outcome: OperationOutcome.Rejected, Refusal.Reason: "DEVICE_LIMIT" } => "DEVICE_LIMIT",
        _ => null,
    };

    private static long Due(CartOperation operation, OperationResult result) =>
        result.Outcome is OperationOutcome.OutOfOrder ? result.ExpectedDeviceSeq : operation.DeviceSeq;

    private static bool IsOutcome(CartOperation operation, OperationResult result) => result.Outcome switch
    {
        OperationOutcome.Applied or OperationOutcome.Merged or OperationOutcome.Duplicate or OperationOutcome.Rejected => true,
        OperationOutcome.OutOfOrder => result.ExpectedDeviceSeq >= 1 && result.ExpectedDeviceSeq < operation.DeviceSeq,
        _ => false,
    };
}
