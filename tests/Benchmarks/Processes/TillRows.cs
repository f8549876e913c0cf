using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Omnichannel.Benchmarks.Carts;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Processes;

/// <summary>From the moment a till sends a sale to the moment its points stand on the customer's app: AllInOne, gRPC in, event stream out, both through the gateway.</summary>
internal sealed class TillRows(Report report, Settings settings)
{
    private const int WarmUpSales = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task Measure()
    {
        await using var everything = await AllInOne.Start();
        using var channels = new Measuring.Channels(everything.Grpc);
        await Shop.FillCatalogue(new CartClients(channels.Of(0, await everything.Token(new { sub = "ops-1", role = "ops" }))));
        var app = await everything.Token(new { sub = "customer-1", role = "customer", channel = "APP" });
        var till = await everything.Token(new { sub = "till-1", role = "terminal", channel = "STORE", store_id = "milano-1", associate = "associate-1" });
        await new LoyaltyClients(channels.Of(0, app)).Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "customer-1" });
        using var balance = await BalanceStream.Open(everything.Http, app, "customer-1");
        var sale = new Sale(new CartClients(channels.Of(0, app)), new CartClients(channels.Of(1, till)), balance);

        var visible = new List<long>();
        var answered = new List<long>();
        for (var i = 0; i < WarmUpSales + settings.Sales; i++)
        {
            var (answer, points) = await sale.Make();
            if (i >= WarmUpSales)
            {
                answered.Add(answer);
                visible.Add(points);
            }
        }

        Row("sale at the till → answered", answered, null);
        Row("sale at the till → points on the app's stream", visible, "p99 <= 100 ms");
    }

    private void Row(string what, List<long> times, string? aim)
    {
        var sorted = times.Order().ToArray();
        report.Row(
            what, $"p50 {Report.Milliseconds(Load.Percentile(sorted, 0.5))}, p99 {Report.Milliseconds(Load.Percentile(sorted, 0.99))}", $"{sorted.Length} sales", aim: aim);
    }

    /// <summary>One customer's sales at one till, one after the other.</summary>
    private sealed class Sale(CartClients app, CartClients till, BalanceStream balance)
    {
        private long sequence;
        private string? cartId;

        /// <summary>Time from sending the sale to its answer, and to the points.</summary>
        public async Task<(long Answer, long Points)> Make()
        {
            cartId ??= (await app.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = Shop.Market })).Cart.CartId;
            var add = new ApplyOperationsRequest { CartId = cartId, DeviceId = "phone" };
            add.Operations.Add(new CartOperation { DeviceSeq = ++sequence, Add = new AddItem { Sku = Shop.Skus[0], Quantity = 1, Fulfilment = new Fulfilment { TakeAway = new Fulfilment.Types.TakeAway() } } });
            await app.Cart.ApplyOperationsAsync(add);
            var handoff = await app.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cartId });
            var claimed = await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = handoff.Code });
            var request = new CheckoutInStoreRequest { CartId = cartId, ExpectedVersion = claimed.Cart.Version, Tenders = { new Tender { Kind = TenderKind.Cash } } };
            var seen = balance.Total;
            var started = Stopwatch.GetTimestamp();
            var answer = till.Checkout.CheckoutInStoreAsync(request).ResponseAsync;
            var points = balance.UntilMoreThan(seen);
            await answer;
            var answered = Stopwatch.GetTimestamp();
            return (answered - started, await points - started);
        }
    }

    /// <summary>What the app shows: the member's points, as the event stream brings them.</summary>
    private sealed class BalanceStream : IDisposable
    {
        private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
        private readonly System.Threading.Channels.Channel<(long Total, long At)> seen = System.Threading.Channels.Channel.CreateUnbounded<(long, long)>();

        /// <summary>Points earned so far, pending and active.</summary>
        public long Total { get; private set; }

        public static async Task<BalanceStream> Open(Uri gateway, string token, string member)
        {
            var stream = new BalanceStream();
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, $"/v1/members/{member}/balance:watch"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            var response = await stream.http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            _ = stream.Read(new StreamReader(await response.Content.ReadAsStreamAsync()));
            stream.Total = (await stream.seen.Reader.ReadAsync().AsTask().WaitAsync(Patience)).Total;
            return stream;
        }

        /// <summary>When more than these points had come.</summary>
        public async Task<long> UntilMoreThan(long points)
        {
            while (Total <= points)
            {
                var next = await seen.Reader.ReadAsync().AsTask().WaitAsync(Patience);
                Total = next.Total;
                if (next.Total > points)
                {
                    return next.At;
                }
            }

            return Stopwatch.GetTimestamp();
        }

        public void Dispose() => http.Dispose();

        private async Task Read(StreamReader lines)
        {
            try
            {
                while (await lines.ReadLineAsync() is { } line)
                {
                    var at = Stopwatch.GetTimestamp();
                    if (line.StartsWith("data:", StringComparison.Ordinal) && line.Length > 6)
                    {
                        using var json = JsonDocument.Parse(line[5..]);
                        if (json.RootElement.TryGetProperty("balance", out var balance))
                        {
                            seen.Writer.TryWrite((Number(balance, "pending") + Number(balance, "active"), at));
                        }
                    }
                }
            }
            catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                seen.Writer.TryComplete(error);
            }
        }

        private static long Number(JsonElement balance, string name) =>
            balance.TryGetProperty(name, out var value) ? long.Parse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
