using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;

namespace Omnichannel.OrderTracking.Tests.Carriers;

/// <summary>Built-in carriers are asked as their documentation says, by a server that plays it: what is not as documented is answered 400 or 401.</summary>
public sealed class AskedAsDocumentedTests : IAsyncLifetime
{
    private const string Basic = "Basic c2hvcDpzZWNyZXQ=";

    private static readonly CarrierCatalogue Carriers = CarrierCatalogue.Embedded();

    private readonly ConcurrentQueue<string> asked = [];
    private readonly ConcurrentDictionary<string, byte> transactions = [];
    private WebApplication server = null!;
    private string document = "";

    /// <summary>Carrier, number, request, and the shortest document of its form.</summary>
    public static TheoryData<string, string, string, string> Documented => new()
    {
        {
            "laposte", "EW112720413FR", "GET /suivi/v2/idships/EW112720413FR?lang=fr_FR",
            """{"returnCode":200,"shipment":{"idShip":"EW112720413FR","event":[{"code":"DI1","label":"","date":"2026-03-04T10:00:00+01:00"}]}}"""
        },
        {
            "ups", "1Z1442YY7229014688", "GET /api/track/v1/details/1Z1442YY7229014688?locale=en_US",
            """{"trackResponse":{"shipment":[{"package":[{"trackingNumber":"1Z1442YY7229014688","activity":[{"status":{"type":"D"},"gmtDate":"20260304","gmtTime":"09:00:00"}]}]}]}}"""
        },
        {
            "fedex", "128667043726", "POST /track/v1/trackingnumbers",
            """{"output":{"completeTrackResults":[{"trackResults":[{"trackingNumberInfo":{"trackingNumber":"128667043726"},"scanEvents":[{"date":"2026-03-04T09:00:00Z","eventType":"DL"}]}]}]}}"""
        },
        {
            "mydhl", "1234567890", "GET /mydhlapi/tracking?shipmentTrackingNumber=1234567890&trackingView=all-checkpoints",
            """{"shipments":[{"shipmentTrackingNumber":"1234567890","events":[{"date":"2026-03-04","time":"10:00:00","GMTOffset":"+01:00","typeCode":"OK"}]}]}"""
        },
        {
            "gls", "12345678901234567890", "GET /track-and-trace-v1/tracking/simple/trackids/12345678901234567890",
            """{"parcels":[{"requested":"12345678901234567890","unitno":"12345678901234567890","status":"DELIVERED","events":[{"code":"DELIVD.NORMAL","city":"","country":"DE","description":"","eventDateTime":"2026-03-04T10:00:00+0100"}]}]}"""
        },
        {
            "usps", "9400109104250532908587", "GET /tracking/v3/tracking/9400109104250532908587?expand=DETAIL",
            """{"trackingNumber":"9400109104250532908587","trackingEvents":[{"eventType":"Delivered","GMTTimestamp":"2026-03-04T09:00:00Z","eventCode":"01"}]}"""
        },
        {
            "dhl", "7777777770", "GET /track/shipments?trackingNumber=7777777770",
            """{"shipments":[{"id":"7777777770","events":[{"timestamp":"2026-03-04T10:00:00+01:00","statusCode":"delivered"}]}]}"""
        },
    };

    public async Task InitializeAsync()
    {
        server = WebApplication.CreateSlimBuilder().Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(Answer);
        await server.StartAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task Ask_ACarrier_IsAskedAsItDocuments_AndUnderstood(string carrier, string number, string request, string answer)
    {
        document = answer;
        using var port = Port(carrier);
        await port.Ask(carrier, number, default);
        var answered = await port.Ask(carrier, number, default);

        var read = Carriers.Read(carrier, answered.Document!, new Receipt(number, "poll", new DateTimeOffset(2026, 3, 7, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal((number, "Delivered 03-04T09:00"), (Assert.Single(read.Value.Events).TrackingNumber, CarrierCatalogueTests.Described(read.Value.Events).Single()));
        Assert.Equal([request, request], asked.Where(line => !line.Contains("/token", StringComparison.Ordinal)));

        // A token serves many questions.
        Assert.Equal(carrier is "ups" or "fedex" or "gls" or "usps" ? 1 : 0, asked.Count(line => line.Contains("/token", StringComparison.Ordinal)));
    }

    [DataFact("carriers/ups-tracking_response.json")]
    public async Task Ask_ACarrier_ItsRealAnswerIsReadAsIfItHadSentIt()
    {
        foreach (var row in Documented)
        {
            var (carrier, number) = ((string)row[0], (string)row[1]);
            document = await File.ReadAllTextAsync(SharedData.Path($"carriers/{carrier switch { "dhl" => "dhl_universal-tracking", "usps" => "usps-tracking_responses", _ => $"{carrier}-tracking_response" }}.json"));
            using var port = Port(carrier);
            var answered = await port.Ask(carrier, number, default);

            var read = Carriers.Read(carrier, answered.Document!, new Receipt(number, "poll", new DateTimeOffset(2026, 3, 7, 0, 0, 0, TimeSpan.Zero))).Value;
            Assert.Equal(0, read.Unreadable);
            Assert.Contains(read.Events, e => e.TrackingNumber == number && e.Event.IsScan);
        }
    }

    [Fact]
    public void Documented_HasEveryCarrierThatCanBeAsked() =>
        Assert.Equal(Carriers.Carriers.Where(carrier => Carriers.PollingOf(carrier) is not null).Order(), Documented.Select(row => (string)row[0]).Order());

    [Theory]
    [InlineData("ups", "", "Omnichannel:Carriers:Accounts:ups:Id")]
    [InlineData("mydhl", "", "Omnichannel:Carriers:Accounts:mydhl:Id")]
    [InlineData("royalmail", "shop", "Omnichannel:Carriers:Accounts:royalmail")]
    public void WithAccounts_ThatCannotBeUsed_DoesNotStart(string carrier, string id, string told)
    {
        var settings = new CarrierSettings { Accounts = { [carrier] = new CarrierAccountSettings { Id = id, Key = "secret" } } };

        Assert.Contains(told, Assert.Throws<StartupException>(() => Carriers.WithAccounts(settings)).Message, StringComparison.Ordinal);
    }

    private HttpCarrierTracking Port(string carrier) => new(
        Carriers, new CarrierSettings { Accounts = { [carrier] = new CarrierAccountSettings { Id = "shop", Key = "secret", Uri = server.Urls.First() } } },
        new OutboundLimits(new QuietClock()), TimeProvider.System, NullLogger<HttpCarrierTracking>.Instance);

    private async Task Answer(HttpContext http)
    {
        var request = http.Request;
        asked.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var path = request.Path.Value!;
        string Header(string name) => request.Headers[name].ToString();
        var isAsDocumented = path switch
        {
            "/security/v1/oauth/token" or "/oauth2/v2/token" => Header("Authorization") == Basic && body == "grant_type=client_credentials",
            "/oauth/token" or "/oauth2/v3/token" => body == "grant_type=client_credentials&client_id=shop&client_secret=secret",
            "/track/v1/trackingnumbers" => Header("Authorization") == "Bearer issued" && request.ContentType!.StartsWith("application/json", StringComparison.Ordinal)
                && body == """{"includeDetailedScans":true,"trackingInfo":[{"trackingNumberInfo":{"trackingNumber":"128667043726"}}]}""",
            _ when path.StartsWith("/api/track/", StringComparison.Ordinal) =>
                Header("Authorization") == "Bearer issued" && Header("transactionSrc").Length > 0 && Header("transId").Length > 0 && transactions.TryAdd(Header("transId"), 0),
            _ when path.StartsWith("/track-and-trace-v1/", StringComparison.Ordinal) || path.StartsWith("/tracking/v3/", StringComparison.Ordinal) => Header("Authorization") == "Bearer issued",
            _ when path.StartsWith("/suivi/", StringComparison.Ordinal) => Header("X-Okapi-Key") == "secret",
            "/mydhlapi/tracking" => Header("Authorization") == Basic,
            "/track/shipments" => Header("DHL-API-Key") == "secret",
            _ => false,
        };
        http.Response.StatusCode = isAsDocumented ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        await http.Response.WriteAsync(path.EndsWith("/token", StringComparison.Ordinal) ? """{"access_token":"issued","token_type":"Bearer","expires_in":"14399"}""" : document);
    }

    // A minute and more lies between any two questions: no carrier is asked too often.
    private sealed class QuietClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref now, 2 * TimeSpan.TicksPerMinute);
    }
}
