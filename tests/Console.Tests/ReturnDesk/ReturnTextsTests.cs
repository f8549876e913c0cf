using Omnichannel.Returns.V1;
using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Tests.ReturnDesk;

public sealed class ReturnTextsTests
{
    [Fact]
    public void EveryWordOfAReturn_HasItsText()
    {
        AssertAll<ReturnState>("state");
        AssertAll<ReturnReason>("reason");
        AssertAll<Resolution>("resolution");
        AssertAll<Disposition>("disposition");
        AssertAll<InspectionGrade>("grade");
        AssertAll<ReverseDeliveryState>("delivery");
        AssertAll<RefundState>("refund");
        AssertAll<ShortfallState>("shortfall");
    }

    private static void AssertAll<TEnum>(string kind)
        where TEnum : struct, Enum
    {
        var words = new Wordings().Find("returns", "en")!;
        Assert.All(Enum.GetValues<TEnum>(), value => Assert.True(words.Has($"returns.{kind}.{Enums.Name(value)}"), $"{kind} {value}"));
    }
}
