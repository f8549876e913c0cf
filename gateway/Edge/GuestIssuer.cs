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

    private const string Section = "Omnichannel:Gateway:Guests";
    private const string KeyId = "guest";

    private GuestIssuer(string name, SigningKeys keys, bool isEphemeral)
    {
        Name = name;
        Keys = keys;
        IsEphemeral = isEphemeral;
    }

    /// <summary>The <c>iss</c> claim.</summary>
    public string Name { get; }

    /// <summary>What it signs with.</summary>
    public SigningKeys Keys { get; }

    /// <summary>Whether the key was made by this process and ends with it.</summary>
    public bool IsEphemeral { get; }

    /// <summary>The issuer of this process: shared by its host, configured, or new. The host trusts it from here on.</summary>
    /// <exception cref="StartupException">The configured key cannot be read.</exception>
    public static GuestIssuer Of(PlatformHost host, IConfiguration configuration)
    {
        var name = configuration[Section + ":Issuer"] ?? DefaultName;
        if (host.TrustedIssuers.FirstOrDefault(issuer => issuer.Issuer == name) is { } shared)
        {
            return new GuestIssuer(name, shared.Keys, isEphemeral: false);
        }

        var pem = Pem(configuration);
        var issuer = new GuestIssuer(name, pem is null ? SigningKeys.Generate(KeyId) : SigningKeys.FromPem((KeyId, pem)), pem is null);
        host.TrustedIssuers.Add(new TrustedIssuer(name, issuer.Keys, [Role.Guest]));
        return issuer;
    }

    private static string? Pem(IConfiguration configuration)
    {
        if (configuration[Section + ":KeyPath"] is not { Length: > 0 } path)
        {
            return configuration[Section + ":Key"];
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{Section}:KeyPath: the key cannot be read: {exception.Message}", exception);
        }
    }
}
