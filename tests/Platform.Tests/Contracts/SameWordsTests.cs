using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;
using Omnichannel.Values;

namespace Omnichannel.Platform.Tests.Contracts;

public sealed class SameWordsTests
{
    private enum Colour
    {
        None,
        Blue,
        Red,
    }

    private enum Paint
    {
        Unspecified,
        Red,
        Blue,
    }

    private enum MorePaint
    {
        Unspecified,
        Red,
        Blue,
        Green,
    }

    [Fact]
    public void Words_AreMatchedByName_NotByNumber()
    {
        Assert.Equal([Paint.Unspecified, Paint.Blue, Paint.Red], Enum.GetValues<Colour>().Select(SameWords.ToContract<Colour, Paint>));
        Assert.Equal([Colour.None, Colour.Red, Colour.Blue], Enum.GetValues<Paint>().Select(SameWords.ToDomain<Colour, Paint>));
    }

    [Fact]
    public void WordThatTheOtherLacks_FailsTheFirstUse()
    {
        var error = Assert.Throws<TypeInitializationException>(() => SameWords.ToContract<Colour, MorePaint>(Colour.Red));
        Assert.Contains("Green", error.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValueOfALaterContract_IsNotTold_AndADomainsOwnIsAnError()
    {
        Assert.Equal(SalesChannel.None, ((Channel)99).ToDomain());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((SalesChannel)99).ToContract());
    }

    [Fact]
    public void SharedVocabulary_LeadsBack()
    {
        Assert.All(Enum.GetValues<SalesChannel>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<ActorRole>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<Platform.Domain.TenderKind>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
        Assert.All(Enum.GetValues<Platform.Domain.DiscountKind>(), word => Assert.Equal(word, word.ToContract().ToDomain()));
    }
}
