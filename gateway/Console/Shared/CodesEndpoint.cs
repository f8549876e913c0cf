using System.Text;
using QRCoder;

namespace Omnichannel.WebConsole.Shared;

/// <summary>QR codes for what one device shows another: <c>GET /console/qr?text=…</c>, an SVG in the colour of the text around it.</summary>
internal static class CodesEndpoint
{
    private const int MostText = 300;

    public static void MapCodes(this WebApplication app) => app.MapGet("/console/qr", (string? text) =>
        text is { Length: > 0 and <= MostText } ? Results.Text(Svg(text), "image/svg+xml", Encoding.UTF8) : Results.BadRequest());

    private static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
