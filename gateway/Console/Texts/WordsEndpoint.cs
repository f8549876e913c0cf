using Omnichannel.Platform.Text;

namespace Omnichannel.WebConsole.Texts;

/// <summary>The texts of a page for its scripts: <c>GET /console/texts/{page}.json?lang=it</c>, patterns by key.</summary>
internal static class WordsEndpoint
{
    public static void MapWords(this WebApplication app) => app.MapGet("/console/texts/{page}.json", (string page, string? lang, HttpContext http, Wordings wordings) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=300";
        return wordings.Find(page, lang ?? Phrases.Fallback) is { } texts
            ? Results.Json(texts.Keys.Order(StringComparer.Ordinal).ToDictionary(key => key, texts.Pattern))
            : Results.NotFound();
    });
}
