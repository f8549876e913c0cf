using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>
/// What is wrong is refused precisely (status, reason, field), never with a 500, a stack trace or a hang, and changes nothing: after every request
/// the cart, the points, the orders and the mailbox are as they were.
/// </summary>
public sealed class BadInputTests(BadInputTests.Shop shop) : IClassFixture<BadInputTests.Shop>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string, string, string?, int, string, string?> Requests()
    {
        const string Apply = "POST /v1/carts/{cart}:apply";
        const string Hold = "POST /v1/members/{customer}/holds";
        var data = new TheoryData<string, string, string, string?, int, string, string?>
        {
            // Name, who, request, body, status, reason, field.
            { "JSON that ends early", "customer", Apply, "{\"deviceId\":", 400, "MALFORMED_JSON", null },
            { "JSON that is no object", "customer", Apply, "[]", 400, "INVALID_FIELD", "body" },
            { "JSON with an unknown name", "customer", Apply, "{\"deviceId\":\"phone\",\"operatoins\":[]}", 400, "INVALID_FIELD", "operatoins" },
            { "JSON too deep", "customer", Apply, string.Concat(Enumerable.Repeat("{\"operations\":[", 500)), 400, "INVALID_FIELD", null },
            { "half a surrogate", "customer", Apply, Operation("\"add\":{\"sku\":\"\\ud800\",\"quantity\":1}"), 400, "INVALID_FIELD", "operations[0].add.sku" },
            { "NUL in text", "customer", Apply, Operation("\"add\":{\"sku\":\"LA\\u0000MP\",\"quantity\":1}"), 400, "INVALID_FIELD", "operations[0].add.sku" },
            { "quantity beyond 32 bits", "customer", Apply, Operation("\"add\":{\"sku\":\"LAMP\",\"quantity\":4294967296}"), 400, "INVALID_FIELD", "operations[0].add.quantity" },
            { "quantity with a fraction", "customer", Apply, Operation("\"add\":{\"sku\":\"LAMP\",\"quantity\":1.5}"), 400, "INVALID_FIELD", "operations[0].add.quantity" },
            { "another device's operations", "customer", Apply, Operation("\"add\":{\"sku\":\"LAMP\",\"quantity\":1}").Replace("phone", "tablet", StringComparison.Ordinal), 400, "DEVICE_MISMATCH", "deviceId" },
            { "1,001 operations", "customer", Apply, Batch("operations", "{\"deviceSeq\":\"2\"}", "\"deviceId\":\"phone\","), 400, "BATCH_TOO_LARGE", "operations" },
            { "a body of 2 MB", "customer", Apply, "{\"deviceId\":\"" + new string('x', 2_000_000) + "\"}", 413, "BODY_TOO_LARGE", null },
            { "another customer's cart", "stranger", Apply, Operation("\"add\":{\"sku\":\"LAMP\",\"quantity\":1}").Replace("phone", "elsewhere", StringComparison.Ordinal), 404, "CART_NOT_FOUND", null },
            { "another customer's cart, read", "stranger", "GET /v1/carts/{cart}", null, 404, "CART_NOT_FOUND", null },
            { "another customer's cart, sold", "stranger", "POST /v1/carts/{cart}/checkouts", "{\"expectedVersion\":\"1\"}", 404, "CART_NOT_FOUND", null },
            { "another customer's points", "stranger", "GET /v1/members/{customer}/balance", null, 403, "NOT_YOUR_SUBJECT", null },
            { "another customer's points, held", "stranger", Hold, "{\"points\":\"1\"}", 403, "NOT_YOUR_SUBJECT", null },
            { "another customer's contact", "stranger", "PUT /v1/contacts/{customer}", "{\"details\":{\"email\":\"a@shop.example\"}}", 403, "NOT_YOUR_SUBJECT", null },
            { "another customer's orders", "stranger", "GET /v1/customers/{customer}/orders", null, 403, "NOT_YOUR_SUBJECT", null },
            { "a cart id that is none", "customer", "GET /v1/carts/..%2F..", null, 404, "CART_NOT_FOUND", null },
            { "a stranger's role", "customer", "POST /v1/items:upsert", "{\"items\":[]}", 403, "ROLE_NOT_ALLOWED", null },
            { "an rpc of agents", "customer", "GET /v1/customers/{customer}/timeline", null, 403, "ROLE_NOT_ALLOWED", null },
            { "no token", "nobody", "GET /v1/carts/{cart}", null, 401, "TOKEN_MISSING", null },
            { "an expired token", "expired", "GET /v1/carts/{cart}", null, 401, "TOKEN_EXPIRED", null },
            { "a forged token", "forger", "GET /v1/carts/{cart}", null, 401, "TOKEN_INVALID", null },
            { "an unsigned token", "unsigned", "GET /v1/carts/{cart}", null, 401, "TOKEN_INVALID", null },
            { "no points", "customer", Hold, "{}", 400, "POINTS_OUT_OF_RANGE", "points" },
            { "negative points", "customer", Hold, "{\"points\":\"-5\"}", 400, "POINTS_OUT_OF_RANGE", "points" },
            { "the most points", "customer", Hold, "{\"points\":\"9223372036854775807\"}", 400, "POINTS_OUT_OF_RANGE", "points" },
            { "points beyond 64 bits", "customer", Hold, "{\"points\":\"9223372036854775808\"}", 400, "INVALID_FIELD", "points" },
            { "more points than there are", "customer", Hold, "{\"points\":\"101\"}", 409, "INSUFFICIENT_POINTS", null },
            { "the least adjustment", "agent", "POST /v1/members/{customer}:adjustPoints", "{\"points\":\"-9223372036854775808\",\"reason\":\"x\"}", 400, "POINTS_OUT_OF_RANGE", "points" },
            { "points of nobody", "agent", "POST /v1/members/nobody:adjustPoints", "{\"points\":\"1\",\"reason\":\"x\"}", 404, "MEMBER_NOT_FOUND", null },
            { "a coupon for nothing", "ops", "POST /v1/coupons:issue", "{\"codes\":[\"GOOD-CODE\"],\"terms\":{\"percent\":\"200\",\"maxRedemptions\":1}}", 400, "COUPON_TERMS_INVALID", null },
            { "1,001 items", "ops", "POST /v1/items:upsert", Batch("items", "{\"sku\":\"S\"}"), 400, "BATCH_TOO_LARGE", "items" },
            { "1,001 orders of the past", "ops", "POST /v1/orders:import", Batch("orders", "{}"), 400, "BATCH_TOO_LARGE", "orders" },
            { "1,001 returns of the past", "ops", "POST /v1/returns:import", Batch("returns", "{}"), 400, "BATCH_TOO_LARGE", "returns" },
            { "no parcels' news", "ops", "POST /v1/trackingEvents:ingest", "{\"reports\":[]}", 400, "INVALID_FIELD", "reports" },
            { "a return of an unknown order", "customer", "POST /v1/returns", "{\"orderId\":\"c00-x.1\",\"lines\":[{\"lineId\":\"l\",\"resolution\":\"RESOLUTION_REFUND\",\"quantity\":1,\"reason\":\"RETURN_REASON_TOO_SMALL\"}]}", 404, "ORDER_NOT_FOUND", null },
            { "a return of less than nothing", "customer", "POST /v1/returns", "{\"orderId\":\"o\",\"lines\":[{\"lineId\":\"l\",\"resolution\":\"RESOLUTION_REFUND\",\"quantity\":-1,\"reason\":\"RETURN_REASON_TOO_SMALL\"}]}", 400, "INVALID_FIELD", "lines[0].quantity" },
            { "a page of another list", "customer", "GET /v1/members/{customer}/entries?pageToken=garbage", null, 400, "PAGE_TOKEN_INVALID", "pageToken" },
            { "a page of less than nothing", "customer", "GET /v1/members/{customer}/entries?pageSize=-1", null, 400, "INVALID_FIELD", "pageSize" },
            { "an e-mail address that is none", "customer", "PUT /v1/contacts/{customer}", "{\"details\":{\"name\":\"x\",\"email\":\"not one\",\"language\":\"it\",\"timeZone\":\"Europe/Rome\"}}", 400, "EMAIL_INVALID", "details.email" },
            { "a merge with a token that is none", "customer", "POST /v1/carts:mergeGuest", "{\"guestToken\":\"garbage\",\"market\":\"IT\",\"strategy\":\"MERGE_STRATEGY_MAX\"}", 404, "GRANT_NOT_VALID", null },
            { "a handoff code that is none", "till", "POST /v1/handoffs:claim", "{\"code\":\"garbage\"}", 404, "GRANT_NOT_VALID", null },
            { "a sale to be paid with less than nothing", "customer", "POST /v1/carts/{cart}/checkouts", "{\"expectedVersion\":\"1\",\"pointsToRedeem\":\"-5\"}", 400, "INVALID_FIELD", "pointsToRedeem" },
            { "a sale of a cart as it was", "till", "POST /v1/carts/{cart}:checkoutInStore", "{\"expectedVersion\":\"9000\",\"tenders\":[]}", 404, "CART_NOT_FOUND", null },
            { "an unsubscribe link that is none", "nobody", "POST /v1/unsubscribe/garbage", "{}", 404, "GRANT_NOT_VALID", null },
            { "a path that is none", "customer", "GET /v1/nonsense", null, 404, "ROUTE_UNKNOWN", null },
        };
        return data;
    }

    /// <summary>Operations that are understood, and refused one by one: the answer says so per operation.</summary>
    public static TheoryData<string, string, long?, long, string> RefusedOperations() => new()
    {
        // Name, operation, its number (the next when null), its base, reason.
        { "an unknown sku", "\"add\":{\"sku\":\"NOPE\",\"quantity\":1}", null, 0, "SKU_UNKNOWN" },
        { "a negative quantity", "\"add\":{\"sku\":\"LAMP\",\"quantity\":-1}", null, 0, "QUANTITY_OUT_OF_RANGE" },
        { "the highest quantity", "\"add\":{\"sku\":\"LAMP\",\"quantity\":2147483647}", null, 0, "QUANTITY_OUT_OF_RANGE" },
        { "an option with a control character", "\"add\":{\"sku\":\"LAMP\",\"quantity\":1,\"options\":{\"text\":\"a\\u0001b\"}}", null, 0, "OPTIONS_INVALID" },
        { "a negative base", "\"add\":{\"sku\":\"LAMP\",\"quantity\":1}", null, -1, "OPERATION_INVALID" },
        { "number 0", "\"add\":{\"sku\":\"LAMP\",\"quantity\":1}", 0, 0, "OPERATION_INVALID" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_Wrong_IsRefusedAndChangesNothing(string name, string who, string request, string? body, int status, string reason, string? field)
    {
        var before = await shop.StateAsync();

        var (found, problem) = await shop.SendAsync(who, request, body, $"bad-{name.GetHashCode(StringComparison.Ordinal):x}");

        Assert.Equal((status, reason), (found, Text(problem, "reason")));
        if (field is not null)
        {
            Assert.Contains(field, problem.GetProperty("violations").EnumerateArray().Select(violation => Text(violation, "field")));
        }

        AssertIsForReaders(problem);
        Assert.Equal(before, await shop.StateAsync());
    }

    [Theory]
    [MemberData(nameof(RefusedOperations))]
    public async Task Operation_Wrong_IsRefusedAndChangesNothing(string name, string operation, long? sequence, long baseVersion, string reason)
    {
        Assert.NotEmpty(name);
        var before = await shop.StateAsync();

        var (status, answer) = await shop.SendAsync("customer", "POST /v1/carts/{cart}:apply", Operation(operation, sequence ?? shop.NextOperation(), baseVersion), null);

        Assert.Equal(200, status);
        var result = Assert.Single(answer.GetProperty("results").EnumerateArray().ToList());
        Assert.Equal("OPERATION_OUTCOME_REJECTED", Text(result, "outcome"));
        Assert.Equal(reason, Text(result.GetProperty("refusal"), "reason"));
        Assert.Equal(before, await shop.StateAsync());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task ContentType_Wrong_IsRefused(string type)
    {
        var before = await shop.StateAsync();

        var (status, problem) = await shop.SendAsync("customer", "POST /v1/carts/{cart}:apply", Operation("\"clear\":{}"), null, type);

        Assert.Equal((415, "UNSUPPORTED_CONTENT_TYPE"), (status, Text(problem, "reason")));
        Assert.Equal(before, await shop.StateAsync());
    }

    [Fact]
    public async Task IdempotencyKey_MissingRepeatedAndReused()
    {
        const string Hold = "POST /v1/members/{customer}/holds";
        var (missing, noKey) = await shop.SendAsync("customer", Hold, "{\"points\":\"1\"}", key: "");
        Assert.Equal((400, "IDEMPOTENCY_KEY_MISSING"), (missing, Text(noKey, "reason")));

        var (first, held) = await shop.SendAsync("customer", Hold, "{\"points\":\"1\"}", "one-key");
        Assert.Equal(200, first);
        var before = await shop.StateAsync();
        var (again, same) = await shop.SendAsync("customer", Hold, "{\"points\":\"1\"}", "one-key");
        Assert.Equal((200, held.GetRawText()), (again, same.GetRawText()));
        var (reused, other) = await shop.SendAsync("customer", Hold, "{\"points\":\"2\"}", "one-key");
        Assert.Equal((409, "IDEMPOTENCY_KEY_REUSED"), (reused, Text(other, "reason")));
        Assert.Equal(before, await shop.StateAsync());

        var (released, _) = await shop.SendAsync("customer", $"POST /v1/members/{{customer}}/holds/{held.GetProperty("hold").GetProperty("holdId").GetString()}:release", "{}", "release");
        Assert.Equal(200, released);
    }

    [Fact]
    public async Task Grpc_Wrong_IsRefused()
    {
        var before = await shop.StateAsync();

        var answers = await NodeScript.RunAsync("scripts/bad-grpc.js", input: new { grpc = shop.Grpc, cartId = shop.CartId, customer = shop.Tokens["customer"], stranger = shop.Tokens["stranger"], forged = shop.Tokens["forger"] });

        var expected = new Dictionary<string, string>
        {
            ["bytes that are no message"] = "INVALID_ARGUMENT MALFORMED_MESSAGE",
            ["text that is no UTF-8"] = "INVALID_ARGUMENT INVALID_FIELD",
            ["a message of 6 MB"] = "RESOURCE_EXHAUSTED ",
            ["an unknown rpc"] = "UNIMPLEMENTED ROUTE_UNKNOWN",
            ["an rpc between services"] = "PERMISSION_DENIED INTERNAL_RPC",
            ["a stranger's cart"] = "NOT_FOUND CART_NOT_FOUND",
            ["a forged token"] = "UNAUTHENTICATED TOKEN_INVALID",
            ["no token"] = "UNAUTHENTICATED TOKEN_MISSING",
            ["negative points"] = "INVALID_ARGUMENT POINTS_OUT_OF_RANGE",
            ["no key"] = "INVALID_ARGUMENT IDEMPOTENCY_KEY_MISSING",
            ["a half-open stream"] = "CANCELLED ",
        };
        Assert.Equal(expected, answers.Deserialize<Dictionary<string, string>>());
        Assert.Equal(before, await shop.StateAsync());
    }

    [Fact]
    public async Task SlowClient_LosesItsConnectionAndNobodyElseWaits()
    {
        var before = await shop.StateAsync();
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, shop.Http.Port);
        await using var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/carts/{shop.CartId}:apply HTTP/1.1\r\nHost: {shop.Http.Authority}\r\nAuthorization: Bearer {shop.Tokens["customer"]}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"));

        // Nothing more is sent. Others are served, and the server ends it by itself.
        Assert.Equal(before, await shop.StateAsync());
        var answer = await ReadUntilCutOff(stream).WaitAsync(Patience);

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Equal(before, await shop.StateAsync());
    }

    // What the client still had to say was not taken: the end may come as a reset.
    private static async Task<string> ReadUntilCutOff(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var length)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, length));
            }
        }
        catch (IOException) when (text.Length > 0)
        {
        }

        return text.ToString();
    }

    private static string Operation(string operation, long sequence = 2, long baseVersion = 0) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"deviceId":"phone","operations":[{"deviceSeq":"{{sequence}}","baseVersion":"{{baseVersion}}","occurredAt":"2026-01-01T00:00:00Z",{{operation}}}]}""");

    private static string Batch(string name, string item, string more = "") => $"{{{more}\"{name}\":[{string.Join(',', Enumerable.Repeat(item, 1_001))}]}}";

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void AssertIsForReaders(JsonElement problem)
    {
        Assert.NotEmpty(Text(problem, "detail")!);
        Assert.DoesNotContain("   at ", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>Everything in one process, with one item, and one customer who has a lamp in the cart and 100 points.</summary>
    public sealed class Shop : IAsyncLifetime
    {
        private static readonly HttpClient Client = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { Timeout = TimeSpan.FromSeconds(30) };
        private AllInOneProcess system = null!;
        private long lastOperation = 1;

        public Uri Http => system.Http;

        public string Grpc => system.Grpc;

        public string CartId { get; private set; } = "";

        public Dictionary<string, string> Tokens { get; } = [];

        public async Task InitializeAsync()
        {
            system = await AllInOneProcess.StartAsync();
            foreach (var (who, claims) in new (string, object)[]
            {
                ("customer", new { sub = "shopper", role = "customer", channel = "APP", device_id = "phone" }),
                ("stranger", new { sub = "stranger", role = "customer", channel = "APP", device_id = "elsewhere" }),
                ("till", new { sub = "till-1", role = "terminal", channel = "STORE", store_id = "milano-1", actor = "associate-1" }),
                ("agent", new { sub = "agent-1", role = "agent", channel = "SUPPORT" }),
                ("ops", new { sub = "ops-1", role = "ops" }),
            })
            {
                Tokens[who] = await system.TokenAsync(claims);
            }

            ForgeTokens();
            await Put("ops", "POST /v1/items:upsert", """{"items":[{"sku":"LAMP","title":{"texts":{"en":"Lamp"}},"category":"home","prices":[{"market":"IT","currencyCode":"EUR","unitPrice":"49.90"}]}]}""");
            var program = $$$"""
                {"program_id":"default","effective_from":"{{{DateTime.UtcNow.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}}}","points_name":{"en":"points"},"pending_days":0,"expiry_days":365,"restore_grace_days":30,
                "earn_rules":[{"rule_id":"base","points_per_unit":1}],"redemption_rates":[{"currency_code":"EUR","points":100,"amount_minor":100}],"minimum_redemption":1,"time_zone":"Europe/Rome",
                "tiers":[{"tier_id":"basic","title":{"en":"Basic"}}],"staff_limits":[{"role":"AGENT","per_call":10000}]}
                """;
            await Put("ops", "POST /v1/programs", JsonSerializer.Serialize(new { document = program }));
            await Put("customer", "POST /v1/members", """{"memberId":"shopper"}""");
            await Put("agent", "POST /v1/members/shopper:adjustPoints", """{"points":"100","reason":"Welcome"}""");
            CartId = (await Put("customer", "GET /v1/carts:active?market=IT", null)).GetProperty("cart").GetProperty("cartId").GetString()!;
            await Put("customer", "POST /v1/carts/{cart}:apply", Operation("\"add\":{\"sku\":\"LAMP\",\"quantity\":1}", 1));
        }

        public async Task DisposeAsync() => await system.DisposeAsync();

        public long NextOperation() => Interlocked.Increment(ref lastOperation);

        /// <summary>What a wrong request must not change.</summary>
        public async Task<string> StateAsync()
        {
            var state = new StringBuilder();
            foreach (var (who, request) in new[]
            {
                ("customer", "GET /v1/members/{customer}/balance"), ("customer", "GET /v1/members/{customer}/entries"),
                ("customer", "GET /v1/customers/{customer}/orders"), ("customer", "GET /v1/customers/{customer}/returns"), ("ops", "GET /v1/mailbox"),
                ("ops", "GET /v1/items:lookup?sku=LAMP&market=IT"),
            })
            {
                state.Append((await Put(who, request, null)).GetRawText()).Append('\n');
            }

            // A refused operation counts as seen, so the version may rise; what is in the cart may not change.
            var cart = (await Put("customer", "GET /v1/carts/{cart}", null)).GetProperty("cart");
            return state.Append(cart.GetProperty("lines").GetRawText()).Append(cart.GetProperty("totals").GetRawText()).ToString();
        }

        /// <summary>Sends a request as it is.</summary>
        public async Task<(int Status, JsonElement Json)> SendAsync(string who, string request, string? body, string? key, string type = "application/json")
        {
            var (method, path) = (request.Split(' ')[0], request.Split(' ')[1].Replace("{cart}", CartId, StringComparison.Ordinal).Replace("{customer}", "shopper", StringComparison.Ordinal));
            using var message = new HttpRequestMessage(HttpMethod.Parse(method), Http.GetLeftPart(UriPartial.Authority) + path);
            if (Tokens.TryGetValue(who, out var token))
            {
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            if (!string.IsNullOrEmpty(key))
            {
                message.Headers.Add("Idempotency-Key", key);
            }

            if (body is not null)
            {
                message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

                // A body that is refused for its size is not sent: a connection that ends while one is sending may take the answer with it.
                message.Headers.ExpectContinue = body.Length > 100_000;
            }

            using var answer = await Client.SendAsync(message);
            return ((int)answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
        }

        private async Task<JsonElement> Put(string who, string request, string? body)
        {
            var (status, json) = await SendAsync(who, request, body, key: $"prepare-{who}-{request.Length}");
            return status == 200 ? json : throw new InvalidOperationException($"{request}: {status} {json}");
        }

        private void ForgeTokens()
        {
            const string Issuer = "omnichannel-development";
            using var genuine = SigningKeys.FromPem(("development", File.ReadAllText(Path.Combine(system.State, "keys", "development.pem"))));
            using var other = SigningKeys.Generate("development");
            var shopper = new TokenRequest("shopper", Role.Customer, TimeSpan.FromMinutes(5)) { Channel = Channel.App, DeviceId = "phone" };
            Tokens["expired"] = new TokenIssuer(Issuer, genuine, TimeProvider.System).Issue(shopper with { Lifetime = TimeSpan.FromMinutes(-5) });
            Tokens["forger"] = new TokenIssuer(Issuer, other, TimeProvider.System).Issue(shopper);
            Tokens["unsigned"] = $"{Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=')}.{Tokens["customer"].Split('.')[1]}.";
        }
    }
}
