using Omnichannel.TestKit;

namespace Omnichannel.WebConsole.Tests;

[Collection(Pages.Name)]
public sealed class ChannelsPageTests(ConsoleHost console)
{
    [Fact]
    public async Task ThreeChannels_ByClicks_ShareOneCart_LoseNothing_AndExplainThemselves()
    {
        var result = await console.RunAsync("channels.js");
        Assert.Equal(13, result.GetProperty("checks").GetArrayLength());
    }
}

public sealed class ChannelsPartsTests
{
    [Fact]
    public async Task PartsOfThePage_WithoutABrowser()
    {
        var result = await NodeScript.RunAsync("console/channels-parts.js");
        Assert.Equal(16, result.GetProperty("checks").GetArrayLength());
    }
}
