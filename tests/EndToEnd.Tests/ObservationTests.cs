using System.Diagnostics;
using System.Text.Json;
using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>What a process writes and exports about one request that goes through several services.</summary>
public sealed class ObservationTests
{
    private static readonly string[] Areas = ["cart", "orders", "returns", "loyalty", "messaging", "support", "gateway"];

    [Fact]
    public async Task LogLines_CarryTheTraceOfTheRequest_AndEachServiceItsName()
    {
        await using var collector = await Collector.StartAsync();
        var environment = new Dictionary<string, string?>(collector.Settings) { ["Omnichannel__Logging__Format"] = "json" };
        await using var system = await AllInOneProcess.StartWithAsync(environment);
        var agent = await system.TokenAsync(new { sub = "agent-3", role = "agent", channel = "SUPPORT" });
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(system.Http, "/v1/members/member-7"));
        request.Headers.Authorization = new("Bearer", agent);
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var answer = await http.SendAsync(request);
        Assert.Equal($"urn:trace:{trace}", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("instance").GetString());
        await system.Process.StopAsync();

        var lines = system.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        foreach (var name in new[] { "RequestServed", "StaffAccess" })
        {
            var line = Assert.Single(lines, line => Text(line, "EventName") == name && Text(line, "trace_id") == trace);
            Assert.Matches("^[0-9a-f]{16}$", Text(line, "span_id"));
        }

        Assert.All(lines.Where(line => Text(line, "EventName") is "RequestServed" or "StaffAccess"), line => Assert.Matches("^[0-9a-f]{32}$", Text(line, "trace_id")));
        Assert.True(collector.Has("traces", "omnichannel-loyalty"));
        Assert.All(Areas, area => Assert.True(collector.Has("logs", $"omnichannel-{area}"), area));
        Assert.False(collector.Has("traces", "omnichannel-loyalty", "omnichannel-gateway"));
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
}
