using Omnichannel.TestKit;

namespace Omnichannel.WebConsole.Tests;

public sealed class ChannelsPageTests
{
    [Fact]
    public async Task ThreeChannels_ByClicks_ShareOneCart_AndExplainThemselves()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(7, (await console.TellAsync("channels")).Count);
    }
}

public sealed class ChannelsAwayTests
{
    [Fact]
    public async Task Devices_OffLine_WithoutToken_WithoutPlatform_LoseNothing()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(3, (await console.TellAsync("channels-away")).Count);
    }
}

public sealed class ChannelsLooksTests
{
    [Fact]
    public async Task ThreeChannels_WithManyLines_InTheirTour_AtEveryWidth()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(3, (await console.TellAsync("channels-looks")).Count);
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
