using System.Diagnostics;
using System.Threading.Channels;
using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Returns.V1;
using Refusal = Omnichannel.Types.V1.Refusal;

namespace Omnichannel.AllInOne.Import;

/// <summary>The public rpcs that an import goes through, and the caller's credentials.</summary>
public sealed record ImportClients(
    OrderTrackingService.OrderTrackingServiceClient Orders,
    ReturnsService.ReturnsServiceClient Returns,
    LoyaltyService.LoyaltyServiceClient Loyalty,
    Func<Metadata> Credentials);

/// <summary>What came of an import.</summary>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Rejections">Rows that were not taken, in the order of the file.</param>
/// <param name="Orders">Orders imported, now or before.</param>
/// <param name="Returns">Returns imported, now or before.</param>
/// <param name="Customers">Customers enrolled.</param>
public sealed record ImportSummary(long Rows, IReadOnlyList<RejectedRow> Rejections, long Orders, long Returns, long Customers)
{
    /// <summary>Rows taken: every row is either here or in the rejections.</summary>
    public long Imported => Rows - Rejections.Count;
}

/// <summary>Sends a file's items in batches through the public rpcs. Everything is idempotent by source and external id: what is sent twice changes nothing.</summary>
public sealed class HistoryImporter(HistorySource source, ImportJournal journal, ImportClients clients, IProgress<long> progress)
{
    private const int MostOrdersInBatch = 400;
    private const int MostLinesInBatch = 6_000;
    private const int MostReturnsInBatch = 500;
    private const int BatchesUnderWay = 3;
    private static readonly TimeSpan OrderEventPatience = TimeSpan.FromMinutes(5);

    private readonly object counting = new();
    private long orders;
    private long returns;
    private long customers;

    /// <summary>Runs to the end of the file.</summary>
    /// <exception cref="RpcException">The services cannot be reached or refuse the caller. Run it again: it goes on where it stopped.</exception>
    public async Task<ImportSummary> Run(CancellationToken cancellation)
    {
        var rejections = new List<RejectedRow>();
        var batches = System.Threading.Channels.Channel.CreateBounded<Batch>(BatchesUnderWay);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var senders = Enumerable.Range(0, BatchesUnderWay).Select(_ => Send(batches.Reader, stop)).ToList();
        try
        {
            foreach (var batch in Batches(rejections))
            {
                await batches.Writer.WriteAsync(batch, stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A sender failed: its exception is the one to tell.
            batches.Writer.TryComplete();
        }

        batches.Writer.TryComplete();
        await Task.WhenAll(senders).ConfigureAwait(false);

        // A row may be refused by more than one of its returns; it is one row all the same.
        var all = rejections.Concat(journal.Rejections).GroupBy(row => row.Line).Select(group => group.First()).OrderBy(row => row.Line).ToList();
        return new ImportSummary(source.Rows, all, orders, returns, customers);
    }

    // Sales and returns go in batches of their own; the numbering depends on nothing but file and map.
    private IEnumerable<Batch> Batches(List<RejectedRow> rejections)
    {
        var number = 0;
        var sales = new List<SaleItem>();
        var saleLines = 0;
        var returned = new List<ReturnItem>();
        foreach (var item in source.Items(rejections))
        {
            if (item is SaleItem sale)
            {
                sales.Add(sale);
                saleLines += sale.Order.Lines.Count;
            }
            else
            {
                returned.Add((ReturnItem)item);
            }

            if (sales.Count >= MostOrdersInBatch || saleLines >= MostLinesInBatch)
            {
                yield return new SaleBatch(number++, sales);
                sales = [];
                saleLines = 0;
                if (returned.Count >= MostReturnsInBatch)
                {
                    yield return new ReturnBatch(number++, returned);
                    returned = [];
                }
            }
        }

        if (sales.Count > 0)
        {
            yield return new SaleBatch(number++, sales);
        }

        foreach (var rest in returned.Chunk(MostReturnsInBatch))
        {
            yield return new ReturnBatch(number++, [.. rest]);
        }
    }

    private async Task Send(ChannelReader<Batch> batches, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var batch in batches.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                if (!journal.IsAnswered(batch.Number))
                {
                    journal.Answered(batch.Number, await (batch is SaleBatch sales ? Send(sales, stop.Token) : Send((ReturnBatch)batch, stop.Token)).ConfigureAwait(false));
                }

                Count(batch);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Count(Batch batch)
    {
        lock (counting)
        {
            if (batch is SaleBatch sales)
            {
                orders += sales.Items.Count(sale => !journal.IsRejected(sale.Lines[0]));
                customers += sales.Items.Count(sale => sale.Enrollment is not null);
                progress.Report(sales.Items.Sum(sale => (long)sale.Lines.Count));
            }
            else if (batch is ReturnBatch returned)
            {
                returns += returned.Items.Count(item => !journal.IsRejected(item.Lines[0]));
                progress.Report(returned.Items.Select(item => item.Lines[0]).Distinct().Count());
            }
        }
    }

    private async Task<IReadOnlyList<RejectedRow>> Send(SaleBatch batch, CancellationToken cancellation)
    {
        var enrollments = new EnrollMembersRequest();
        enrollments.Enrollments.AddRange(batch.Items.Where(sale => sale.Enrollment is not null).Select(sale => sale.Enrollment));
        if (enrollments.Enrollments.Count > 0)
        {
            await Retry(options => clients.Loyalty.EnrollMembersAsync(enrollments, options), cancellation).ConfigureAwait(false);
        }

        var request = new ImportOrdersRequest();
        request.Orders.AddRange(batch.Items.Select(sale => sale.Order));
        var answer = await Retry(options => clients.Orders.ImportOrdersAsync(request, options), cancellation).ConfigureAwait(false);
        var refused = new List<RejectedRow>();
        for (var i = 0; i < batch.Items.Count; i++)
        {
            if (answer.Results[i].Outcome == ImportOutcome.Rejected)
            {
                refused.AddRange(Refused(batch.Items[i], answer.Results[i].Refusal));
            }
        }

        return refused;
    }

    private async Task<IReadOnlyList<RejectedRow>> Send(ReturnBatch batch, CancellationToken cancellation)
    {
        var refused = new List<RejectedRow>();
        var waiting = batch.Items;
        var clock = Stopwatch.StartNew();
        for (var pause = 50; waiting.Count > 0; pause = Math.Min(pause * 2, 1_000))
        {
            var request = new ImportReturnsRequest();
            request.Returns.AddRange(waiting.Select(item => item.Return));
            var answer = await Retry(options => clients.Returns.ImportReturnsAsync(request, options), cancellation).ConfigureAwait(false);
            var unknown = new List<ReturnItem>();
            for (var i = 0; i < waiting.Count; i++)
            {
                switch (answer.Results[i].Outcome)
                {
                    case ImportReturnOutcome.Rejected:
                        refused.AddRange(Refused(waiting[i], answer.Results[i].Refusal));
                        break;
                    case ImportReturnOutcome.OrderUnknown:
                        unknown.Add(waiting[i]);
                        break;
                    default:
                        break;
                }
            }

            waiting = unknown;
            if (waiting.Count > 0 && clock.Elapsed > OrderEventPatience)
            {
                var orderUnknown = new Refusal { Reason = "ORDER_UNKNOWN", Message = "Its order was not imported." };
                refused.AddRange(waiting.SelectMany(item => Refused(item, orderUnknown)));
                break;
            }

            // The order's event is on its way from Order-tracking to Returns.
            await Task.Delay(waiting.Count > 0 ? pause : 0, cancellation).ConfigureAwait(false);
        }

        return refused;
    }

    private static IEnumerable<RejectedRow> Refused(HistoryItem item, Refusal refusal) =>
        item.Lines.Select(line => new RejectedRow(line, refusal.Reason, refusal.Message, ""));

    // Everything sent is idempotent by its external ids, so repeating is always safe.
    private async Task<T> Retry<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var answer = call(new CallOptions(clients.Credentials(), DateTime.UtcNow.AddMinutes(2), cancellation));
                return await answer.ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException error) when (attempt < 8 && IsPassing(error.StatusCode))
            {
                await Task.Delay(100 << Math.Min(attempt, 6), cancellation).ConfigureAwait(false);
            }
        }
    }

    private static bool IsPassing(StatusCode code) =>
        code is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded or StatusCode.Aborted;

    private abstract record Batch(int Number);

    private sealed record SaleBatch(int Number, IReadOnlyList<SaleItem> Items) : Batch(Number);

    private sealed record ReturnBatch(int Number, IReadOnlyList<ReturnItem> Items) : Batch(Number);
}
