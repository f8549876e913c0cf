using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Omnichannel.Gateway.Pages;

/// <summary>What a person sees while no console answers: a page that looks again by itself. Scripts and styles that were asked for get the status alone.</summary>
internal static class AwayPage
{
    private const string Style = "body{margin:0;font:1.1rem/1.5 system-ui,sans-serif}main{max-width:34rem;margin:15vh auto;padding:0 1.5rem}";

    private const string Text =
        $"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="3"><title>Omnichannel</title><style>{Style}</style><main><h1>The console is not there just now</h1><p>The shop goes on. This page looks again every few seconds.</p></main></html>""";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; frame-ancestors 'none'; base-uri 'none'";

    public static Task Write(HttpContext http)
    {
        var response = http.Response;
        response.Clear();
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.CacheControl = "no-store";
        response.Headers.RetryAfter = "3";
        response.Headers.XContentTypeOptions = "nosniff";
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return Task.CompletedTask;
        }

        response.ContentType = "text/html; charset=utf-8";
        response.Headers[HeaderNames.ContentSecurityPolicy] = Policy;
        return response.WriteAsync(Text, http.RequestAborted);
    }
}
