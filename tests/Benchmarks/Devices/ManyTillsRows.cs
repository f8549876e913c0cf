using System.Diagnostics;
using System.Globalization;
using Omnichannel.Benchmarks.Carts;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
using Omnichannel.Client;
using Omnichannel.Client.Carts;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Devices;

/// <summary>What 64 tills send, each with a cart of its own, to Cart-sync on SQLite in this process; the same operations by generated clients in turns with it.</summary>
internal sealed class ManyTillsRows(Report report, Settings settings)
{
    private const int Tills = 64;
    private const int Waiting = 1_000;
    private const int Lines = 5;
    private const int EditsBetweenSets = 40;
    private int customers;

    public async Task Measure()
    {
        await using var shop = await Shop.Start(redis: null);
        using var channels = new Channels(shop.Address);
        await CatchUp(shop, channels);
        await EditByEdit(shop, channels);
    }

    private async Task CatchUp(Shop shop, Channels channels)
    {
        var (client, raw, rounds) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        for (var isWarm = false; !isWarm || client + raw < settings.Duration * 2; isWarm = true)
        {
            var (ours, theirs) = (await SendWithClients(shop), await SendBare(shop, channels));
            if (isWarm)
            {
                (client, raw, rounds) = (client + ours, raw + theirs, rounds + 1);
            }
        }

        double Rate(TimeSpan time) => (double)rounds * Tills * Waiting / time.TotalSeconds;
        report.Row(
            $"{Tills} tills, {Waiting:N0} edits of each waited, until the server has answered all",
            string.Create(CultureInfo.InvariantCulture, $"{Rate(client):N0} operations/s"), "",
            string.Create(CultureInfo.InvariantCulture, $"generated clients, batches of {Waiting:N0}: {Rate(raw):N0}/s"),
            string.Create(CultureInfo.InvariantCulture, $"{raw / client:0.00}"), "10,000/s");
    }

    private async Task<TimeSpan> SendWithClients(Shop shop)
    {
        var tills = Enumerable.Range(0, Tills).Select(_ => new Till(shop, NewToken(shop))).ToList();
        await Task.WhenAll(tills.Select(till => till.Cart.ApplyAsync([.. Enumerable.Range(0, Waiting).Select(Addition)])));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(tills.Select(till => till.Settle()));
        var elapsed = clock.Elapsed;
        foreach (var till in tills)
        {
            await till.DisposeAsync();
        }

        return elapsed;
    }

    private async Task<TimeSpan> SendBare(Shop shop, Channels channels)
    {
        var callers = await Task.WhenAll(Enumerable.Range(0, Tills).Select(i => Bare.Open(new CartClients(channels.Of(i, NewToken(shop))))));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(callers.Select(caller => caller.Send([.. Enumerable.Range(0, Waiting).Select(Addition)])));
        return clock.Elapsed;
    }

    private async Task EditByEdit(Shop shop, Channels channels)
    {
        var tills = Enumerable.Range(0, Tills).Select(_ => new Till(shop, NewToken(shop))).ToList();
        await Task.WhenAll(tills.Select(till => till.Settle()));
        var callers = await Task.WhenAll(Enumerable.Range(0, Tills).Select(i => Bare.Open(new CartClients(channels.Of(i, NewToken(shop))))));
        var reached = await Load.InTurns(Tills, settings, i => callers[i].Edit(), i => tills[i].Edit());
        const string Limit = "generated clients, one operation a call";
        report.Remember(Limit, reached[0]);
        report.Rate($"edit by edit until it is answered ({Tills} tills)", reached[1], "10,000/s", Limit);
        foreach (var till in tills)
        {
            await till.DisposeAsync();
        }
    }

    private string NewToken(Shop shop) => shop.Service.Tokens.Issue(Role.Customer, $"till-{Interlocked.Increment(ref customers)}");

    // Now and then all quantities are set: nobody adds for ever (see Shopper).
    private static IEnumerable<CartOperation> EditOf(int number) => number % EditsBetweenSets == 0
        ? Enumerable.Range(0, Lines).Select(i => new CartOperation { SetQuantity = new SetQuantity { Line = new LineReference { Sku = Shop.Sku(i) }, Quantity = 1 } })
        : [Addition(number)];

    private static CartOperation Addition(int i) => new() { Add = new AddItem { Sku = Shop.Sku(i % Lines), Quantity = 1 } };

    /// <summary>A till with the client. Its log is in memory: each till has a disk of its own, and these would share one.</summary>
    private sealed class Till : IAsyncDisposable
    {
        private readonly OmnichannelClient client;
        private readonly MemoryOperationLog log = new();
        private TaskCompletionSource answered = new();
        private bool isStarted;
        private int edits;

        public Till(Shop shop, string token)
        {
            client = new OmnichannelClient(new OmnichannelClientOptions(shop.Address, _ => new(token)));
            Cart = new DeviceCart(client, log, new DeviceCartOptions(Shop.Market) { Watch = false });
            Cart.Changed += (_, _) =>
            {
                if (Cart.View.Pending == 0)
                {
                    answered.TrySetResult();
                }
            };
        }

        public DeviceCart Cart { get; }

        public Task Settle()
        {
            if (!isStarted)
            {
                isStarted = true;
                Cart.Start();
            }

            return Cart.SettleAsync();
        }

        public async Task Edit()
        {
            answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await Cart.ApplyAsync([.. EditOf(++edits)]);
            await answered.Task;
        }

        public async ValueTask DisposeAsync()
        {
            await Cart.DisposeAsync();
            log.Dispose();
            client.Dispose();
        }
    }

    /// <summary>The same operations by a generated client.</summary>
    private sealed class Bare(CartClients clients, string cartId)
    {
        private long sequence;
        private int edits;

        public static async Task<Bare> Open(CartClients clients) => new(clients, (await clients.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = Shop.Market })).Cart.CartId);

        public Task Edit() => Send([.. EditOf(++edits)]);

        public async Task Send(IReadOnlyList<CartOperation> operations)
        {
            var request = new ApplyOperationsRequest { CartId = cartId, DeviceId = "till", Operations = { operations } };
            foreach (var operation in request.Operations)
            {
                operation.DeviceSeq = ++sequence;
            }

            var answer = await clients.Cart.ApplyOperationsAsync(request);
            if (answer.Results.Any(result => result.Outcome is not (OperationOutcome.Applied or OperationOutcome.Merged)))
            {
                throw new InvalidOperationException("An operation was not applied.");
            }
        }
    }
}
