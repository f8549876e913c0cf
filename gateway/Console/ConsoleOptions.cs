using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Settings;

namespace Omnichannel.WebConsole;

/// <summary>The console's settings (section <c>Omnichannel:Console</c>).</summary>
public sealed class ConsoleOptions : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Console";

    [Setting("The URL of the gateway's JSON, as the console calls it.")]
    public Uri? Gateway { get; set; }

    [Setting("The URL of the gateway's gRPC, as the console calls it.")]
    public Uri? GatewayGrpc { get; set; }

    /// <summary>Seal sessions: the first seals, all open; without one a key is made that ends with the process.</summary>
    public List<SessionKeyOptions> Keys { get; set; } = [];

    /// <summary>Sign-in.</summary>
    public SignInOptions SignIn { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (SignIn is { Authority.Length: > 0, ClientId.Length: 0 })
        {
            yield return $"{Section}:SignIn:ClientId is not set: the name that the provider knows the console by.";
        }

        foreach (var (name, uri) in new[] { (nameof(Gateway), Gateway), (nameof(GatewayGrpc), GatewayGrpc) })
        {
            if (uri is not null && !(uri.IsAbsoluteUri && uri.Scheme is "http" or "https"))
            {
                yield return $"{Section}:{name}: {uri} is not an http or https URL.";
            }
        }
    }
}

/// <summary>One key.</summary>
public sealed class SessionKeyOptions
{
    [Setting("At least 32 bytes in base64, the same for all replicas.", IsSecret = true)]
    public string Secret { get; set; } = "";
}

/// <summary>Sign-in by OpenID Connect: authorization code with PKCE.</summary>
public sealed class SignInOptions
{
    [Setting("An OpenID Connect provider; without one nobody signs in, but for the development identities of AllInOne.")]
    public string Authority { get; set; } = "";

    [Setting("The name that the provider knows the console by.")]
    public string ClientId { get; set; } = "";

    [Setting("The console's secret at the provider.", IsSecret = true)]
    public string ClientSecret { get; set; } = "";

    [Setting("What is asked for, separated by spaces. With offline_access, sessions outlive an access token.")]
    public string Scopes { get; set; } = "openid profile offline_access";

    [Setting("The API that access tokens shall be for, where the provider wants to be told (resource, RFC 8707).")]
    public string Resource { get; set; } = "";
}
