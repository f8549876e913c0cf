using System.Net;
using Omnichannel.WebConsole.Mailbox;

namespace Omnichannel.WebConsole.Tests.Mailbox;

public sealed class OneClickTests
{
    [Theory]
    [InlineData("<https://shop.example/v1/unsubscribe/abc.def-_1>", "/v1/unsubscribe/abc.def-_1")]
    [InlineData("<https://shop.example/behind/a/proxy/v1/unsubscribe/abc>", "/v1/unsubscribe/abc")]
    [InlineData("https://evil.example/v1/unsubscribe/abc?x=1#y", "/v1/unsubscribe/abc")]
    [InlineData("<https://shop.example/v1/unsubscribe/>", null)]
    [InlineData("<https://shop.example/v1/carts/1>", null)]
    [InlineData("<mailto:unsubscribe@shop.example>", null)]
    [InlineData("nothing", null)]
    public void Link_IsThatOfThisPlatform(string header, string? path) => Assert.Equal(path, OneClick.PathOf(new Dictionary<string, string> { ["List-Unsubscribe"] = header }));

    [Fact]
    public void Message_WithoutTheHeader_HasNone() => Assert.Null(OneClick.PathOf(new Dictionary<string, string>()));

    [Fact]
    public async Task Click_IsTheFormOfAMailProgram_WithoutASession()
    {
        var gateway = new Gateway(HttpStatusCode.OK);

        var result = await Click(gateway);

        Assert.Equal(new OneClickResult(true, 200), result);
        Assert.Equal(
            ("POST", "http://gateway.example/v1/unsubscribe/abc", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click", false),
            (gateway.Method, gateway.Address, gateway.ContentType, gateway.Body, gateway.HasSession));
    }

    [Fact]
    public async Task Refusal_AndSilence_AreTold()
    {
        Assert.Equal(new OneClickResult(false, 404), await Click(new Gateway(HttpStatusCode.NotFound)));
        Assert.Equal(new OneClickResult(false, null), await Click(new Gateway(null)));
    }

    private static async Task<OneClickResult> Click(Gateway gateway)
    {
        using var http = new HttpClient(gateway) { BaseAddress = new Uri("http://gateway.example") };
        return await new OneClick(http).Click("/v1/unsubscribe/abc");
    }

    private sealed class Gateway(HttpStatusCode? status) : HttpMessageHandler
    {
        public string Method { get; private set; } = "";

        public string Address { get; private set; } = "";

        public string ContentType { get; private set; } = "";

        public string Body { get; private set; } = "";

        public bool HasSession { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Method, Address, ContentType) = (request.Method.Method, request.RequestUri!.AbsoluteUri, request.Content!.Headers.ContentType!.MediaType!);
            Body = await request.Content.ReadAsStringAsync(cancellationToken);
            HasSession = request.Headers.Authorization is not null || request.Headers.Contains("Cookie");
            return status is { } known ? new HttpResponseMessage(known) : throw new HttpRequestException("nobody listens");
        }
    }
}
