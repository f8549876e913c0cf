using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>What may be kept by browsers and proxies, and what is packed.</summary>
public sealed class PublicAnswerTests : IAsyncLifetime
{
    private string name = "lamp";
    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayUnderTest.Start();
        foreach (var rpc in new[] { "Show", "Guess", "Guarded" })
        {
            gateway.Upstream.On(GatewayUnderTest.ProbeRpc + rpc, call => call.Send(new GuardedResponse { Name = name }));
        }

        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", call => call.Send(new EverythingResponse()));
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("/v1/probe:show", "public, max-age=10")]
    [InlineData("/openapi.json", "public, max-age=60")]
    public async Task WhatEverybodyIsToldAlike_IsKeptForAWhile_AndNotSentTwice(string path, string caching)
    {
        var first = await gateway.Send("GET", path);
        Assert.Equal((HttpStatusCode.OK, caching), (first.Status, Header(first, "Cache-Control")));
        Assert.Contains("Origin", Header(first, "Vary")!, StringComparison.Ordinal);
        var tag = Header(first, "ETag")!;
        foreach (var known in new[] { tag, tag["W/".Length..], $"\"other\", {tag}", "*" })
        {
            var again = await Ask(path, known);
            Assert.Equal((HttpStatusCode.NotModified, string.Empty), (again.Status, again.Body));
            Assert.Equal((tag, caching), (Header(again, "ETag"), Header(again, "Cache-Control")));
        }

        var other = await Ask(path, "\"other\"");
        Assert.Equal((HttpStatusCode.OK, first.Body), (other.Status, other.Body));
    }

    [Fact]
    public async Task AnAnswerThatHasChanged_IsSent()
    {
        var tag = Header(await gateway.Send("GET", "/v1/probe:show"), "ETag")!;
        name = "desk";
        var changed = await Ask("/v1/probe:show", tag);
        Assert.Equal((HttpStatusCode.OK, "desk"), (changed.Status, changed.Json.GetProperty("name").GetString()));
        Assert.NotEqual(tag, Header(changed, "ETag"));
    }

    [Theory]
    [InlineData("GET", "/v1/probe:guarded", null, Role.Customer, 200)]
    [InlineData("POST", "/v1/probe:guess", "{}", Role.Unspecified, 200)]
    [InlineData("GET", "/v1/probe", null, Role.Unspecified, 200)]
    [InlineData("POST", "/v1/guestSessions", "{}", Role.Unspecified, 200)]
    [InlineData("GET", "/v1/probe:show?nonsense=1", null, Role.Unspecified, 400)]
    [InlineData("GET", "/v1/probe:guarded", null, Role.Unspecified, 401)]
    [InlineData("GET", "/v1/nothing", null, Role.Unspecified, 404)]
    public async Task EverythingElse_IsNotKept(string method, string path, string? json, Role role, int status)
    {
        var answer = await gateway.Send(method, path, json, role);
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        Assert.Null(Header(answer, "ETag"));
    }

    [Fact]
    public void PublicReads_AreCatalogueAndPolicy()
    {
        var kept = new RpcCatalogue(PublishedServices.All).All.Where(rpc => rpc.IsPublicRead).Select(rpc => rpc.Method.Name);
        Assert.Equal(["CheckAvailability", "ExplainPolicy", "ListItems", "ListShippingOptions", "ListStores", "LookupItem"], kept.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task LargeJson_IsPackedForWhoTakesIt(string coding)
    {
        name = new string('x', 5000);
        foreach (var (path, role) in new[] { ("/v1/probe:show", Role.Unspecified), ("/v1/probe:guarded", Role.Customer), ("/openapi.json", Role.Unspecified) })
        {
            var plain = await gateway.Send("GET", path, role: role);
            var request = gateway.Request("GET", path, role: role);
            request.Headers.Add("Accept-Encoding", coding);
            using var response = await gateway.Http.SendAsync(request);
            Assert.Equal([coding], response.Content.Headers.ContentEncoding);
            Assert.Contains("Accept-Encoding", string.Join(',', response.Headers.Vary), StringComparison.OrdinalIgnoreCase);
            var packed = await response.Content.ReadAsByteArrayAsync();
            Assert.True(packed.Length < plain.Body.Length / 2);
            Assert.Equal(plain.Body, Unpack(packed, coding));
        }
    }

    [Fact]
    public async Task SmallJson_IsNotPacked()
    {
        var request = gateway.Request("GET", "/v1/probe:show");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var response = await gateway.Http.SendAsync(request);
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal("lamp", JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Events_AreNeitherPackedNorKept_AndComeOneByOne()
    {
        var more = new SemaphoreSlim(0);
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Watch", async call =>
        {
            await call.Send(new WatchResponse { Version = 1, Change = new string('x', 5000) });
            await more.WaitAsync(call.Cancelled);
        });
        var request = gateway.Request("GET", "/v1/probe/n1:watch", role: Role.Customer);
        request.Headers.Add("Accept-Encoding", "gzip, br");
        using var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.True(response.Headers.CacheControl!.NoStore);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        string? line;
        do
        {
            line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        while (line?.StartsWith("id: 1", StringComparison.Ordinal) == false);
        Assert.Equal("id: 1", line);
    }

    private Task<Answer> Ask(string path, string known)
    {
        var request = gateway.Request("GET", path);
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return gateway.Send(request);
    }

    private static string Unpack(byte[] packed, string coding)
    {
        using var from = new MemoryStream(packed);
        using Stream unpacked = coding == "br" ? new BrotliStream(from, CompressionMode.Decompress) : new GZipStream(from, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        return reader.ReadToEnd();
    }

    private static string? Header(Answer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
