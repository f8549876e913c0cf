using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Labels;
using Omnichannel.TestKit;

namespace Omnichannel.Returns.Tests.Labels;

/// <summary>Labels as printers print them, and scanners read them.</summary>
public sealed class FileLabelsTests
{
    private const string Number = "006141411234567890";

    [Fact]
    public async Task Label_IsReadBackByAScanner_AsGs1_WithAddressAndCode()
    {
        var page = FileLabels.Draw(Parcel(ReverseDeliveryMethod.Label), "R-2345ABCD");

        Assert.Equal($"CODE-128:00{Number}", await PrintedPage.ReadCode(page));
        var words = await PrintedPage.ReadText(page);
        Assert.Contains("Bucuresti, Piata Victoriei 1", words, StringComparison.Ordinal);
        Assert.Contains("Citta Aehnlich 7, Strasse", words, StringComparison.Ordinal);
        Assert.Contains("R-2345ABCD", words, StringComparison.Ordinal);
        Assert.Contains($"(00) {Number}", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DropOffCode_IsAQrSymbol() => Assert.Equal($"QR-Code:{Number}", await PrintedPage.ReadCode(FileLabels.Draw(Parcel(ReverseDeliveryMethod.DropOffCode), "R-2345ABCD")));

    [Fact]
    public void Address_IsThatOfTheMarket_ElseTheCommonOne_ElseNone()
    {
        var settings = new LabelSettings { CompanyPrefix = "9521234" };
        var labels = new FileLabels(settings);
        Assert.Null(labels.AddressFor("IT"));
        settings.Addresses["IT"] = new LabelAddressSettings { Lines = ["Via Roma 1"] };
        Assert.Null(labels.AddressFor("RO"));
        settings.Addresses[LabelSettings.AnyMarket] = new LabelAddressSettings { Lines = ["Hauptstrasse 2"] };

        Assert.Equal(["Via Roma 1"], labels.AddressFor("IT"));
        Assert.Equal(["Hauptstrasse 2"], labels.AddressFor("RO"));
    }

    [Theory]
    [InlineData("", "Via Roma 1", "CompanyPrefix")]
    [InlineData("95212x4", "Via Roma 1", "CompanyPrefix")]
    [InlineData("9521234", "北京市", "Addresses:IT:Lines")]
    [InlineData("9521234", "", "Addresses:IT:Lines")]
    public void Settings_ThatCannotBePrinted_AreToldAtTheStart(string prefix, string line, string key)
    {
        var settings = new LabelSettings { CompanyPrefix = prefix, Addresses = { ["IT"] = new LabelAddressSettings { Lines = [line] } } };

        Assert.Contains(key, Assert.Single(settings.FindProblems()), StringComparison.Ordinal);
    }

    private static ReverseDelivery Parcel(ReverseDeliveryMethod method) => new(
        "d1", method, ReverseDeliveryState.Ready, FileLabels.CarrierCode, Number, ["Șerban & Fii", "București, Piața Victoriei 1", "Città Ähnlich 7, Straße"], DateTimeOffset.UnixEpoch);
}
