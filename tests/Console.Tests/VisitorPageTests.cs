using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Omnichannel.WebConsole.Tests;

/// <summary>Pages under <c>/p</c>, asked for without a browser.</summary>
public sealed partial class VisitorPageTests : IAsyncLifetime, IDisposable
{
    private const string Html = "<img src=x onerror=alert(1)>";
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
    private ConsoleHost console = null!;

    public async Task InitializeAsync()
    {
        console = await ConsoleHost.SharedAsync();
        client.BaseAddress = console.Http;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Visitors_FindTheirOrder_AndFollowItsLink_WithoutScripts()
    {
        Assert.Equal(14, (await console.TellAsync("visitors")).Count);
    }

    [Fact]
    public async Task AnOrderByItsLink_IsNotKeptFoundOrTold_AndHasNoScript()
    {
        var (order, link) = await Linked("visitor-1");
        using var answer = await client.GetAsync($"/p/track/{link}");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(("no-referrer", "noindex"), (Header(answer, "Referrer-Policy"), Header(answer, "X-Robots-Tag")));
        var policy = Header(answer, "Content-Security-Policy");
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        Assert.All(Cookies(answer), cookie => Assert.StartsWith("omnichannel.replica=", cookie, StringComparison.Ordinal));
        Assert.Contains(order, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("blazor", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Html, page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", page, StringComparison.Ordinal);
        foreach (var hidden in new[] { "anna-visitor-1", "pay-visitor-1", "marketplace", "123.45", "123,45" })
        {
            Assert.DoesNotContain(hidden, page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("it-CH, en;q=0.5", "it", "Ordine")]
    [InlineData("ro", "ro", "Comanda")]
    [InlineData("zh-CN", "zh", "订单")]
    [InlineData("fr", "en", "Order")]
    public async Task AnOrder_IsToldInTheLanguageOfTheBrowser_OrTheOneChosen(string accepted, string language, string word)
    {
        var (order, link) = await Linked("visitor-2");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/p/track/{link}");
        request.Headers.AcceptLanguage.ParseAdd(accepted);
        using var answer = await client.SendAsync(request);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains($"{word} {order}", page, StringComparison.Ordinal);

        using var chosen = await client.GetAsync($"/p/track/{link}?lang=it");
        Assert.Contains(Cookies(chosen), cookie => cookie.StartsWith("lang=it;", StringComparison.Ordinal));
        Assert.Contains("<html lang=\"it\">", await client.GetStringAsync("/p/orders"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AForm_IsOurOwn_AndAskedForAgain_WhenItIsNot()
    {
        using var foreign = await client.PostAsync("/p/orders", Fields("O-CCCCCCCCCC", "a@b.example"));
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.Contains("Please send the form again", await foreign.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var large = await Post(new string('1', 40_000), "a@b.example");
        Assert.Equal(HttpStatusCode.BadRequest, large.StatusCode);
        foreach (var (number, contact) in new[] { ("", "a@b.example"), ("O-CCCCCCCCCC", " "), (new string('1', 129), "a@b.example") })
        {
            using var missing = await Post(number, contact);
            Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
            Assert.Contains("Something is missing", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AMiss_SaysSo_AndTooMany_AreRefusedInTheRefusalsWords()
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var miss = await Post("O-DDDDDDDDDD", $"{Html}{attempt}@b.example");
            Assert.Equal(HttpStatusCode.NotFound, miss.StatusCode);
            var page = await miss.Content.ReadAsStringAsync();
            Assert.Contains("We found no such order", page, StringComparison.Ordinal);
            Assert.DoesNotContain(Html, page, StringComparison.Ordinal);
            Assert.True(miss.Headers.CacheControl?.NoStore);
        }

        using var refused = await Post("O-DDDDDDDDDD", "a@b.example");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        var words = await refused.Content.ReadAsStringAsync();
        Assert.Matches(@"Too many tries; again in \d+ s\.", words);
        Assert.Contains("RATE_LIMITED", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/p/track/x")]
    [InlineData("/p/track/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/p/nothing")]
    [InlineData("/p/track/a/b")]
    public async Task WhatIsNotThere_HasAPageOfItsOwn_WithoutScripts(string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("href=\"/p/orders\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(string Number, string Link)> Linked(string externalId)
    {
        var ops = await console.TokenAsync(new { sub = "ops-1", role = "ops" });
        var amount = new { currencyCode = "EUR", amountMinor = "12345" };
        var order = (await Call(ops, "/v1/orders:record", new
        {
            order = new
            {
                source = "marketplace", externalId, customerId = $"anna-{externalId}", market = "IT", currencyCode = "EUR", channel = "CHANNEL_WEB", placedAt = "2026-03-02T09:00:00Z",
                lines = new[] { new { lineId = "1", sku = "LAMP-01", title = $"Lamp {Html}", quantity = 1, unitPrice = "123.45" } },
                tenders = new[] { new { kind = "TENDER_KIND_CARD", reference = $"pay-{externalId}", amount } },
            },
        })).GetProperty("order");
        var link = await Call(ops, $"/v1/orders/{order.GetProperty("orderId").GetString()}:createLink", new { });
        return (order.GetProperty("orderNumber").GetString()!, link.GetProperty("token").GetString()!);
    }

    private async Task<JsonElement> Call(string token, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<HttpResponseMessage> Post(string number, string contact)
    {
        var form = await client.GetStringAsync("/p/orders");
        var token = FormToken().Match(form).Groups[1].Value;
        return await client.PostAsync("/p/orders", Fields(number, contact, ("__RequestVerificationToken", WebUtility.HtmlDecode(token))));
    }

    private static FormUrlEncodedContent Fields(string number, string contact, params (string Name, string Value)[] more) =>
        new([new("number", number), new("contact", contact), .. more.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))]);

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    private static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
