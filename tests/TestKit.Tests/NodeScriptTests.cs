namespace Omnichannel.TestKit.Tests;

public sealed class NodeScriptTests
{
    [Fact]
    public async Task RunAsync_ReturnsWhatTheScriptEmits()
    {
        var answer = await NodeScript.RunAsync("scripts/echo.js", ["--mode", "once"], new { sku = "è", quantity = 2 });
        Assert.Equal("è", answer.GetProperty("input").GetProperty("sku").GetString());
        Assert.Equal("once", answer.GetProperty("arguments")[1].GetString());
    }

    [Fact]
    public async Task RunAsync_OfAScriptThatFails_SaysWhatItWrote()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => NodeScript.RunAsync("scripts/echo.js", ["--mode", "fail"]));
        Assert.Contains("failing as asked", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TalksToTheScript()
    {
        await using var script = NodeScript.Start("scripts/echo.js", ["--mode", "serve"]);
        await script.SendAsync(new { id = 1, method = "double", value = 21 });
        var answer = await script.ReadAsync();
        Assert.Equal(1, answer.GetProperty("id").GetInt32());
        Assert.Equal(42, answer.GetProperty("result").GetInt32());

        await script.SendAsync(new { id = 2, method = "unknown" });
        Assert.Contains("Unknown method", (await script.ReadAsync()).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallAsync_ReturnsTheResult_OrThrowsTheError()
    {
        await using var script = NodeScript.Start("scripts/echo.js", ["--mode", "serve"]);
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(value => script.CallAsync("double", new { value })));
        Assert.Equal(Enumerable.Range(1, 20).Select(value => 2 * value), answers.Select(answer => answer.GetInt32()));

        var failure = await Assert.ThrowsAsync<NodeCallException>(() => script.CallAsync("refuse"));
        Assert.Equal(("ABORTED", "VERSION_CONFLICT"), (failure.Code, failure.Reason));
    }

    [Fact]
    public async Task CallAsync_ThatFails_SaysFirstWhereInTheScript_AndForWhatABrowserWaited()
    {
        await using var script = NodeScript.Start("scripts/echo.js", ["--mode", "serve"]);
        var failure = await Assert.ThrowsAsync<NodeCallException>(() => script.CallAsync("wait"));
        Assert.Matches(@"^wait at scripts/echo\.js:\d+ < scripts/echo\.js:\d+: waitFor: Timeout exceeded\. waiting for locator\('\.x'\) to be visible$", failure.Message.Split('\n')[0]);
    }
}
