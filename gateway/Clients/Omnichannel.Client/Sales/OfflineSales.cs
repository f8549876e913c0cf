using System.Collections.Immutable;
using Grpc.Core;
using Omnichannel.Client.Device;
using Omnichannel.Orders.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Sales;

/// <summary>
/// Paid receipts that a till took off line. A receipt is in the file when its call returns. It is delivered in the background (<c>RecordOrder</c>), as often as it
/// takes, and becomes one order. What came of it stays with it until the till takes it out. Safe to use from many threads.
/// </summary>
public sealed class OfflineSales : IAsyncDisposable
{
    // Below the 4 MiB of the contract.
    private const int MostBytes = 4_000_000;

    private readonly OrderTrackingService.OrderTrackingServiceClient orders;
    private readonly LogFile file;
    private readonly OfflineRedemptions? redemptions;
    private readonly Handlers handlers;
    private readonly SendLoop loop;
    private readonly Lock gate = new();
    private ImmutableSortedDictionary<long, OfflineSale> sales;
    private ImmutableList<(long Through, TaskCompletionSource Delivered)> waiting = [];
    private int isDisposed;
    private bool isClosed;

    private OfflineSales(OmnichannelClient client, LogFile file, OfflineRedemptions? redemptions)
    {
        this.redemptions = redemptions;
        orders = new OrderTrackingService.OrderTrackingServiceClient(client.Steps);
        this.file = file;
        handlers = new Handlers(trouble => Trouble?.Invoke(this, trouble));
        loop = new SendLoop(client.Options, Deliver, handlers);
        sales = SalesTables.Read(file).ToImmutableSortedDictionary(sale => sale.Number, sale => sale);
    }

    /// <summary>A receipt became an order, or was refused. After a crash in this very moment it is not told again: <see cref="Sales"/> shows it.</summary>
    public event EventHandler<OfflineSale>? Settled;

    /// <summary>Something keeps receipts from being delivered. They are kept and go again.</summary>
    public event EventHandler<ClientTrouble>? Trouble;

    /// <summary>All that are kept, in the order in which they were.</summary>
    public IReadOnlyList<OfflineSale> Sales
    {
        get
        {
            lock (gate)
            {
                return [.. sales.Values];
            }
        }
    }

    /// <summary>Opens the file, or makes it. Nothing is sent before <see cref="Start"/>.</summary>
    /// <param name="client">How the platform is reached, with a till's token.</param>
    /// <param name="path">The file; one process has it at a time.</param>
    /// <param name="mostBytes">What the file may grow to; a receipt beyond that is refused like one on a full disk.</param>
    /// <param name="redemptions">What members redeemed off line: a receipt that names one goes after it, and to its member. Null when the till redeems nothing off line.</param>
    /// <exception cref="DeviceLogException">Another process has it, or it cannot be used.</exception>
    public static OfflineSales Open(OmnichannelClient client, string path, long mostBytes = LogFile.MostBytes, OfflineRedemptions? redemptions = null) =>
        new(client, LogFile.Open(path, mostBytes, SalesTables.Prepare), redemptions);

    /// <summary>Begins to deliver. Call it when the events have their handlers.</summary>
    public void Start() => loop.Start(file.DamagedFile);

    /// <summary>Keeps a paid receipt. The same receipt again changes nothing, but a refused one goes again, as it is or corrected.</summary>
    /// <param name="receipt">Its <c>external_id</c> is the till's own number, and tells it from all others of its source and store.</param>
    /// <exception cref="DeviceLogException">It could not be kept. So it is with every change.</exception>
    /// <exception cref="ArgumentException">It has no number, another receipt that was not refused has it, or it has more than 4 MB: no call could carry it.</exception>
    public async Task KeepAsync(OrderRecord receipt)
    {
        if (receipt.ExternalId.Length == 0 || receipt.CalculateSize() > MostBytes)
        {
            throw new ArgumentException("A receipt has a number, and at most 4 MB.", nameof(receipt));
        }

        // The disk may take its time, and the caller may be the thread that draws.
        var kept = receipt.Clone();
        await Task.Run(() => Keep(kept)).ConfigureAwait(false);
        loop.Wake();
    }

    /// <summary>Takes a settled receipt out: the till has written down what came of it.</summary>
    /// <exception cref="ArgumentException">It still waits: it would never be delivered.</exception>
    public Task ForgetAsync(OfflineSale sale) => Task.Run(() => Change(() =>
    {
        if (sales.GetValueOrDefault(sale.Number) is not { } kept)
        {
            return sales;
        }

        if (kept.IsWaiting)
        {
            throw new ArgumentException($"{kept.Receipt.ExternalId} is not delivered yet.", nameof(sale));
        }

        file.Write(() => SalesTables.Remove(file, kept));
        return sales.Remove(kept.Number);
    }));

    /// <summary>Waits until every receipt kept before is an order, or is refused, and its event was raised.</summary>
    public Task DeliverAsync(CancellationToken cancellation = default)
    {
        var delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            waiting = waiting.Add((sales.IsEmpty ? 0 : sales.Keys.Last(), delivered));
        }

        Serve();
        return delivered.Task.WaitAsync(cancellation);
    }

    /// <summary>Tries again now: the network is back, somebody has logged in.</summary>
    public void Retry() => loop.Retry();

    /// <summary>Ends delivering. What is not delivered stays in the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }

        // The answer to the call under way is still written.
        await loop.End().ConfigureAwait(false);
        loop.Dispose();
        lock (gate)
        {
            isClosed = true;
            waiting.ForEach(one => one.Delivered.TrySetCanceled());
            file.Dispose();
        }
    }

    private void Keep(OrderRecord receipt) => Change(() =>
    {
        var known = sales.Values.FirstOrDefault(sale => IsSame(sale.Receipt, receipt));
        if (known is not null && known.Refusal is null)
        {
            return known.Receipt.Equals(receipt) ? sales : throw new ArgumentException($"Another receipt has the number {receipt.ExternalId}.", nameof(receipt));
        }

        // What goes again is a new one: it comes after all that wait.
        var sale = new OfflineSale(receipt) { Number = SalesTables.NextNumber(file) };
        file.Write(() =>
        {
            if (known is not null)
            {
                SalesTables.Remove(file, known);
            }

            SalesTables.Put(file, sale);
        });
        return sales.Remove(known?.Number ?? 0).Add(sale.Number, sale);
    });

    // One after the other, in their order. A receipt that is held up for itself lets the others go first.
    private async Task<bool> Deliver()
    {
        Exception? heldUp = null;
        foreach (var sale in Sales.Where(sale => sale.IsWaiting))
        {
            try
            {
                Settle(await Record(sale).ConfigureAwait(false));
            }
            catch (Exception e) when (e is NonsenseException or NotYetException or RpcException { StatusCode: not (StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Unauthenticated or StatusCode.ResourceExhausted) })
            {
                heldUp ??= e;
            }
        }

        return heldUp is null ? false : throw heldUp;
    }

    private async Task<OfflineSale> Record(OfflineSale sale)
    {
        try
        {
            var request = new RecordOrderRequest { Order = Named(sale.Receipt) };
            var answer = await orders.RecordOrderAsync(request, cancellationToken: loop.Stop).ResponseAsync.ConfigureAwait(false);
            return answer.Order is { OrderId.Length: > 0 } order && order.ExternalId == sale.Receipt.ExternalId
                ? sale with { OrderId = order.OrderId, OrderNumber = order.OrderNumber }
                : throw new NonsenseException($"It is not the order of {sale.Receipt.ExternalId}.");
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.InvalidArgument or StatusCode.AlreadyExists or StatusCode.FailedPrecondition or StatusCode.OutOfRange)
        {
            var named = e as RefusedException;
            var refusal = new Refusal { Reason = named?.Reason ?? "INVALID_FIELD", Message = e.Status.Detail, Field = named is { Violations: [var first, ..] } ? first.Field : "" };
            refusal.Metadata.Add(named?.Metadata.ToDictionary() ?? []);
            return sale with { Refusal = refusal };
        }
    }

    // Off line a till knows a card, and not whose it is.
    private OrderRecord Named(OrderRecord receipt)
    {
        if (redemptions?.Find(receipt.HoldId) is not { } redemption)
        {
            return receipt;
        }

        if (redemption.State is not RedemptionState.Settled)
        {
            throw new NotYetException($"{receipt.ExternalId} goes after what was redeemed for it.");
        }

        var named = receipt.Clone();
        named.CustomerId = receipt.CustomerId.Length == 0 ? redemption.Result!.MemberId : receipt.CustomerId;
        return named;
    }

    private void Settle(OfflineSale sale)
    {
        Change(() =>
        {
            file.Write(() => SalesTables.Put(file, sale));
            return sales.SetItem(sale.Number, sale);
        });
        handlers.Raise(() => Settled?.Invoke(this, sale));
        Serve();
    }

    // The file has a change before anybody sees it.
    private void Change(Func<ImmutableSortedDictionary<long, OfflineSale>> change)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            sales = change();
        }
    }

    private void Serve()
    {
        lock (gate)
        {
            var first = sales.Values.FirstOrDefault(sale => sale.IsWaiting)?.Number ?? long.MaxValue;
            foreach (var served in waiting.Where(served => served.Through < first))
            {
                served.Delivered.TrySetResult();
                waiting = waiting.Remove(served);
            }
        }
    }

    private static bool IsSame(OrderRecord one, OrderRecord other) => (one.Source, one.StoreId, one.ExternalId) == (other.Source, other.StoreId, other.ExternalId);
}
