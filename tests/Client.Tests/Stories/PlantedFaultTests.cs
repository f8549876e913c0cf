using Omnichannel.Stories.Serving;
using Omnichannel.Stories.Telling;

namespace Omnichannel.Client.Tests.Stories;

/// <summary>What stories find: a client with a fault fails one of them, which a sound one plays to its end.</summary>
public sealed class PlantedFaultTests : IAsyncLifetime
{
    private const int Seeds = 1_000;
    private StoryServer server = null!;

    public async Task InitializeAsync() => server = await StoryServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public Task NumberUsedTwice_IsFound() => IsFound(() => new SpoiltLogs(log => new ForgetsNumbers(log)));

    [Fact]
    public Task ForgottenResend_IsFound() => IsFound(() => new SpoiltLogs(log => new ForgetsAnswered(log)));

    [Fact]
    public Task LostNote_IsFound() => IsFound(() => new MemoryLogs(), network => new LosesNotes(network));

    private async Task IsFound(Func<IDeviceLogs> logs, Func<HttpMessageHandler, HttpMessageHandler>? network = null)
    {
        using var faulty = new StoryPlayer(server, logs, network);
        var seed = await faulty.FirstThatFails(0, Seeds);
        Assert.NotNull(seed);
        using var sound = new StoryPlayer(server, () => new MemoryLogs());
        Assert.Null(await sound.Play(Author.Write(seed.Value)));
    }
}
