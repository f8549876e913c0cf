using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Tests.Pickups;

public sealed class PickupTextsTests
{
    [Fact]
    public void EveryEvent_AndEveryStatusOfWhatIsSent_HasItsText()
    {
        var words = new Wordings().Find("pickups", "en")!;
        Assert.All(Enum.GetValues<PickupEventKind>(), kind => Assert.True(words.Has($"pickups.event.{Enums.Name(kind)}"), kind.ToString()));
        Assert.All(Enum.GetValues<PickupStatus>(), status => Assert.True(words.Has($"pickups.sending.{Enums.Name(status)}"), status.ToString()));
    }
}
