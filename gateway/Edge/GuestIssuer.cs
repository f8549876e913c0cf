using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// The gateway as an issuer of guest tokens. Its key comes from <c>Omnichannel:Gateway:Guests:KeyPath</c> (or <c>:Key</c>), PEM; services find the public half at
/// <c>/.well-known/jwks.json</c> through the discovery document, or get it by configuration.
/// </summary>
internal sealed class GuestIssuer
{
    /// <summary>The <c>iss</c> claim unless <c>Omnichannel:Gateway:Guests:Issuer</c> says otherwise.</summary>
    public const string DefaultName = "omnichannel-gateway";

    private const string KeyId = "guest";

    private GuestIssuer(TrustedIssuer trusted, bool isEphemeral)
    {
        (Name, Keys, Audience) = (trusted.Issuer, trusted.Keys, trusted.Audience);
        IsEphemeral = isEphemeral;
    }

    /// <summary>The <c>iss</c> claim.</summary>
    public string Name { get; }

    /// <summary>What it signs with.</summary>
    public SigningKeys Keys { get; }

    /// <summary>For whom: the <c>aud</c> claim.</summary>
    public string Audience { get; }

    /// <summary>Whether the key was made by this process and ends with it.</summary>
    public bool IsEphemeral { get; }

    /// <summary>The issuer of this process: shared by its host, configured, or new. The host trusts it from here on.</summary>
    /// <exception cref="StartupException">The configured key cannot be read.</exception>
    public static GuestIssuer Of(PlatformHost host, GuestOptions options, string? audience)
    {
        var name = options.Issuer;
        if (host.TrustedIssuers.FirstOrDefault(issuer => issuer.Issuer == name) is { } shared)
        {
            return new GuestIssuer(shared, isEphemeral: false);
        }

        var pem = Pem(options);
        var keys = pem is null ? SigningKeys.Generate(KeyId) : SigningKeys.FromPem((KeyId, pem));
        var issuer = new TrustedIssuer(name, keys, [Role.Guest], audience ?? TokenClaims.DefaultAudience);
        host.TrustedIssuers.Add(issuer);
        return new GuestIssuer(issuer, pem is null);
    }

    private static string? Pem(GuestOptions options)
    {
        if (options.KeyPath is not { Length: > 0 } path)
        {
            return options.Key is { Length: > 0 } key ? key : null;
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{EdgeOptions.Section}:Guests:KeyPath: the key cannot be read: {exception.Message}", exception);
        }
    }
}
