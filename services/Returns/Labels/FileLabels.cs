using Omnichannel.Returns.Domain;
using QRCoder;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using ZXing;
using ZXing.Common;
using ZXing.OneD;

namespace Omnichannel.Returns.Labels;

/// <summary>
/// Labels that the shop prints itself, for whatever carrier it has an agreement with: a page of 10 by 15 centimetres (A6) with the address, the return's code and the parcel's number, which
/// is a GS1-128 symbol (ISO/IEC 15417) on a label and a QR symbol on a drop-off code. What the carrier then tells comes as its scan file.
/// </summary>
public sealed class FileLabels(LabelSettings settings)
{
    /// <summary>Names these parcels' carrier to Order-tracking: its data file reads the scan files.</summary>
    public const string CarrierCode = "file";

    private const double PointsPerMillimetre = 72 / 25.4;
    private const double Width = 105 * PointsPerMillimetre;
    private const double Height = 148 * PointsPerMillimetre;
    private const double Margin = 8 * PointsPerMillimetre;

    // GS1 General Specifications, section 5.12: logistic labels have modules of 0.495 to 0.94 mm and bars of at least 31.75 mm.
    private const double Module = 0.495 * PointsPerMillimetre;
    private const double BarHeight = 32 * PointsPerMillimetre;
    private const int QuietModules = 10;

    // What zxing takes for the function character 1: at the beginning of Code 128 it says that GS1 data follows.
    private const char Function1 = '\u00F1';

    /// <summary>Under which parcels are numbered.</summary>
    public string CompanyPrefix => settings.CompanyPrefix;

    /// <summary>Where goods of a market go; null when nobody said.</summary>
    public IReadOnlyList<string>? AddressFor(string market) =>
        (settings.Addresses.GetValueOrDefault(market) ?? settings.Addresses.GetValueOrDefault(LabelSettings.AnyMarket))?.Lines;

    /// <summary>The document of a parcel, PDF.</summary>
    public static byte[] Draw(ReverseDelivery delivery, string rmaCode)
    {
        var document = new PdfDocumentBuilder();
        var page = document.AddPage(Width, Height);
        var plain = document.AddStandard14Font(Standard14Font.Helvetica);
        var bold = document.AddStandard14Font(Standard14Font.HelveticaBold);
        page.SetTextAndFillColor(0, 0, 0);
        var top = Height - Margin;
        foreach (var line in delivery.Address)
        {
            top -= 16;
            page.AddText(LabelText.Printable(line), 12, new PdfPoint(Margin, top), plain);
        }

        page.AddText(rmaCode, 20, new PdfPoint(Margin, top - 36), bold);
        var below = delivery.Method is ReverseDeliveryMethod.DropOffCode ? DrawQr(page, delivery.TrackingNumber) : DrawBars(page, delivery.TrackingNumber);
        page.AddText($"({Sscc.ApplicationIdentifier}) {delivery.TrackingNumber}", 11, new PdfPoint(Margin, below - 14), plain);
        return document.Build();
    }

    private static double DrawBars(PdfPageBuilder page, string number)
    {
        var bars = new Code128Writer().encode($"{Function1}{Sscc.ApplicationIdentifier}{number}");
        var left = (Width - (bars.Length * Module)) / 2;
        var bottom = Margin + 30;
        for (var i = 0; i < bars.Length; i++)
        {
            var width = 1;
            while (bars[i] && i + width < bars.Length && bars[i + width])
            {
                width++;
            }

            if (bars[i])
            {
                Fill(page, left + (i * Module), bottom, width * Module, BarHeight);
                i += width - 1;
            }
        }

        return bottom;
    }

    private static double DrawQr(PdfPageBuilder page, string number)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(number, QRCodeGenerator.ECCLevel.M);
        var size = data.ModuleMatrix.Count;
        var module = 50 * PointsPerMillimetre / size;
        var bottom = Margin + 30;
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                if (data.ModuleMatrix[row][column])
                {
                    Fill(page, Margin + (column * module), bottom + ((size - 1 - row) * module), module, module);
                }
            }
        }

        return bottom;
    }

    private static void Fill(PdfPageBuilder page, double left, double bottom, double width, double height) =>
        page.DrawRectangle(new PdfPoint(left, bottom), width, height, lineWidth: 0, fill: true);
}
