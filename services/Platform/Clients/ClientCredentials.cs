using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Clients;

/// <summary>Gets tokens by OAuth2 client credentials (RFC 6749 4.4). The secret is read for each, so that a changed one is used at once.</summary>
internal sealed class ClientCredentials
{
    private static readonly string Section = $"{AuthOptions.Section}:Service";

    /// <summary>Of a token of which nobody says how long it is good for.</summary>
    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromMinutes(1);

    private readonly ClientCredentialsOptions options;
    private readonly HttpClient http;
    private readonly Uri endpoint;
    private readonly string clientId;
    private readonly bool isBasic;

    /// <exception cref="StartupException">The settings do not make sense.</exception>
    public ClientCredentials(ClientCredentialsOptions options, HttpClient http)
    {
        (this.options, this.http) = (options, http);
        endpoint = Uri.TryCreate(options.TokenEndpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new StartupException($"{Section}:TokenEndpoint: {options.TokenEndpoint} is not an http or https URL.");
        clientId = options.ClientId is { Length: > 0 } id ? id : throw new StartupException($"{Section}:ClientId is missing.");
        isBasic = options.ClientAuthentication switch
        {
            "basic" => true,
            "post" => false,
            var other => throw new StartupException($"{Section}:ClientAuthentication: {other} is none of basic, post."),
        };
        if (string.IsNullOrEmpty(options.ClientSecret) == string.IsNullOrEmpty(options.ClientSecretPath))
        {
            throw new StartupException($"{Section}: set one of ClientSecretPath and ClientSecret.");
        }
    }

    /// <summary>Asks for one token.</summary>
    /// <exception cref="HttpRequestException">The endpoint cannot be reached, or refuses.</exception>
    /// <exception cref="InvalidDataException">It answers something else than a bearer token.</exception>
    public async Task<IssuedToken> Fetch(CancellationToken cancellation)
    {
        var secret = options.ClientSecretPath is { Length: > 0 } path
            ? (await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false)).Trim()
            : options.ClientSecret!;
        using var request = Request(secret);
        using var response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? Read(body) : throw new HttpRequestException($"{endpoint.Host} answered {(int)response.StatusCode} {ErrorOf(body)}.");
    }

    private HttpRequestMessage Request(string secret)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
        foreach (var (name, value) in new[] { ("scope", options.Scope), ("audience", options.Audience), ("resource", options.Resource) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                form[name] = value;
            }
        }

        var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        if (isBasic)
        {
            // Both are form-encoded first: RFC 6749 2.3.1.
            var pair = $"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            (form["client_id"], form["client_secret"]) = (clientId, secret);
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    private IssuedToken Read(byte[] body)
    {
        try
        {
            var answer = JsonElement.Parse(body);
            var token = answer.GetProperty("access_token").GetString();
            var isBearer = !answer.TryGetProperty("token_type", out var type) || string.Equals(type.GetString(), "Bearer", StringComparison.OrdinalIgnoreCase);
            return IssuedToken.IsToken(token) && isBearer
                ? new IssuedToken(token!, Lifetime(answer) ?? LifetimeOf(token!) ?? UnknownLifetime)
                : throw new InvalidDataException($"{endpoint.Host} gave no bearer token.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{endpoint.Host} gave no token answer.", exception);
        }
    }

    /// <summary>Some issuers write the number as text.</summary>
    private static TimeSpan? Lifetime(JsonElement answer)
    {
        if (!answer.TryGetProperty("expires_in", out var value))
        {
            return null;
        }

        return double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    private static TimeSpan? LifetimeOf(string token)
    {
        try
        {
            var jwt = new JsonWebToken(token);
            return jwt.ValidTo > jwt.IssuedAt && jwt.IssuedAt > DateTime.MinValue ? jwt.ValidTo - jwt.IssuedAt : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The error's code (RFC 6749 5.2); what else is in the answer is not for the log.</summary>
    private static string ErrorOf(byte[] body)
    {
        try
        {
            var answer = JsonElement.Parse(body);
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
                && error.GetString() is { Length: <= 64 } code && IssuedToken.IsToken(code) ? code : string.Empty;
        }
        catch (JsonException)
        {
            return string.Empty;
        }
    }
}
