using System.Globalization;
using System.Text.Json;
using Omnichannel.Stories.Serving;
using Omnichannel.TestKit;

namespace Omnichannel.Client.Tests.Web;

/// <summary>Plays stories through the client for web pages (gateway/Clients/web): its player speaks to a story server as any page does.</summary>
public sealed class WebStoryTests : IAsyncLifetime
{
    private const string Player = "../../gateway/Clients/web/test/stories/run.js";
    private const int First = 100;
    private const int Seeds = 200;
    private const int SeedsInChromium = 10;
    private StoryServer server = null!;

    public async Task InitializeAsync() => server = await StoryServer.StartPublic(Repository.PathOf("gateway", "Clients", "web"));

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public Task InNode_TheClientShowsAndTellsWhatStoriesSay() => Play("node", First, Seeds);

    /// <summary>With the browser's IndexedDB, locks and channels; in every second story each device has two tabs that share a log.</summary>
    [Fact]
    public Task InChromium_TheClientShowsAndTellsWhatStoriesSay() => Play("chromium", First + Seeds, SeedsInChromium);

    [Fact]
    public async Task PlantedFaults_AreFound_EachByAStoryThatASoundClientPlaysToItsEnd()
    {
        var result = await Run("planted", 0, Seeds);
        Assert.Equal(["a forgotten resend", "a lost note", "a number used twice"], result.GetProperty("found").EnumerateObject().Select(fault => fault.Name).Order(StringComparer.Ordinal));
        Assert.Empty(result.GetProperty("sound").EnumerateArray().Select(seed => seed.GetInt32()));
    }

    private async Task Play(string how, int first, int count)
    {
        var result = await Run(how, first, count);
        Assert.True(result.GetProperty("failed").GetArrayLength() == 0, result.GetProperty("failed").ToString());
        Assert.Equal(count, result.GetProperty("played").GetInt32());
    }

    private Task<JsonElement> Run(string how, int first, int count) => NodeScript.RunAsync(
        Player, [how, server.Http.GetLeftPart(UriPartial.Authority), first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)],
        limit: TimeSpan.FromMinutes(5));
}
