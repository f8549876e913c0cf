using Omnichannel.Cart.V1;
using Omnichannel.Client.Device;

namespace Omnichannel.Client.Carts;

/// <summary>Carts of which the server last said that they are not the caller's, and who wants the edits back that wait for them.</summary>
internal sealed class LostCarts(BookKeeper keeper)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> carts = [];
    private List<TaskCompletionSource<IReadOnlyList<CartOperation>>> asked = [];
    private bool isEnded;

    public void Add(string cartId) => carts.Add(cartId);

    public void Remove(string cartId) => carts.Remove(cartId);

    /// <summary>Asks for the edits.</summary>
    public Task<IReadOnlyList<CartOperation>> Discard()
    {
        var discarded = new TaskCompletionSource<IReadOnlyList<CartOperation>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isEnded, this);
            asked.Add(discarded);
        }

        return discarded.Task;
    }

    /// <summary>Takes the edits out for whoever asked first. Called between two calls, so none of them is under way.</summary>
    /// <returns>Whether anybody had asked.</returns>
    public bool Serve()
    {
        List<TaskCompletionSource<IReadOnlyList<CartOperation>>> served;
        lock (gate)
        {
            (served, asked) = (asked, []);
        }

        if (served.Count == 0)
        {
            return false;
        }

        try
        {
            List<LoggedOperation> gone = [];
            keeper.Take(book => book.Step(new LogChange { Removed = gone = [.. carts.SelectMany(cartId => book.Of(cartId).Values)] }));
            served[0].SetResult([.. gone.Where(kept => !kept.IsAnswered && kept.Operation.OperationCase is not CartOperation.OperationOneofCase.None).Select(kept => kept.Operation)]);
            served.Skip(1).ToList().ForEach(other => other.SetResult([]));
        }
        catch (DeviceLogException e)
        {
            served.ForEach(discarded => discarded.SetException(e));
        }

        return true;
    }

    public void End()
    {
        lock (gate)
        {
            isEnded = true;
            asked.ForEach(discarded => discarded.TrySetCanceled());
        }
    }
}
