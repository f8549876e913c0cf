using System.Globalization;
using System.Net;
using System.Text;
using Grpc.Core;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>Webhooks as their senders' own packages sign them.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Ingest = "/omnichannel.orders.v1.ShipmentService/IngestTrackingEvents";
    private const string Body = """{ "anything": ["the carrier", "says", "più"] }""";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Another = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private readonly NodeScript sender = NodeScript.Start("gateway/webhooks.js");
    private readonly List<TrackingReport> arrived = [];
    private string? authorization;
    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync() => await Restart(new()
    {
        ["dhl:Secrets:0"] = Secret,
        ["ups:Secrets:0"] = Another,
        ["gls:Scheme"] = "svix",
        ["gls:Secrets:0"] = "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes("a secret of the carrier gls")),
    });

    public async Task DisposeAsync()
    {
        await sender.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("standardwebhooks")]
    [InlineData("svix-as-standard")]
    public async Task Delivery_Signed_GoesToOrderTrackingAsItIs(string by)
    {
        Assert.Equal((202, ""), await Deliver("dhl", by));

        Assert.Equal(("dhl", Body), (Assert.Single(arrived).CarrierCode, arrived[0].RawPayload));
        Assert.Equal("Bearer service-token", authorization);
    }

    [Fact]
    public async Task PaymentNews_SignedAsStripeDoes_GoesToOrderTrackingAsItIs()
    {
        await Restart([], new() { ["Omnichannel:Webhooks:Payments:stripe:Scheme"] = "stripe", ["Omnichannel:Webhooks:Payments:stripe:Secrets:0"] = "whsec_payments" });
        var told = new List<IngestPaymentNoticeRequest>();
        gateway.Upstream.On("/omnichannel.orders.v1.OrderPaymentService/IngestPaymentNotice", async call =>
        {
            told.Add(await call.Read<IngestPaymentNoticeRequest>());
            await call.Send(new IngestPaymentNoticeResponse { Taken = 1 });
        });
        var at = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        foreach (var (secret, status) in new[] { ("whsec_other", HttpStatusCode.Unauthorized), ("whsec_payments", HttpStatusCode.Accepted) })
        {
            var mac = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{Body}")));
            var request = gateway.Request("POST", "/v1/webhooks/payments/stripe", Body);
            request.Headers.Add("Stripe-Signature", $"t={at},v1={mac}");
            Assert.Equal(status, (await gateway.Send(request)).Status);
        }

        Assert.Equal(("stripe", Body), (Assert.Single(told).ProviderCode, told[0].Document));
    }

    [Fact]
    public async Task Delivery_Altered_IsRefused()
    {
        foreach (var altered in new object[]
        {
            new { body = Body.Replace("says", "said", StringComparison.Ordinal) },
            new { body = "" },
            new { headers = new Dictionary<string, string> { ["webhook-id"] = "msg_2" } },
            new { headers = new Dictionary<string, string> { ["webhook-id"] = "" } },
            new { headers = new Dictionary<string, string> { ["webhook-timestamp"] = (DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1).ToString(CultureInfo.InvariantCulture) } },
            new { headers = new Dictionary<string, string> { ["webhook-timestamp"] = "now" } },
            new { headers = new Dictionary<string, string> { ["webhook-timestamp"] = "99999999999999999" } },
            new { headers = new Dictionary<string, string> { ["webhook-signature"] = "v1,AAAA" } },
            new { headers = new Dictionary<string, string> { ["webhook-signature"] = "nonsense" } },
            new { headers = new Dictionary<string, string> { ["webhook-signature"] = "" } },
            new { url = Url("ups") },
            new { url = Url("dhl2") },
        })
        {
            Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver("dhl", altered: altered));
        }

        Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver("dhl", secrets: [Another]));
        Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver("dhl", by: "svix"));
        Assert.Empty(arrived);
    }

    [Theory]
    [InlineData(-290, 202, "")]
    [InlineData(290, 202, "")]
    [InlineData(-310, 401, "TIMESTAMP_OUTSIDE_WINDOW")]
    [InlineData(310, 401, "TIMESTAMP_OUTSIDE_WINDOW")]
    public async Task Delivery_IsGoodForFiveMinutes(int secondsFromNow, int status, string reason) =>
        Assert.Equal((status, reason), await Deliver("dhl", secondsFromNow: secondsFromNow));

    // Whoever cannot sign learns nothing: not which sources there are, not how they sign, not whether the time was right.
    [Fact]
    public async Task UnknownSource_IsAnsweredLikeAWrongSignature()
    {
        string[] paths = ["dhl", "gls", "nobody", "dhl%2F", "DHL"];
        var answers = new List<string>();
        foreach (var path in paths)
        {
            answers.Add(Without(await gateway.Send("POST", "/v1/webhooks/carriers/" + path, Body)));
            answers.Add(Without(await gateway.Send(Old(path))));
        }

        Assert.Single(answers.Distinct());
        Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver("nobody", secondsFromNow: -1000));
        Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver("dhl", secrets: [Another], secondsFromNow: -1000));

        HttpRequestMessage Old(string path)
        {
            var request = gateway.Request("POST", "/v1/webhooks/carriers/" + path, Body);
            request.Headers.Add("webhook-id", "msg_1");
            request.Headers.Add("webhook-timestamp", "1000");
            request.Headers.Add("webhook-signature", "v1,AAAA");
            return request;
        }

        static string Without(Answer answer) => $"{answer.Status} {answer.Body.Replace(answer.Json.GetProperty("instance").GetString()!, "", StringComparison.Ordinal)}";
    }

    [Fact]
    public async Task Secrets_AreReplacedWithoutAGap()
    {
        await Restart(new() { ["dhl:Secrets:0"] = Another, ["dhl:Secrets:1"] = Secret });

        Assert.Equal(202, (await Deliver("dhl", id: "msg_1", secrets: [Secret])).Status);
        Assert.Equal(202, (await Deliver("dhl", id: "msg_2", secrets: [Another])).Status);
        Assert.Equal(202, (await Deliver("dhl", id: "msg_3", secrets: ["whsec_" + Convert.ToBase64String(new byte[24]), Secret])).Status);
        Assert.Equal(401, (await Deliver("dhl", id: "msg_4", secrets: ["whsec_" + Convert.ToBase64String(new byte[24])])).Status);
        Assert.Equal(3, arrived.Count);
    }

    [Fact]
    public async Task Secret_OfTwoSources_IsWorthNothingWithoutTheSourceInTheId()
    {
        await Restart(new() { ["dhl:Secrets:0"] = Secret, ["dhl_express:Secrets:0"] = Secret, ["ups:Secrets:0"] = Another });

        Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver("dhl", id: "msg_1"));
        Assert.Equal((202, ""), await Deliver("dhl", id: "carriers/dhl:msg_1"));
        foreach (var other in new[] { "dhl_express", "ups" })
        {
            Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver("dhl", id: "carriers/dhl:msg_2", altered: new { url = Url(other) }));
        }

        Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver("dhl", id: "carriers/dhl_express:msg_2"));
        Assert.Equal((202, ""), await Deliver("dhl_express", id: "carriers/dhl_express:msg_2"));
        Assert.Equal((202, ""), await Deliver("ups", id: "msg_1", secrets: [Another]));
        Assert.Equal(["dhl", "dhl_express", "ups"], arrived.Select(report => report.CarrierCode));
    }

    [Fact]
    public async Task Delivery_Again_IsTakenOnce_AndOneThatFailedIsNot()
    {
        Assert.Equal(202, (await Deliver("dhl", id: "msg_1")).Status);
        Assert.Equal(202, (await Deliver("dhl", id: "msg_1")).Status);
        Assert.Equal(202, (await Deliver("dhl", id: "msg_1", secondsFromNow: 60)).Status);
        Assert.Single(arrived);
        Assert.Equal(202, (await Deliver("ups", id: "msg_1", secrets: [Another])).Status);
        Assert.Equal(2, arrived.Count);

        gateway.Upstream.On(Ingest, call => call.Fail(GrpcErrors.Create(StatusCode.Unavailable, "DATABASE_UNAVAILABLE", "away")));
        Assert.Equal((503, "DATABASE_UNAVAILABLE"), await Deliver("dhl", id: "msg_2"));
        Take();
        Assert.Equal(202, (await Deliver("dhl", id: "msg_2")).Status);
        Assert.Equal(3, arrived.Count);
    }

    [Fact]
    public async Task Document_ThatOrderTrackingRefuses_Is422()
    {
        gateway.Upstream.On(Ingest, call => call.Send(new IngestTrackingEventsResponse
        {
            Results = { new TrackingReportResult { Refusal = new Refusal { Reason = "PAYLOAD_NOT_UNDERSTOOD", Message = "Not a document of this carrier." } } },
        }));
        Assert.Equal((422, "PAYLOAD_NOT_UNDERSTOOD"), await Deliver("dhl"));
    }

    [Fact]
    public async Task Body_AboveTheCap_Is413_WhoeverSends()
    {
        await Restart(new() { ["dhl:Secrets:0"] = Secret }, new() { ["Omnichannel:Webhooks:MostBytes"] = "1000" });

        Assert.Equal((202, ""), await Deliver("dhl", body: new string('7', 1000)));
        Assert.Equal((413, "BODY_TOO_LARGE"), await Deliver("dhl", id: "msg_2", body: new string('7', 1001)));
        Assert.Equal((413, "BODY_TOO_LARGE"), await Deliver("nobody", body: new string('7', 1001)));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(2, false)]
    public async Task Body_OfMegabytes_Is413_BeforeItWasReadToItsEnd(int megabytes, bool saysItsLength)
    {
        var request = gateway.Request("POST", "/v1/webhooks/carriers/dhl", "{}");
        request.Content = new ByteArrayContent(new byte[megabytes * 1024 * 1024]) { Headers = { ContentType = new("application/json") } };
        (request.Headers.TransferEncodingChunked, request.Headers.ExpectContinue) = (!saysItsLength, saysItsLength);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await gateway.Send(request)).Status);
        Assert.Empty(arrived);
    }

    [Fact]
    public async Task Limit_IsPerSource_AndCountsNobodyWhoCannotSign()
    {
        await Restart(
            new() { ["dhl:Secrets:0"] = Secret, ["ups:Secrets:0"] = Another },
            new() { ["Omnichannel:Webhooks:PerSource:PerSecond"] = "1", ["Omnichannel:Webhooks:PerSource:Burst"] = "3" });
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(401, (await Deliver("dhl", secrets: [Another])).Status);
        }

        Assert.Equal(202, (await Deliver("dhl", id: "first")).Status);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Deliver("dhl", id: $"msg_{i}")));
        Assert.Contains((429, "RATE_LIMITED"), answers);
        Assert.Equal(202, (await Deliver("ups", id: "msg_1", secrets: [Another])).Status);
    }

    [Fact]
    public async Task Scheme_OfEachProviderWeKnow_IsVerified()
    {
        await Restart(new()
        {
            ["stripe:Scheme"] = "stripe", ["stripe:Secrets:0"] = "whsec_as_it_is_written",
            ["twilio:Scheme"] = "twilio", ["twilio:Secrets:0"] = "12345",
            ["easypost:Scheme"] = "easypost", ["easypost:Secrets:0"] = "sécret",
            ["aftership:Scheme"] = "aftership", ["aftership:Secrets:0"] = "0123abcd",
            ["svix:Scheme"] = "svix", ["svix:Secrets:0"] = Secret,
        });
        var secrets = new Dictionary<string, string> { ["stripe"] = "whsec_as_it_is_written", ["twilio"] = "12345", ["easypost"] = "sécret", ["aftership"] = "0123abcd", ["svix"] = Secret };
        foreach (var (by, secret) in secrets)
        {
            Assert.Equal((202, ""), await Deliver(by, by, secrets: [secret], hashInQuery: by == "twilio"));
            Assert.Equal((202, ""), await Deliver(by, by, secrets: [secret], hashInQuery: by == "twilio"));
            Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver(by, by, secrets: [secret], hashInQuery: by == "twilio", altered: new { body = Body + " " }));
            Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver(by, by, secrets: [by == "svix" ? Another : secret + "x"], hashInQuery: by == "twilio"));
        }

        Assert.Equal(secrets.Keys, arrived.Select(report => report.CarrierCode).Distinct());
        Assert.Equal((401, "TIMESTAMP_OUTSIDE_WINDOW"), await Deliver("stripe", "stripe", secrets: [secrets["stripe"]], secondsFromNow: -310));
        Assert.Equal((202, ""), await Deliver("stripe", "stripe", body: "{}", secrets: ["other", secrets["stripe"]]));
    }

    [Fact]
    public async Task Form_ThatIsSignedByItsFields_IsVerifiedByAddressAndFields()
    {
        await Restart(new() { ["a:Scheme"] = "twilio", ["a:Secrets:0"] = "12345", ["b:Scheme"] = "twilio", ["b:Secrets:0"] = "12345" });
        const string Form = "To=%2B39061&Body=gi%C3%A0+fatto&From=%2B39062&Empty=";
        Task<(int Status, string Reason)> Send(object? altered = null) => Deliver("a", "twilio", body: Form, secrets: ["12345"], type: "application/x-www-form-urlencoded", altered: altered);

        Assert.Equal((202, ""), await Send());
        Assert.Equal(Form, Assert.Single(arrived).RawPayload);
        Assert.Equal((401, "SIGNATURE_INVALID"), await Send(new { body = Form + "x" }));
        Assert.Equal((401, "SIGNATURE_INVALID"), await Send(new { url = Url("b") }));
        Assert.Equal((401, "SIGNATURE_INVALID"), await Send(new { url = Url("a") + "?x=1" }));
        Assert.Equal((401, "SIGNATURE_INVALID"), await Deliver("a", "twilio", secrets: ["12345"]));
    }

    [Fact]
    public async Task Scheme_OfTheOperators_IsOneFileMore()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "corriere.yaml"), """
            id: { header: X-Event }
            timestamp: { header: X-Sign, separator: ";", prefix: "at:" }
            signature: { header: X-Sign, separator: ";", prefix: "mac:", encoding: base64 }
            signed: "{method} {path}\n{id}\n{timestamp}\n{body}"
            algorithm: hmac-sha512
            tolerance: 00:01:00
            """);
        await Restart(new() { ["corriere:Scheme"] = "corriere", ["corriere:Secrets:0"] = "segreto" }, new() { ["Omnichannel:Webhooks:Schemes"] = folder.Path });
        Task<Answer> Send(int age, string body = Body)
        {
            var at = (DateTimeOffset.UtcNow.ToUnixTimeSeconds() - age).ToString(CultureInfo.InvariantCulture);
            var mac = System.Security.Cryptography.HMACSHA512.HashData(Encoding.UTF8.GetBytes("segreto"), Encoding.UTF8.GetBytes($"POST /v1/webhooks/carriers/corriere\ne-{age}\n{at}\n{Body}"));
            var request = gateway.Request("POST", "/v1/webhooks/carriers/corriere", body);
            request.Headers.Add("X-Event", $"e-{age}");
            request.Headers.Add("X-Sign", $"at:{at}; mac:{Convert.ToBase64String(mac)}");
            return gateway.Send(request);
        }

        Assert.Equal(HttpStatusCode.Accepted, (await Send(0)).Status);
        (await Send(1, Body + " ")).AssertProblem(401, "SIGNATURE_INVALID");
        (await Send(70)).AssertProblem(401, "TIMESTAMP_OUTSIDE_WINDOW");
    }

    [Theory]
    [InlineData("a:Scheme", "pigeon", "Carriers:a:Scheme: 'pigeon' is none of aftership, easypost, standard, stripe, svix, twilio")]
    [InlineData("a:Secrets:0", "   ", "Carriers:a:Secrets:0 is no secret of 'standard'")]
    [InlineData("a:Secrets:0", "whsec_no-base64", "Carriers:a:Secrets:0 is no secret of 'standard'")]
    [InlineData("a:Secrets:0", "whsec_c2hvcnQ=", "at least 16 bytes in base64")]
    [InlineData("a:Scheme", "standard", "Carriers:a:Secrets:0 is not set")]
    [InlineData("A b:Secrets:0", Secret, "the name of a source")]
    public async Task Start_WithASourceThatIsNotComplete_SaysWhich(string key, string value, string said)
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => Restart(new() { [key] = value }));

        Assert.Contains(said, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("c2hvcnQ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithOneSecretForTwoSourcesThatCannotBeToldApart_IsRefused()
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => Restart(new()
        {
            ["a:Scheme"] = "stripe", ["a:Secrets:0"] = "one secret", ["b:Scheme"] = "easypost", ["b:Secrets:0"] = "one secret",
        }));

        Assert.Contains("carriers/a and carriers/b have the same secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("one secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signed: '{body}'\nalgorithm: md5\nsignature: { header: X, encoding: hex }", "algorithm: 'md5'")]
    [InlineData("signed: '{corpo}'\nalgorithm: hmac-sha256\nsignature: { header: X, encoding: hex }", "{corpo} is unknown")]
    [InlineData("signed: 'constant'\nalgorithm: hmac-sha256\nsignature: { header: X, encoding: hex }", "the body has to be in it")]
    [InlineData("signed: '{form}'\nalgorithm: hmac-sha256\nsignature: { header: X, encoding: hex }", "the body has to be in it")]
    [InlineData("signed: '{id}{body}'\nalgorithm: hmac-sha256\nsignature: { header: X, encoding: hex }", "id: is needed")]
    [InlineData("signed: '{body}'\nalgorithm: hmac-sha256\ntimestamp: { header: T }\nsignature: { header: X, encoding: hex }", "timestamp: is needed")]
    [InlineData("signed: '{body}'\nalgorithm: hmac-sha256\nsignature: { header: X, encoding: octal }", "encoding is hex or base64")]
    [InlineData("signed: '{body}'\nalgorithm: hmac-sha256\nsignature: { encoding: hex }", "a header is needed")]
    [InlineData("signd: '{body}'", "signd")]
    [InlineData("", "empty")]
    public async Task Start_WithADataFileThatIsNone_NamesItAndWhatIsWrong(string yaml, string said)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "mine.yaml"), yaml);
        var failure = await Assert.ThrowsAsync<StartupException>(() => Restart([], new() { ["Omnichannel:Webhooks:Schemes"] = folder.Path }));

        Assert.Contains("mine.yaml", failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    private string Url(string source) => new Uri(gateway.Address, "/v1/webhooks/carriers/" + source).ToString();

    private async Task Restart(Dictionary<string, string?> sources, Dictionary<string, string?>? settings = null)
    {
        var all = sources.ToDictionary(source => "Omnichannel:Webhooks:Carriers:" + source.Key, source => source.Value);
        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        var started = await GatewayUnderTest.Start(all);
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        gateway = started;
        Take();
    }

    private void Take() => gateway.Upstream.On(Ingest, async call =>
    {
        authorization = call.Headers.Authorization;
        var request = await call.Read<IngestTrackingEventsRequest>();
        lock (arrived)
        {
            arrived.AddRange(request.Reports);
        }

        await call.Send(new IngestTrackingEventsResponse { Results = { new TrackingReportResult { AcceptedEvents = 1 } } });
    });

    private async Task<(int Status, string Reason)> Deliver(
        string source, string by = "standardwebhooks", string id = "msg_1", string body = Body, string[]? secrets = null, int secondsFromNow = 0, string type = "application/json",
        bool hashInQuery = false, object? altered = null)
    {
        var answer = await sender.CallAsync("deliver", new { by, url = Url(source), secrets = secrets ?? [Secret], deliveryId = id, secondsFromNow, body, type, hashInQuery, altered = altered ?? new { } });
        return (answer.GetProperty("status").GetInt32(), answer.GetProperty("reason").GetString()!);
    }
}
