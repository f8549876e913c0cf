using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>A hostile guest, customer and till, at the gateway: what is somebody's stays theirs.</summary>
[Collection(OnTheSampleShop.Name)]
public sealed class WhoseTests(SampleShop shop)
{
    private const string HumanDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly HttpClient Client = new();
    private static readonly string[] Involved = ["victim@shop.example", "thief@evil.example", "receipt@shop.example"];

    [Fact]
    public async Task WhoeverJoinedACart_ReplacesNothingOfItsOwners_AndTheNumberOfAnOrderFollowsFromNothing()
    {
        var owner = await Token("victim-1", "customer", "APP");
        await Send(owner, HttpMethod.Put, "/v1/contacts/victim-1", new { details = new { email = "victim@shop.example" } });
        var cart = await Filled(owner, "phone");
        var guest = (await Send(null, HttpMethod.Post, "/v1/guestSessions", new { channel = "WEB" })).Body;
        var thief = guest.GetProperty("accessToken").GetString()!;
        await Join(owner, cart, thief);
        var begun = await Begin(thief, cart, "thief@evil.example");
        Assert.Equal(200, begun.Status);
        var checkoutId = begun.Body.GetProperty("checkout").GetProperty("checkoutId").GetString()!;
        Assert.Equal(200, (await Send(thief, HttpMethod.Post, $"/v1/carts/{cart}/checkouts/{checkoutId}:cancel", new { })).Status);
        var contact = (await Send(owner, HttpMethod.Get, "/v1/contacts/victim-1")).Body.GetProperty("contact").GetProperty("details");
        Assert.Equal("victim@shop.example", contact.GetProperty("email").GetString());

        // A till that joined gives an address for its receipt: there the confirmation goes, and nowhere else.
        var till = await Token("till-1", "terminal", "STORE", store: "milano-1");
        await Join(owner, cart, till);
        var sale = new
        {
            expectedVersion = (await Version(till, cart)).ToString(System.Globalization.CultureInfo.InvariantCulture), contact = new { email = "receipt@shop.example" },
            tenders = new[] { new { kind = "TENDER_KIND_CASH" } },
        };
        var sold = await Send(till, HttpMethod.Post, $"/v1/carts/{cart}:checkoutInStore", sale);
        Assert.Equal(200, sold.Status);
        var order = sold.Body.GetProperty("checkout");
        var ops = await Token("ops", "ops", null);
        await Eventually.Within(TimeSpan.FromSeconds(60), async () =>
        {
            var mailbox = (await Send(ops, HttpMethod.Get, "/v1/mailbox")).Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("recipient").GetString());
            Assert.Equal(["receipt@shop.example"], mailbox.Intersect(Involved));
        });

        // Its part is over, and what it knows of the customer tells no number.
        Assert.Equal((404, "CART_NOT_FOUND"), Refusal(await Send(till, HttpMethod.Get, $"/v1/carts/{cart}")));
        var number = order.GetProperty("orderNumber").GetString()!;
        Assert.NotEqual(Unkeyed(order.GetProperty("orderId").GetString()!), number);
        var stranger = new { orderNumber = Unkeyed($"{cart}.1"), email = "receipt@shop.example" };
        Assert.Equal((404, "ORDER_NOT_FOUND"), Refusal(await Send(null, HttpMethod.Post, "/v1/orders:lookup", stranger)));
        Assert.Equal(200, (await Send(null, HttpMethod.Post, "/v1/orders:lookup", new { orderNumber = number, email = "receipt@shop.example" })).Status);
    }

    [Fact]
    public async Task TwoPeopleAtOneDevice_ShareNoKey()
    {
        var alice = await Token("alice", "customer", "WEB", device: "kiosk");
        var bob = await Token("bob", "customer", "WEB", device: "kiosk");
        var first = await Send(alice, HttpMethod.Post, "/v1/wishlists", new { name = "Gifts" }, "K");
        var second = await Send(bob, HttpMethod.Post, "/v1/wishlists", new { name = "Gifts" }, "K");
        Assert.NotEqual(
            first.Body.GetProperty("wishlist").GetProperty("wishlistId").GetString(), second.Body.GetProperty("wishlist").GetProperty("wishlistId").GetString());

        var cart = await Filled(alice, "kiosk");
        var code = (await Send(alice, HttpMethod.Post, $"/v1/carts/{cart}/handoffs", new { })).Body.GetProperty("code").GetString();
        var carla = await Token("carla", "customer", "WEB", device: "kiosk");
        Assert.Equal(200, (await Send(carla, HttpMethod.Post, "/v1/handoffs:claim", new { code }, "C")).Status);
        Assert.Equal((404, "GRANT_NOT_VALID"), Refusal(await Send(bob, HttpMethod.Post, "/v1/handoffs:claim", new { code }, "C")));
    }

    [Fact]
    public async Task TillsThatCountAlike_HaveReceiptsOfTheirOwn_AndNoneTakesAnothers()
    {
        var tills = new List<(string Token, string OrderId)>();
        foreach (var (device, store) in new[] { ("till-1", "milano-1"), ("till-2", "milano-1"), ("till-1", "roma-1") })
        {
            var token = await Token(device, "terminal", "STORE", store);
            var sold = await Send(token, HttpMethod.Post, "/v1/orders:record", Receipt("", 2, "7.5", "1500"));
            Assert.Equal(200, sold.Status);
            tills.Add((token, OrderId(sold.Body)));
        }

        Assert.Equal(3, tills.Select(till => till.OrderId).Distinct().Count());

        // Sent again by another client, which writes numbers in its own way.
        foreach (var (token, orderId) in tills)
        {
            Assert.Equal(orderId, OrderId((await Send(token, HttpMethod.Post, "/v1/orders:record", Receipt("", "2", "7.5000", 1500))).Body));
            Assert.Equal((409, "EXTERNAL_ID_TAKEN"), Refusal(await Send(token, HttpMethod.Post, "/v1/orders:record", Receipt("", 1, "15", "1500"))));
        }

        var thief = tills[1].Token;
        Assert.Equal((400, "INVALID_FIELD"), Refusal(await Send(thief, HttpMethod.Post, "/v1/orders:record", Receipt("till:till-1", 2, "7.5", "1500"))));
        Assert.DoesNotContain(tills, till => till.OrderId.Contains("0001", StringComparison.Ordinal) || till.OrderId.Contains("till", StringComparison.Ordinal));

        static string OrderId(JsonElement answer) => answer.GetProperty("order").GetProperty("orderId").GetString()!;

        static object Receipt(string source, object quantity, string price, object paid) => new
        {
            order = new
            {
                source,
                externalId = "0001",
                market = "IT",
                currencyCode = "EUR",
                placedAt = "2026-03-02T09:30:00Z",
                lines = new[] { new { lineId = "1", sku = "MUG-02", quantity, unitPrice = price } },
                tenders = new[] { new { kind = "TENDER_KIND_CASH", amount = new { currencyCode = "EUR", amountMinor = paid } } },
            },
        };
    }

    [Fact]
    public async Task CouponCodes_CannotBeTriedThrough_NeitherAtTheDoorNorAtTheCheckout()
    {
        var eve = await Token("eve", "customer", "WEB");
        var reasons = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            reasons.Add(Refusal(await Send(eve, HttpMethod.Get, $"/v1/coupons/GUESS-{i}")).Reason);
        }

        Assert.Equal((10, 10), (reasons.Count(reason => reason == "COUPON_UNKNOWN"), reasons.Count(reason => reason == "RATE_LIMITED")));
        var cart = await Filled(eve, "web");
        await Send(eve, HttpMethod.Post, $"/v1/carts/{cart}:apply", new { deviceId = "web", operations = new[] { new { deviceSeq = "2", applyCode = new { code = "GUESS-99" } } } });
        var begun = await Begin(eve, cart, "eve@evil.example");
        Assert.Equal((429, "RATE_LIMITED"), Refusal(begun));
        Assert.Equal("CART_STATE_OPEN", (await Send(eve, HttpMethod.Get, $"/v1/carts/{cart}")).Body.GetProperty("cart").GetProperty("state").GetString());
    }

    // As numbers were once: of what everybody can know.
    private static string Unkeyed(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var bits = hash.Take(7).Aggregate(0UL, (sum, part) => (sum << 8) | part) >> 6;
        return "O-" + string.Concat(Enumerable.Range(0, 10).Select(i => HumanDigits[(int)(bits >> (45 - (5 * i))) & 31]));
    }

    [Fact]
    public async Task AnAssistant_SeesAndFillsWhatItsCustomerMay_AndBindsThemToNothing()
    {
        var carla = await Token("carla", "customer", "APP");
        var helper = await Token("carla", "assistant", null, actor: "helper-1");
        var dora = await Token("dora", "customer", "WEB");
        await Send(carla, HttpMethod.Put, "/v1/contacts/carla", new { details = new { email = "carla@shop.example" } });
        await Send(carla, HttpMethod.Post, "/v1/members", new { memberId = "carla" });
        var (cart, other) = (await Filled(carla, "carla"), await Filled(dora, "dora"));
        Assert.Equal(200, (await Send(helper, HttpMethod.Post, $"/v1/carts/{cart}/lines", new { sku = "MUG-02", quantity = 2 })).Status);
        foreach (var path in new[] { $"/v1/carts/{cart}", "/v1/contacts/carla", "/v1/contacts/carla/consents", "/v1/customers/carla/orders", "/v1/customers/carla/returns", "/v1/members/carla/balance", "/v1/wishlists" })
        {
            Assert.Equal((path, 200), (path, (await Send(helper, HttpMethod.Get, path)).Status));
        }

        foreach (var path in new[] { "/v1/contacts/dora", "/v1/customers/dora/orders", "/v1/customers/dora/returns", "/v1/members/dora/balance" })
        {
            Assert.Equal((path, (403, "NOT_YOUR_SUBJECT")), (path, Refusal(await Send(helper, HttpMethod.Get, path))));
        }

        Assert.Equal((404, "CART_NOT_FOUND"), Refusal(await Send(helper, HttpMethod.Get, $"/v1/carts/{other}")));
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Put, "/v1/contacts/carla"), (HttpMethod.Post, "/v1/contacts/carla/consents"), (HttpMethod.Post, "/v1/orders/o-1:cancel"), (HttpMethod.Post, "/v1/orders:claim"),
            (HttpMethod.Post, "/v1/returns"), (HttpMethod.Post, "/v1/returns/r-1:cancel"), (HttpMethod.Post, "/v1/members/carla/holds"), (HttpMethod.Post, $"/v1/carts/{cart}/handoffs"),
            (HttpMethod.Post, $"/v1/carts/{cart}/checkouts/c-1:complete"), (HttpMethod.Post, $"/v1/carts/{cart}/checkouts/c-1:cancel"),
        })
        {
            Assert.Equal((path, (403, "ROLE_NOT_ALLOWED")), (path, Refusal(await Send(helper, method, path, new { }))));
        }
    }

    private async Task<string> Token(string subject, string role, string? channel, string? store = null, string? device = null, string? actor = null) =>
        await shop.System.TokenAsync(new { sub = subject, role, channel, store_id = store, device_id = device, actor }.WithoutNulls());

    private async Task<string> Filled(string owner, string device)
    {
        var cart = (await Send(owner, HttpMethod.Get, "/v1/carts:active?market=IT")).Body.GetProperty("cart").GetProperty("cartId").GetString()!;
        var added = await Send(owner, HttpMethod.Post, $"/v1/carts/{cart}:apply", new { deviceId = device, operations = new[] { new { deviceSeq = "1", add = new { sku = "MUG-02", quantity = 1 } } } });
        Assert.Equal("OPERATION_OUTCOME_APPLIED", added.Body.GetProperty("results")[0].GetProperty("outcome").GetString());
        return cart;
    }

    private async Task Join(string owner, string cart, string joining)
    {
        var code = (await Send(owner, HttpMethod.Post, $"/v1/carts/{cart}/handoffs", new { })).Body.GetProperty("code").GetString();
        Assert.Equal(200, (await Send(joining, HttpMethod.Post, "/v1/handoffs:claim", new { code })).Status);
    }

    private async Task<long> Version(string caller, string cart) => long.Parse(
        (await Send(caller, HttpMethod.Get, $"/v1/carts/{cart}")).Body.GetProperty("cart").GetProperty("version").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(int Status, JsonElement Body)> Begin(string caller, string cart, string email) => await Send(caller, HttpMethod.Post, $"/v1/carts/{cart}/checkouts", new
    {
        expectedVersion = (await Version(caller, cart)).ToString(System.Globalization.CultureInfo.InvariantCulture),
        shippingOptionId = "standard",
        contact = new { email },
        delivery = new { recipientName = "X", address = new { regionCode = "IT" } },
    });

    private static (int Status, string Reason) Refusal((int Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("reason").GetString()!);

    private async Task<(int Status, JsonElement Body)> Send(string? token, HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(shop.System.Http, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (method != HttpMethod.Get)
        {
            request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
            request.Content = JsonContent.Create(body);
        }

        using var answer = await Client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}

/// <summary>Claims that are not there are not null either.</summary>
internal static class Claims
{
    public static Dictionary<string, object> WithoutNulls(this object claims) =>
        claims.GetType().GetProperties().Where(property => property.GetValue(claims) is not null).ToDictionary(property => property.Name, property => property.GetValue(claims)!);
}
