namespace Omnichannel.TestKit.Tests;

public sealed class ProcessUnderTestTests : IAsyncLifetime
{
    private static readonly HttpClient _http = new();

    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private ProcessUnderTest? _process;

    public async Task InitializeAsync() => _process = await ProcessUnderTest.StartAsync(Probe());

    public async Task DisposeAsync() => await _process!.DisposeAsync();

    [Fact]
    public async Task StartAsync_ReturnsWhenReady_WithItsEnvironment() =>
        Assert.Equal("warm", await _http.GetStringAsync(new Uri(_address, "/setting")));

    [Fact]
    public async Task StopAsync_LetsItFinish_AndTellsTheExitCode()
    {
        Assert.Equal(0, await _process!.StopAsync());
        Assert.Contains("probe: stopped in order", _process.Output, StringComparison.Ordinal);
        Assert.True(_process.HasExited);
    }

    [Fact]
    public async Task InterruptAsync_IsControlC()
    {
        Assert.Equal(0, await _process!.InterruptAsync());
        Assert.Contains("probe: stopped in order", _process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_GivesItNoChance_AndRestartBringsItBack()
    {
        var first = _process!.Id;
        _process.Kill();
        Assert.True(_process.HasExited);
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync(new Uri(_address, "/readyz")));

        await _process.RestartAsync();

        Assert.NotEqual(first, _process.Id);
        Assert.Equal("ready", await _http.GetStringAsync(new Uri(_address, "/readyz")));
        Assert.DoesNotContain("probe: stopped in order", _process.Output, StringComparison.Ordinal);
        await _process.WaitForOutputAsync("probe: started", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task StartAsync_OfAProcessThatEnds_SaysWhatItWrote()
    {
        var failing = Probe() with { Arguments = ["--fail"], ReadyWhen = new Uri($"http://127.0.0.1:{FreePort.Next()}/readyz") };
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => ProcessUnderTest.StartAsync(failing));
        Assert.Contains("exit code 3", failure.Message, StringComparison.Ordinal);
        await using var process = ProcessUnderTest.StartWithoutWaiting(failing);
        Assert.Equal(3, await process.WaitForExitAsync());
        Assert.Contains("probe: failing as asked", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResidentBytes_AreThoseOfARunningProcess()
    {
        Assert.InRange(_process!.ResidentBytes(), 1_000_000, 1_000_000_000);
        Assert.Equal(0, await _process.StopAsync());
    }

    private ProcessSettings Probe() => new("tests/TestKit.Tests")
    {
        Arguments = ["--urls", _address.ToString()],
        Environment = new Dictionary<string, string?> { ["PROBE_SETTING"] = "warm", ["ASPNETCORE_URLS"] = null },
        ReadyWhen = new Uri(_address, "/readyz"),
    };
}
