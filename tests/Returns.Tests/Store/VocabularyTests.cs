using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Tests.Store;

public sealed class VocabularyTests
{
    [Fact]
    public void EveryWord_IsTheContracts_AndLeadsBack()
    {
        Assert.All(Enum.GetValues<Origin>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<Resolution>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<RepairOutcome>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<ReturnMethod>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<WindowAnchor>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<ReturnState>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<ReturnReason>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<Disposition>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<InspectionGrade>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<RefundTrigger>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<ShortfallState>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<ReverseDeliveryMethod>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<ReverseDeliveryState>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<RefundState>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
    }
}
