using System.Diagnostics;
using Grpc.Core;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Carts;

/// <summary>From the moment a device sends an edit to the moment the last of 64 watchers of that cart has it, while more and more streams are open on the node.</summary>
internal sealed class WatchRows(Report report, Settings settings)
{
    private const int PerCart = 64;
    private const int WarmUpEdits = 20;
    private const int Lines = 5;
    private static readonly int[] Watchers = [PerCart, 10 * PerCart, 5_000];

    public async Task Measure()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var shop = await Shop.Start(await redis.TakeDatabaseAsync());
        using var channels = new Channels(shop.Service.App.Addresses().Grpc, 8);
        using var ending = new CancellationTokenSource();
        var carts = new List<WatchedCart>();
        var streams = new List<Task>();
        var before = Resident();
        foreach (var wanted in Watchers)
        {
            while (streams.Count < wanted)
            {
                var client = new CartClients(channels.Of(carts.Count, shop.Service.Tokens.Issue(Role.Customer, $"customer-{carts.Count}")));
                var cart = await WatchedCart.Start(client);
                streams.AddRange(await cart.Open(Math.Min(PerCart, wanted - streams.Count), ending.Token));
                carts.Add(cart);
            }

            await Row(carts, streams.Count, Resident() - before);
        }

        await ending.CancelAsync();
        await Task.WhenAll(streams);
    }

    private async Task Row(List<WatchedCart> carts, int open, long bytes)
    {
        // Edits go round the carts that all 64 watch, one after the other.
        var watched = carts.Where(cart => cart.Watchers == PerCart).ToList();
        var (answers, arrivals) = (new List<long>(), new List<long>());
        var clock = Stopwatch.StartNew();
        for (var edit = 0; edit < WarmUpEdits || clock.Elapsed < settings.Duration; edit++)
        {
            var (answered, arrived) = await watched[edit % watched.Count].Edit();
            if (edit >= WarmUpEdits)
            {
                answers.Add(answered);
                arrivals.Add(arrived);
            }
        }

        report.Row(
            $"edit → all {PerCart} watchers of its cart, {open:N0} watchers on the node",
            $"p50 {At(arrivals, 0.5)}, p99 {At(arrivals, 0.99)}",
            $"{arrivals.Count} edits; {bytes / 1024.0 / open:N0} KiB resident per watcher, both ends",
            $"the edit's own answer: p50 {At(answers, 0.5)}, p99 {At(answers, 0.99)}",
            aim: "p99 <= 50 ms");
    }

    private static string At(List<long> times, double share) => Report.Milliseconds(Load.Percentile([.. times.Order()], share));

    private static long Resident()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }

    /// <summary>A cart of five lines with its watchers.</summary>
    private sealed class WatchedCart(CartClients client, string cartId)
    {
        private readonly Lock guard = new();
        private long sequence;
        private long awaited = long.MaxValue;
        private int missing;
        private TaskCompletionSource<long> all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Watchers { get; private set; }

        public static async Task<WatchedCart> Start(CartClients client)
        {
            var cartId = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = Shop.Market })).Cart.CartId;
            var cart = new WatchedCart(client, cartId);
            foreach (var sku in Shop.Skus.Take(Lines))
            {
                await cart.Add(sku);
            }

            return cart;
        }

        /// <summary>Opens streams, and returns when each has its first snapshot; each task ends with its stream.</summary>
        public async Task<IReadOnlyList<Task>> Open(int count, CancellationToken ending)
        {
            Watchers = count;
            var opened = await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
            {
                var call = client.Cart.WatchCart(new WatchCartRequest { CartId = cartId }, cancellationToken: ending);
                await call.ResponseStream.MoveNext(CancellationToken.None);
                return call;
            }));
            return [.. opened.Select(Follow)];
        }

        /// <summary>One edit: the time to its answer, and to its arrival at the last watcher.</summary>
        public async Task<(long Answered, long Arrived)> Edit()
        {
            lock (guard)
            {
                (awaited, missing, all) = (sequence + 1, Watchers, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            var started = Stopwatch.GetTimestamp();
            await Add(Shop.Skus[sequence % Lines]);
            var answered = Stopwatch.GetTimestamp();
            return (answered - started, await all.Task - started);
        }

        private async Task Add(string sku)
        {
            var request = new ApplyOperationsRequest { CartId = cartId, DeviceId = "app" };
            request.Operations.Add(new CartOperation { DeviceSeq = ++sequence, Add = new AddItem { Sku = sku, Quantity = 1 } });
            await client.Cart.ApplyOperationsAsync(request);
        }

        private async Task Follow(AsyncServerStreamingCall<WatchCartResponse> call)
        {
            using (call)
            {
                try
                {
                    while (await call.ResponseStream.MoveNext(CancellationToken.None))
                    {
                        Seen(call.ResponseStream.Current.Version);
                    }
                }
                catch (RpcException ended) when (ended.StatusCode is StatusCode.Cancelled)
                {
                    return;
                }
            }
        }

        private void Seen(long version)
        {
            lock (guard)
            {
                if (version == awaited && --missing == 0)
                {
                    all.SetResult(Stopwatch.GetTimestamp());
                }
            }
        }
    }
}
