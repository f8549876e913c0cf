using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>
/// Sign-in without a provider, where everything runs in one process of this machine: any identity, for a browser that has opened the link which the process printed. The
/// gateway's development issuer decides; without one there are no such identities.
/// </summary>
internal sealed class DevelopmentIdentities(GatewayAddress gateway, IDataProtectionProvider protection, TimeProvider clock) : IDisposable
{
    private const string Cookie = "omnichannel.development";
    private const string CodeHeader = "Omnichannel-Dev-Code";
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly IDataProtector protector = protection.CreateProtector("development-code");

    /// <summary>Whether this browser may choose an identity.</summary>
    public bool MayChoose(HttpContext http) => CodeOf(http) is not null;

    /// <summary>Exchanges a printed link, once, and lets the browser in.</summary>
    /// <returns>Whether it was good.</returns>
    public async Task<bool> Open(HttpContext http, string link)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(gateway.Http, "/dev/code"), new { link }, http.RequestAborted);
        if (!answer.IsSuccessStatusCode)
        {
            return false;
        }

        LetIn(http, (await answer.Content.ReadFromJsonAsync<JsonElement>(http.RequestAborted)).GetProperty("code").GetString()!);
        return true;
    }

    /// <summary>Lets a browser in whose person has read the code.</summary>
    public void LetIn(HttpContext http, string code) => http.Response.Cookies.Append(
        Cookie, protector.Protect(code), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/session", Secure = http.Request.IsHttps, IsEssential = true });

    /// <summary>A session as that identity; null, with what the issuer says, when it refuses.</summary>
    public async Task<(SessionTokens? Tokens, string? Refusal)> SignIn(HttpContext http, DevelopmentIdentity identity)
    {
        if (CodeOf(http) is not { } code)
        {
            return (null, "open the link that the process printed");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Http, "/dev/tokens")) { Content = JsonContent.Create(identity) };
        request.Headers.Add(CodeHeader, code);
        using var answer = await client.SendAsync(request, http.RequestAborted);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(http.RequestAborted);
        if (!answer.IsSuccessStatusCode)
        {
            return (null, body.TryGetProperty("detail", out var detail) ? detail.GetString() : answer.ReasonPhrase);
        }

        var now = clock.GetUtcNow();
        return (new SessionTokens(body.GetProperty("access_token").GetString()!, null, now.AddSeconds(body.GetProperty("expires_in").GetInt64()), now), null);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private string? CodeOf(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[Cookie] is { Length: > 0 } sealedCode ? protector.Unprotect(sealedCode) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Of another installation, or an earlier life of this one.
            return null;
        }
    }
}

/// <summary>A development identity: the claims of its token.</summary>
internal sealed record DevelopmentIdentity(
    [property: JsonPropertyName("sub")] string Subject,
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("channel"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Channel,
    [property: JsonPropertyName("store_id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StoreId,
    [property: JsonPropertyName("actor"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Actor,
    [property: JsonPropertyName("device_id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeviceId,
    [property: JsonPropertyName("ttl_seconds")] int Seconds);
