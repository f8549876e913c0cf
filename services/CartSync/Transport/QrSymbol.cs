using QRCoder;

namespace Omnichannel.CartSync.Transport;

/// <summary>QR symbols as SVG documents.</summary>
internal static class QrSymbol
{
    private const int PixelsPerModule = 6;

    /// <summary>A symbol of the text.</summary>
    public static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return svg.GetGraphic(PixelsPerModule);
    }
}
