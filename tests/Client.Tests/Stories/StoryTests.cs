using System.Globalization;
using Omnichannel.Stories.Format;
using Omnichannel.Stories.Serving;
using Omnichannel.Stories.Telling;

namespace Omnichannel.Client.Tests.Stories;

/// <summary>
/// Plays stories through the client (tests/Stories/README.md). <c>OMNICHANNEL_SEEDS</c> sets how many, <c>OMNICHANNEL_SEED</c> plays one and tells it.
/// </summary>
public sealed class StoryTests : IAsyncLifetime
{
    private const int Seeds = 1_000;
    private const int SeedsOnFiles = 50;
    private StoryServer server = null!;

    public async Task InitializeAsync() => server = await StoryServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Client_ShowsAndTellsWhatStoriesSay()
    {
        using var player = new StoryPlayer(server, () => new MemoryLogs());
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_SEED") is { Length: > 0 } one)
        {
            var seed = int.Parse(one, CultureInfo.InvariantCulture);
            Assert.Fail($"{StoryJson.Tell(Author.Write(seed))}\n{await player.Play(Author.Write(seed)) ?? "All is as it tells."}");
        }

        var seeds = Environment.GetEnvironmentVariable("OMNICHANNEL_SEEDS") is { Length: > 0 } many ? int.Parse(many, CultureInfo.InvariantCulture) : Seeds;
        var story = await player.Find(0, seeds);
        Assert.True(story is null, story);
    }

    [Fact]
    public async Task Client_WithItsLogInFiles_ShowsAndTellsWhatStoriesSay()
    {
        using var player = new StoryPlayer(server, () => new FileLogs());
        var story = await player.Find(Seeds, SeedsOnFiles);
        Assert.True(story is null, story);
    }
}
