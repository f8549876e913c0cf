using Omnichannel.WebConsole.Tests.Operations;

namespace Omnichannel.WebConsole.Tests;

public sealed class KeptPageTests
{
    [Fact]
    public async Task TokenThatEnds_GatewayThatIsAway_CostNothingThatIsOnAPage()
    {
        var console = await ConsoleHost.SharedAsync();
        RefusingTimeline.Plant(console.State);
        Assert.Equal(8, (await console.TellAsync("keeps")).Count);
    }
}
