using System.Diagnostics;
using Omnichannel.TestKit;
using Omnichannel.Values.Scanning;

namespace Omnichannel.CartSync.Tests.Domain.Scanning;

/// <summary>Codes that zint prints are read back by zbar, and DataMatrix, which zbar has not, by dmtxread: what they give is what we understand.</summary>
public sealed class PrintedCodeTests : IDisposable
{
    private const int Year = 2026;
    private const string Gtin = "09506000134352";

    private readonly TempFolder folder = new("codes");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("EANX", "400638133393", "", "04006381333931")]
    [InlineData("EANX", "9638507", "", "00000096385074")]
    [InlineData("UPCA", "03600029145", "", "00036000291452")]
    [InlineData("UPCE", "0425261", "", "00042100005264")]
    [InlineData("UPCE", "0425261", "-Supce.enable", "00042100005264")]
    [InlineData("ITF14", "1950600013435", "", "19506000134359")]
    [InlineData("DBAR_OMN", "0950600013435", "", Gtin)]
    public async Task Numbers_AreReadBack(string symbology, string digits, string option, string gtin) =>
        Assert.Equal(gtin, ScanReader.Read(await Read(await Print(symbology, digits), option), Year).Value.Gtin);

    [Theory]
    [InlineData("GS1_128", "]C1")]
    [InlineData("DBAR_EXP", "")]
    [InlineData("QRCODE", "")]
    [InlineData("DATAMATRIX", "")]
    public async Task Elements_AreReadBack(string symbology, string identifier)
    {
        var codes = new RandomCodes(3);
        for (var i = 0; i < 5; i++)
        {
            var gtin = codes.Gtin();
            var lot = codes.Data(ApplicationIdentifier.Find("10")!);
            lot = lot[..Math.Min(8, lot.Length)];

            // Behind letters and a separator zbar loses the mode of DataBar.
            lot = symbology == "DBAR_EXP" ? string.Concat(lot.Select(c => (char)('0' + (c % 10)))) : lot;
            var file = await Print(symbology, $"[01]{gtin}[3103]001500[17]270200[10]{lot}[21]{i}X", "--gs1");
            var text = symbology == "DATAMATRIX" ? await ReadMatrix(file) : identifier + await Read(file, "");
            var scan = ScanReader.Read(text, Year).Value;
            Assert.Equal((gtin, lot, $"{i}X", new DateOnly(2027, 2, 28)), (scan.Gtin, scan.Lot, scan.Serial, scan.ExpiresOn));
            Assert.Equal([new ScannedMeasure(Cart.V1.MeasureKind.NetWeight, 1.5m, "KGM")], scan.Measures.ToArray());
        }
    }

    [Theory]
    [InlineData("QRCODE")]
    [InlineData("DATAMATRIX")]
    public async Task Links_AreReadBack(string symbology)
    {
        var file = await Print(symbology, $"https://id.gs1.org/01/{Gtin}/10/AB%2F1/21/77?17=270228&3922=1299");
        var scan = ScanReader.Read(symbology == "DATAMATRIX" ? await ReadMatrix(file) : await Read(file, ""), Year).Value;
        Assert.Equal((Gtin, "AB/1", "77", new DateOnly(2027, 2, 28), 12.99m), (scan.Gtin, scan.Lot, scan.Serial, scan.ExpiresOn, scan.Price?.Amount));
    }

    [Fact]
    public async Task Prices_AreReadBack()
    {
        // Prefix 21, item 12345, 12.34.
        var scan = ScanReader.Read(await Read(await Print("EANX", "211234501234"), ""), Year).Value;
        var layout = new MeasureCode("21", 5, false, 5, 2, Cart.V1.MeasureCode.Types.Kind.Price);
        Assert.Equal((12.34m, "211234500000"), (layout.Read(scan).Value.Price?.Amount, layout.Read(scan).Value.Gtin[1..13]));
    }

    private async Task<string> Print(string symbology, string data, string option = "--binary")
    {
        var file = folder[$"{Guid.NewGuid():N}.png"];
        await Run("zint", ["-b", symbology, option, "-d", data, "-o", file, "--scale=4", "-w", "10", "--vwhitesp=10"]);
        return file;
    }

    private static Task<string> Read(string file, string option) => Run("zbarimg", [.. new[] { "--nodbus", "-q", "--raw", option, file }.Where(word => word.Length > 0)]);

    // In GS1 mode it gives FNC1 as the separator, also the first one.
    private static Task<string> ReadMatrix(string file) => Run("dmtxread", ["-N1", "-G29", file]);

    private static async Task<string> Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await errors}");
        return output.TrimEnd('\n');
    }
}
