using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>From the header of a message that was sent to the consent that is withdrawn, on whatever port the process got.</summary>
public sealed class UnsubscribeTests(UnsubscribeTests.OnAnyPort shop) : IClassFixture<UnsubscribeTests.OnAnyPort>
{
    private static readonly HttpClient Client = new();

    [Theory]
    [InlineData("anna")]
    [InlineData("bruno")]
    public async Task LinkOfAMessage_LeadsToThisGateway_AsksAPersonAndObeysAProvider(string customer)
    {
        var link = await AdvertiseTo(customer);
        Assert.Equal(shop.Gateway.Authority, link.Authority);

        using var page = await Client.GetAsync(link);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Contains("<html lang=\"ro\">", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(await IsGranted(customer));

        for (var i = 0; i < 2; i++)
        {
            using var content = customer == "anna" ? new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]) : Multipart();
            using var answer = await Client.PostAsync(link, content);
            Assert.True(answer.IsSuccessStatusCode);
        }

        Assert.False(await IsGranted(customer));
        var history = await Send(HttpMethod.Get, $"/v1/contacts/{customer}/consents?includeHistory=true", customer, "customer", null);
        Assert.Single(history.GetProperty("history").EnumerateArray());
        using var cut = await Client.GetAsync(new Uri(link.ToString()[..^4]));
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (cut.StatusCode, cut.Content.Headers.ContentType!.MediaType));
    }

    private static HttpContent Multipart() => new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };

    private async Task<Uri> AdvertiseTo(string customer)
    {
        // Where it is noon now: advertising waits for the morning.
        var offset = DateTime.UtcNow.Hour - 12;
        var zone = "Etc/GMT" + offset.ToString("+0;-0;+0", CultureInfo.InvariantCulture);
        await Send(HttpMethod.Put, $"/v1/contacts/{customer}", customer, "customer", new { details = new { name = "A", email = customer + "@shop.example", language = "ro", timeZone = zone } });
        await Send(HttpMethod.Post, $"/v1/contacts/{customer}/consents", customer, "customer", new { purpose = "CONSENT_PURPOSE_MARKETING", medium = "MEDIUM_EMAIL", granted = true, wordingVersion = "v1" });
        await Send(HttpMethod.Post, "/v1/campaigns", "ops", "ops", new
        {
            campaignId = "spring-" + customer,
            medium = "MEDIUM_EMAIL",
            title = new { texts = new { en = "Sale" } },
            text = new { texts = new { en = "Everything" } },
            contactIds = new[] { customer },
        });
        var item = await Eventually.Within(TimeSpan.FromMinutes(1), async () =>
            Assert.Single((await Send(HttpMethod.Get, $"/v1/mailbox?contactId={customer}", "ops", "ops", null)).GetProperty("items").EnumerateArray().ToArray()));
        Assert.Equal("List-Unsubscribe=One-Click", item.GetProperty("headers").GetProperty("List-Unsubscribe-Post").GetString());
        return new Uri(item.GetProperty("headers").GetProperty("List-Unsubscribe").GetString()!.Trim('<', '>'));
    }

    private async Task<bool> IsGranted(string customer) =>
        (await Send(HttpMethod.Get, $"/v1/contacts/{customer}/consents", customer, "customer", null)).GetProperty("inForce")[0].GetProperty("granted").GetBoolean();

    private async Task<JsonElement> Send(HttpMethod method, string path, string subject, string role, object? body)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Gateway, "/dev/tokens")) { Content = JsonContent.Create(new { sub = subject, role }) };
        ask.Headers.Add("Omnichannel-Dev-Code", (await File.ReadAllTextAsync(shop.CodeFile)).Trim());
        using var given = await Client.SendAsync(ask);
        var token = (await given.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        using var request = new HttpRequestMessage(method, new Uri(shop.Gateway, path)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Everything in one process, on whatever ports were free.</summary>
    public sealed class OnAnyPort : IAsyncLifetime, IDisposable
    {
        private readonly TempFolder state = new("unsubscribe");
        private ProcessUnderTest process = null!;

        public Uri Gateway { get; private set; } = null!;

        public string CodeFile => state["dev-code"];

        public async Task InitializeAsync()
        {
            process = ProcessUnderTest.StartWithoutWaiting(new ProcessSettings("services/AllInOne")
            {
                Arguments = ["--state", state.Path, "--http-port", "0", "--grpc-port", "0", "--probes-port", "0"],
            });
            await process.WaitForOutputAsync("Ctrl-C stops", TimeSpan.FromMinutes(2));
            Gateway = new Uri(JsonDocument.Parse(await File.ReadAllTextAsync(state["addresses.json"])).RootElement.GetProperty("http").GetString()!);
        }

        public async Task DisposeAsync() => await process.DisposeAsync();

        public void Dispose() => state.Dispose();
    }
}
