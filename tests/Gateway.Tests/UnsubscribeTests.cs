using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Grpc.Core;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Gateway.Unsubscribe;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Text;

namespace Omnichannel.Gateway.Tests;

/// <summary>The address in a message's List-Unsubscribe header, as mail providers and people use it.</summary>
public sealed partial class UnsubscribeTests : IAsyncLifetime
{
    private const string Rpcs = "/omnichannel.messaging.v1.ContactService/";
    private const string Link = "/v1/unsubscribe/good";
    private readonly List<string> withdrawn = [];
    private string contactLanguage = "";
    private bool isWithdrawn;
    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayUnderTest.Start();
        gateway.Upstream.On(Rpcs + "GetUnsubscription", async call =>
        {
            if ((await call.Read<GetUnsubscriptionRequest>()).Token != "good")
            {
                await call.Fail(GrpcErrors.Create(StatusCode.NotFound, "GRANT_NOT_VALID", "There is nothing under this link or code."));
                return;
            }

            await call.Send(new GetUnsubscriptionResponse { Purpose = ConsentPurpose.Marketing, Medium = Medium.Email, Language = contactLanguage, Withdrawn = isWithdrawn });
        });
        gateway.Upstream.On(Rpcs + "Unsubscribe", async call =>
        {
            var token = (await call.Read<UnsubscribeRequest>()).Token;
            if (token != "good")
            {
                await call.Fail(GrpcErrors.Create(StatusCode.NotFound, "GRANT_NOT_VALID", "There is nothing under this link or code."));
                return;
            }

            withdrawn.Add(token);
            await call.Send(new UnsubscribeResponse { Purpose = ConsentPurpose.Marketing, Medium = Medium.Email, Language = contactLanguage });
        });
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    public static TheoryData<string, string, string> Posts => new()
    {
        { "a provider's form", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click" },
        { "with a charset", "application/x-www-form-urlencoded; charset=utf-8", "List-Unsubscribe=One-Click" },
        { "percent-encoded", "application/x-www-form-urlencoded", "List%2DUnsubscribe=One%2DClick&more=1" },
        { "multipart", "multipart/form-data; boundary=---FormBoundaryjWmhtjORrn", "-----FormBoundaryjWmhtjORrn\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n-----FormBoundaryjWmhtjORrn--\r\n" },
        { "JSON of the contract", "application/json", "{}" },
    };

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_OfAProvider_Withdraws(string what, string type, string body)
    {
        Assert.True((await Post(Link, type, body)).IsSuccessStatusCode, what);
        Assert.True((await Post(Link, type, body)).IsSuccessStatusCode, what);

        Assert.Equal(["good", "good"], withdrawn);
    }

    [Fact]
    public async Task Post_WithoutABody_IsTheContractsEmptyRequest()
    {
        using var answer = await gateway.Http.PostAsync(new Uri(Link, UriKind.Relative), null);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Single(withdrawn);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "", 400, "INVALID_FIELD")]
    [InlineData("application/x-www-form-urlencoded", "List-Unsubscribe=Two-Click", 400, "INVALID_FIELD")]
    [InlineData("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click&List-Unsubscribe=One-Click", 400, "INVALID_FIELD")]
    [InlineData("application/x-www-form-urlencoded", "list=One-Click", 400, "INVALID_FIELD")]
    [InlineData("multipart/form-data; boundary=x", "nonsense", 400, "MALFORMED_REQUEST")]
    [InlineData("multipart/form-data", "nonsense", 400, "MALFORMED_REQUEST")]
    [InlineData("text/plain", "List-Unsubscribe=One-Click", 415, "UNSUPPORTED_CONTENT_TYPE")]
    [InlineData("application/json", "{\"List-Unsubscribe\":\"One-Click\"}", 400, "INVALID_FIELD")]
    [InlineData("application/x-www-form-urlencoded", "{20000}", 413, "BODY_TOO_LARGE")]
    public async Task Post_OfSomethingElse_WithdrawsNothing_AndSaysWhatIsWrong(string type, string body, int status, string reason)
    {
        using var answer = await Post(Link, type, body.Replace("{20000}", new string('x', 20_000), StringComparison.Ordinal));

        (await Answer.Of(answer)).AssertProblem(status, reason);
        Assert.Empty(withdrawn);
    }

    [Theory]
    [InlineData("it-IT,it;q=0.9,en;q=0.8", "", "it", "Annulla l&#x27;iscrizione")]
    [InlineData("ro", "it", "ro", "Dezabonare")]
    [InlineData("zh-Hant-TW", "", "zh", "退订")]
    [InlineData("fr, de;q=0.9", "ro-RO", "ro", "Dezabonare")]
    [InlineData("en;q=0.5, it;q=0.7, ro;q=0", "", "it", "Annulla l&#x27;iscrizione")]
    [InlineData(null, "zh-CN", "zh", "退订")]
    [InlineData(null, "fr", "en", "Unsubscribe")]
    [InlineData("*", "", "en", "Unsubscribe")]
    [InlineData(";;;=", "it", "it", "Annulla l&#x27;iscrizione")]
    public async Task Page_SpeaksAsTheBrowserAsks_ElseAsTheContactDoes(string? asked, string contact, string spoken, string title)
    {
        contactLanguage = contact;
        var page = await Open(Link, asked);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.ContentType));
        Assert.Contains($"<html lang=\"{spoken}\">", page.Body, StringComparison.Ordinal);
        Assert.Contains($"<title>{title}</title>", page.Body, StringComparison.Ordinal);
        Assert.Equal("Accept-Language", page.Headers.Vary.Single());
        Assert.Empty(withdrawn);
    }

    [Fact]
    public async Task Page_PostsItsOwnForm_WithoutScript_UnderAStrictPolicy()
    {
        var page = await Open(Link, "en");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("good", page.Body, StringComparison.Ordinal);
        var style = Style().Match(page.Body).Groups[1].Value;
        Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", policy, StringComparison.Ordinal);
        Assert.Contains("offers and advertising by e-mail", page.Body, StringComparison.Ordinal);

        // What a browser does with it: no action is the page's own address, the button is the one field.
        var form = Form().Match(page.Body);
        Assert.Equal("post", form.Groups["method"].Value);
        using var pressed = await Post(Link, "application/x-www-form-urlencoded", $"{form.Groups["name"].Value}={form.Groups["value"].Value}");
        var done = await Answer.Of(pressed);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (done.Status, done.ContentType));
        Assert.Contains("Done.", done.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", done.Body, StringComparison.Ordinal);
        Assert.Single(withdrawn);
    }

    [Fact]
    public async Task Page_OfWhatIsWithdrawn_SaysSo()
    {
        isWithdrawn = true;
        var page = await Open(Link, "it");

        Assert.Contains("Fatto.", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad")]
    [InlineData("%3Cscript%3E")]
    public async Task Page_OfALinkThatIsNone_SaysSo_ToAPersonAndToAProvider(string token)
    {
        var page = await Open("/v1/unsubscribe/" + token, "ro");
        using var posted = await Post("/v1/unsubscribe/" + token, "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click");

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.Status, page.ContentType));
        Assert.Contains("Acest link nu funcționează", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("script", page.Body, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (posted.StatusCode, posted.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Page_WhileMessagingIsAway_AsksToComeBack()
    {
        gateway.Upstream.On(Rpcs + "GetUnsubscription", call => call.Fail(GrpcErrors.Create(StatusCode.Unavailable, "DATABASE_UNAVAILABLE", "away")));
        var page = await Open(Link, "zh");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (page.Status, page.ContentType));
        Assert.Contains("暂时无法处理", page.Body, StringComparison.Ordinal);
        Assert.NotNull(page.Headers.RetryAfter);
    }

    // Where links in messages lead, for a service in the same process: one setting for one fact.
    [Theory]
    [InlineData(null)]
    [InlineData("https://shop.example/")]
    public async Task Address_OfTheGateway_IsKnownInItsProcess(string? publicUri)
    {
        await using var other = await GatewayUnderTest.Start(new() { ["Omnichannel:Gateway:PublicUri"] = publicUri });

        Assert.Equal(publicUri ?? other.Address.ToString(), (await other.Host.PublicUri.WaitAsync(TimeSpan.FromSeconds(30))).ToString());
    }

    // Phrases compares the languages; that no key is missing altogether is told by asking for all.
    [Fact]
    public void Texts_HaveEveryPurposeAndMedium_InEveryLanguage() => Assert.All(Phrases.Spoken, spoken =>
    {
        var language = UnsubscribeEndpoint.Texts.In(spoken);
        Assert.Equal(spoken, language.Tag);
        var said = new HashSet<string>();
        foreach (var purpose in Enum.GetValues<ConsentPurpose>().Where(purpose => purpose is not ConsentPurpose.Unspecified))
        {
            foreach (var medium in Enum.GetValues<Medium>().Where(medium => medium is not Medium.Unspecified))
            {
                Assert.True(said.Add(UnsubscribePage.Ask(language, purpose, medium).Paragraphs[0]));
                Assert.True(said.Add(UnsubscribePage.Done(language, purpose, medium).Paragraphs[0]));
            }
        }

        Assert.NotEmpty(UnsubscribePage.Invalid(language).Title + UnsubscribePage.Later(language).Title);
        Assert.DoesNotContain(said, text => text.Contains('{', StringComparison.Ordinal));
    });

    private async Task<Answer> Open(string path, string? language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        if (language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        }

        return await gateway.Send(request);
    }

    private async Task<HttpResponseMessage> Post(string path, string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await gateway.Http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    [GeneratedRegex("<style>(.*)</style>")]
    private static partial Regex Style();

    [GeneratedRegex("<form method=\"(?<method>\\w+)\"><button name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\">[^<]+</button></form>")]
    private static partial Regex Form();
}
