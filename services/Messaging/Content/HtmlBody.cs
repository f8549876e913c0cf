using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Omnichannel.Messaging.Content;

/// <summary>A message as the body of an HTML mail. The text stays text, whatever a name or a title holds; its lines stay lines; only links of ours can be followed.</summary>
public static class HtmlBody
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The whole document.</summary>
    public static string Of(RenderedMessage message)
    {
        var text = message.Links.Select(Encoder.Encode).Aggregate(
            Encoder.Encode(message.Text.ReplaceLineEndings("\n")).Replace("&#xA;", "<br>\n", StringComparison.Ordinal),
            (html, link) => html.Replace(link, $"<a href=\"{link}\">{link}</a>", StringComparison.Ordinal));
        return $"""
            <!DOCTYPE html>
            <html lang="{Encoder.Encode(message.Language)}">
            <head><meta charset="utf-8"><title>{Encoder.Encode(message.Title)}</title></head>
            <body><p>{text}</p></body>
            </html>
            """;
    }
}
