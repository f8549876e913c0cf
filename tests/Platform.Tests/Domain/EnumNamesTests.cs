using System.Text.Json;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Tests.Domain;

public sealed class EnumNamesTests
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { StoredJson.Enums } };

    [Fact]
    public void Names_AreWordsInUpperCase_AndLeadBack()
    {
        Assert.Equal(["NONE", "CARD", "WALLET", "GIFT_CARD", "CASH", "STORE_CREDIT", "OTHER"], Enum.GetValues<TenderKind>().Select(kind => kind.Name()));
        Assert.All(Enum.GetValues<TenderKind>(), kind => Assert.Equal(kind, EnumNames.Read<TenderKind>(kind.Name())));
        Assert.All(Enum.GetValues<TenderKind>(), kind => Assert.Equal((Enum)kind, EnumNames.ReadAs(typeof(TenderKind), kind.Name())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("giftcard")]
    [InlineData("GiftCard")]
    [InlineData("CHEQUE")]
    public void UnknownName_IsRefused_AndTheMessageSaysWhichThereAre(string name)
    {
        var expected = $"'{name}' is no TenderKind: NONE, CARD, WALLET, GIFT_CARD, CASH, STORE_CREDIT, OTHER.";
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => EnumNames.Read<TenderKind>(name)).Message);
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => EnumNames.ReadAs(typeof(TenderKind), name)).Message);
    }

    [Fact]
    public void ValueThatTheEnumHasNot_HasNoName() => Assert.Throws<ArgumentOutOfRangeException>(() => ((TenderKind)99).Name());

    [Fact]
    public void StoredJson_HasTheSameNames_AndTakesNoOthers()
    {
        Assert.All(Enum.GetValues<TenderKind>(), kind => Assert.Equal($"\"{kind.Name()}\"", JsonSerializer.Serialize(kind, Json)));
        Assert.Equal(TenderKind.GiftCard, JsonSerializer.Deserialize<TenderKind>("\"GIFT_CARD\"", Json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TenderKind>("3", Json));
        Assert.Contains("$[1]", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TenderKind[]>("[\"CARD\",\"CHEQUE\"]", Json)).Message, StringComparison.Ordinal);
    }
}
