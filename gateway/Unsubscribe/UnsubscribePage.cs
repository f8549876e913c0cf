using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Text;

namespace Omnichannel.Gateway.Unsubscribe;

/// <summary>
/// What a person sees who opens the link of a message: small, without script, in one of the languages that this product speaks. The button posts the very form that mail
/// providers post.
/// </summary>
/// <param name="Status">Of the answer.</param>
/// <param name="Title">Heading.</param>
/// <param name="Paragraphs">What there is to say.</param>
/// <param name="Button">Of the form; none when null.</param>
/// <param name="Language">Of all of it.</param>
internal sealed record UnsubscribePage(int Status, string Title, IReadOnlyList<string> Paragraphs, string? Button, Phrases.Language Language) : IResult
{
    /// <summary>The form's field and value (RFC 8058).</summary>
    public const string Field = "List-Unsubscribe";

    /// <inheritdoc cref="Field"/>
    public const string Value = "One-Click";

    private const string Style = "body{margin:0;font:1.1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}main{max-width:34rem;margin:15vh auto;padding:0 1.5rem}" +
        "button{font:inherit;padding:.6rem 1.4rem;border:0;border-radius:.4rem;color:#fff;background:#1a1a1a;cursor:pointer}button:focus-visible{outline:3px solid #5b9cff;outline-offset:2px}";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Asks before anything is withdrawn.</summary>
    public static UnsubscribePage Ask(Phrases.Language language, ConsentPurpose purpose, Medium medium) =>
        new(StatusCodes.Status200OK, language.Say("title"), [About("ask", language, purpose, medium), language.Say("kept")], language.Say("button"), language);

    /// <summary>It is withdrawn.</summary>
    public static UnsubscribePage Done(Phrases.Language language, ConsentPurpose purpose, Medium medium) =>
        new(StatusCodes.Status200OK, language.Say("title"), [About("done", language, purpose, medium), language.Say("kept")], null, language);

    /// <summary>The link is forged, cut off or too old.</summary>
    public static UnsubscribePage Invalid(Phrases.Language language) =>
        new(StatusCodes.Status404NotFound, language.Say("invalid.title"), [language.Say("invalid.text")], null, language);

    /// <summary>Messaging does not answer.</summary>
    public static UnsubscribePage Later(Phrases.Language language) =>
        new(StatusCodes.Status503ServiceUnavailable, language.Say("later.title"), [language.Say("later.text")], null, language);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = Language.Tag;
        response.Headers.Vary = HeaderNames.AcceptLanguage;
        response.Headers.ContentSecurityPolicy = Policy;
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "60";
        }

        return response.WriteAsync(Html(), httpContext.RequestAborted);
    }

    private static string About(string what, Phrases.Language language, ConsentPurpose purpose, Medium medium) =>
        language.Say($"{what}.{purpose.ToString().ToLowerInvariant()}", ("medium", language.Say($"medium.{medium.ToString().ToLowerInvariant()}")));

    // Without an action the form goes to the page's own address, behind whatever prefix a proxy puts before it.
    private string Html() => $"""
        <!DOCTYPE html>
        <html lang="{Language.Tag}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{Encoder.Encode(Title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <h1>{Encoder.Encode(Title)}</h1>
        {string.Join('\n', Paragraphs.Select(text => $"<p>{Encoder.Encode(text)}</p>"))}
        {(Button is null ? "" : $"""<form method="post"><button name="{Field}" value="{Value}">{Encoder.Encode(Button)}</button></form>""")}
        </main>
        </body>
        </html>
        """;
}
