using System.Diagnostics;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Calls;
using Omnichannel.Client.Device;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Carts;

/// <summary>
/// Sends a device's edits, one call at a time. It first asks which number is due, then sends batches from there. Whatever happens in between, the next try asks or
/// sends again: numbers make that harmless.
/// </summary>
internal sealed class CartSender : IAsyncDisposable
{
    private const int MostOperations = 1000;

    // Below the 4 MiB of the contract, with room for the request's other fields.
    private const int MostBytes = 4_000_000;

    private readonly OmnichannelClient client;
    private readonly BookKeeper keeper;
    private readonly DeviceCartOptions options;
    private readonly string deviceId;
    private readonly Handlers handlers;
    private readonly SendLoop loop;
    private readonly Lock gate = new();

    // By cart: the number that the server expects. Asked for once in a session, and after anything that may have changed it.
    private readonly Dictionary<string, long> due = [];

    // Carts that are somebody else's now, and since when: they do not keep the current one from going on.
    private readonly Dictionary<string, long> away = [];
    private readonly HashSet<string> told = [];
    private List<TaskCompletionSource> waiting = [];
    private bool isRefreshWanted = true;
    private int most = MostOperations;
    private int isDisposed;
    private Task watching = Task.CompletedTask;

    public CartSender(OmnichannelClient client, BookKeeper keeper, DeviceCartOptions options, string deviceId, Handlers handlers)
    {
        this.client = client;
        this.keeper = keeper;
        this.options = options;
        this.deviceId = deviceId;
        this.handlers = handlers;
        loop = new SendLoop(client.Options, Step, handlers);
    }

    public required Action Changed { get; init; }

    public required Action<MergeRemark> Remarked { get; init; }

    public required Action<OperationRefusal> Refused { get; init; }

    public required Action<CartRedirect> Redirected { get; init; }

    public void Start(string? damagedFile)
    {
        loop.Start(damagedFile);
        var pauses = new Pauses(client.Options.FirstPause, client.Options.LongestPause);
        watching = options.Watch ? Task.Run(() => new CartWatch(client, keeper, pauses, Refresh).Run(loop.Stop)) : Task.CompletedTask;
    }

    public void Edited()
    {
        loop.Wake();
        handlers.Raise(Changed);
    }

    public void Retry()
    {
        lock (gate)
        {
            away.Clear();
        }

        loop.Retry();
    }

    public void Refresh()
    {
        lock (gate)
        {
            isRefreshWanted = true;
        }

        loop.Wake();
    }

    public Task Settle(CancellationToken cancellation)
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add(settled);
            isRefreshWanted = true;
        }

        loop.Wake();
        return settled.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }

        await Task.WhenAll(loop.End(), watching).ConfigureAwait(false);
        foreach (var settled in waiting)
        {
            settled.TrySetCanceled();
        }

        loop.Dispose();
    }

    // One call; false when there is nothing to do.
    private async Task<bool> Step()
    {
        var book = keeper.Book;
        if (NextToSend(book) is { } cartId)
        {
            try
            {
                await (due.TryGetValue(cartId, out var number) ? Send(book, cartId, number) : Ask(cartId)).ConfigureAwait(false);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.NotFound && cartId != book.Current)
            {
                lock (gate)
                {
                    away[cartId] = Stopwatch.GetTimestamp();
                }

                if (told.Add(cartId))
                {
                    handlers.Tell(Troubles.Of(e));
                }
            }

            return true;
        }

        List<TaskCompletionSource> served;
        lock (gate)
        {
            if (!isRefreshWanted)
            {
                return false;
            }

            isRefreshWanted = false;
            served = [.. waiting];
        }

        await ReadCart(book, served).ConfigureAwait(false);
        return true;
    }

    private async Task ReadCart(OperationBook book, List<TaskCompletionSource> served)
    {
        try
        {
            Show(await Read().ConfigureAwait(false), book.Current);
        }
        catch
        {
            Refresh();
            throw;
        }

        lock (gate)
        {
            // Edits were just made, or what was read shows that some were lost: whoever waits goes on waiting.
            if (NextToSend(keeper.Book) is not null)
            {
                isRefreshWanted = true;
                return;
            }

            waiting = [.. waiting.Skip(served.Count)];
        }

        served.ForEach(settled => settled.TrySetResult());
    }

    // Earlier carts first: what was made for them was made before.
    private string? NextToSend(OperationBook book)
    {
        lock (gate)
        {
            foreach (var (cartId, since) in away.Where(cart => Stopwatch.GetElapsedTime(cart.Value) > client.Options.LongestPause).ToList())
            {
                away.Remove(cartId);
            }

            return book.Operations.Where(cart => cart.Key.Length > 0 && !away.ContainsKey(cart.Key) && HasWork(cart.Key, cart.Value.Values))
                .Select(cart => cart.Key).OrderBy(cartId => cartId == book.Current).FirstOrDefault();
        }
    }

    private bool HasWork(string cartId, IEnumerable<LoggedOperation> operations) =>
        due.ContainsKey(cartId) ? operations.Any(operation => !operation.IsAnswered) : operations.Any();

    private async Task<ShoppingCart> Read()
    {
        if (options.CartId is null)
        {
            var active = await client.Cart.GetActiveCartAsync(
                new GetActiveCartRequest { Market = options.Market, OwnerId = options.OwnerId }, deadline: loop.Deadline, cancellationToken: loop.Stop).ResponseAsync.ConfigureAwait(false);
            return active.Cart;
        }

        var joined = await Read(options.CartId).ConfigureAwait(false);
        try
        {
            return joined is { MergedIntoCartId.Length: > 0 } ? await Read(joined.MergedIntoCartId).ConfigureAwait(false) : joined;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound)
        {
            // The cart that it moved into is not for this device.
            return joined;
        }
    }

    private async Task<ShoppingCart> Read(string cartId)
    {
        var read = await client.Cart.GetCartAsync(new GetCartRequest { CartId = cartId }, deadline: loop.Deadline, cancellationToken: loop.Stop).ResponseAsync.ConfigureAwait(false);
        return read.Cart;
    }

    private async Task Ask(string cartId)
    {
        var probe = new CartOperation { DeviceSeq = Counting.Probe, BaseVersion = 0 };
        var answer = await Apply(cartId, [probe]).ConfigureAwait(false);
        if (answer.Results[0].Outcome is not OperationOutcome.OutOfOrder)
        {
            throw new NonsenseException($"It took number {Counting.Probe}.");
        }

        var number = answer.Results[0].ExpectedDeviceSeq;
        var isFirst = keeper.Book.Cart(cartId).SentThrough == 0;
        var taken = 0L;
        keeper.Take(book =>
        {
            (var step, taken) = Counting.Align(book, cartId, number, answer.Cart, answer.StableVersion);
            return step;
        });
        due[cartId] = number;
        if (taken > 0 && !isFirst)
        {
            handlers.Tell(new ClientTrouble(TroubleKind.NumbersTaken, $"{taken} numbers of {cartId} were used that this log has not sent: a copy of it is at work."));
        }

        Show(answer.Cart, cartId);
    }

    private async Task Send(OperationBook book, string cartId, long number)
    {
        var batch = Counting.Batch(book, cartId, number, most, MostBytes);
        keeper.Take(current => current.Send(cartId, batch[^1].DeviceSeq));
        ApplyOperationsResponse answer;
        try
        {
            answer = await Apply(cartId, batch).ConfigureAwait(false);
            most = MostOperations;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.InvalidArgument && (e as RefusedException)?.Reason != "DEVICE_MISMATCH")
        {
            Narrow(cartId, batch, e);
            return;
        }

        Settlement? settlement = null;
        keeper.Take(current =>
        {
            settlement = Settling.Take(current, cartId, batch, answer);
            return settlement.Step;
        });
        due[cartId] = settlement!.Due;
        Show(answer.Cart, cartId);
        foreach (var remark in settlement.Remarks)
        {
            handlers.Raise(() => Remarked(remark));
        }

        foreach (var refusal in settlement.Refusals)
        {
            handlers.Raise(() => Refused(refusal));
        }

        if (settlement.Stopped is { } reason && settlement.Due >= number)
        {
            throw new NotYetException($"{reason}: number {settlement.Due} of {cartId} is due.");
        }
    }

    // A call that is refused as a whole for what one edit says is halved, until that edit is alone. Its number is used up by an empty one: the others go on.
    private void Narrow(string cartId, List<CartOperation> batch, RpcException error)
    {
        most = Math.Max(1, batch.Count / 2);
        if (batch is not [{ OperationCase: not CartOperation.OperationOneofCase.None } bad])
        {
            if (batch.Count == 1)
            {
                throw error;
            }

            return;
        }

        keeper.Take(book => book.Step(new LogChange { Put = [book.Of(cartId)[bad.DeviceSeq] with { Operation = new CartOperation { DeviceSeq = bad.DeviceSeq, BaseVersion = 0 } }] }));
        handlers.Raise(Changed);
        handlers.Raise(() => Refused(new OperationRefusal(bad, new Refusal { Reason = (error as RefusedException)?.Reason ?? "INVALID_FIELD", Message = error.Status.Detail })));
    }

    private async Task<ApplyOperationsResponse> Apply(string cartId, IReadOnlyList<CartOperation> batch)
    {
        var request = new ApplyOperationsRequest { CartId = cartId, DeviceId = deviceId, Operations = { batch }, OwnerId = options.OwnerId };
        var answer = await client.Cart.ApplyOperationsAsync(request, deadline: loop.Deadline, cancellationToken: loop.Stop).ResponseAsync.ConfigureAwait(false);
        return Settling.Nonsense(batch, answer) is { } nonsense ? throw new NonsenseException(nonsense) : answer;
    }

    // Takes a cart that was read after everything before it, and notices what that says of the numbers.
    private void Show(ShoppingCart? cart, string asked)
    {
        if (cart is not { CartId.Length: > 0 })
        {
            throw new NonsenseException("It has no cart.");
        }

        var before = keeper.Book;
        var known = before.Carts.GetValueOrDefault(cart.CartId)?.LastSeen;

        // An earlier cart's answer leads nowhere else: the device has moved on already.
        keeper.Take(book => book.Current == cart.CartId || book.Current != asked ? book.See(cart) : book.Follow(cart));
        if (cart.Version < known?.Version || !Equals(cart.CreatedAt, known?.CreatedAt ?? cart.CreatedAt))
        {
            due.Clear();
        }
        else
        {
            // What is stable may go from the log, once the server has said that it has it.
            foreach (var kept in before.Operations.Where(kept => kept.Value.Values.Any(operation => operation.AnsweredIn == cart.CartId && operation.AnsweredVersion <= cart.StableVersion)))
            {
                due.Remove(kept.Key);
            }
        }

        if (before.Current != cart.CartId && before.Current == asked && asked.Length > 0)
        {
            // Nobody sees the version of the cart before go back any more: whether it has lost something is asked once more.
            due.Remove(asked);
            handlers.Raise(() => Redirected(new CartRedirect(before.Current, cart.CartId)));
        }

        handlers.Raise(Changed);
    }
}
