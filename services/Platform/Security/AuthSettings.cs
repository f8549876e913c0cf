using Microsoft.Extensions.Configuration;
using Omnichannel.Platform.Hosting;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>Reads <c>Omnichannel:Auth</c>.</summary>
/// <remarks>
/// One issuer: <c>Issuer</c> with <c>Authority</c> (OpenID Connect), <c>JwksPath</c> or <c>Jwks</c>, and optionally <c>Roles</c> (comma-separated roles that
/// it may grant). Several: the same keys under <c>Issuers:0</c>, <c>Issuers:1</c>, and so on. <c>Audience</c> and <c>ClockSkewSeconds</c> hold for all.
/// </remarks>
internal sealed record AuthSettings(string Audience, TimeSpan ClockSkew, IReadOnlyList<AcceptedIssuer> Issuers)
{
    public const string Section = "Omnichannel:Auth";

    public static AuthSettings Read(IConfiguration configuration, IEnumerable<TrustedIssuer> local, TimeProvider clock)
    {
        var section = configuration.GetSection(Section);
        var issuers = local.Select(issuer => new AcceptedIssuer(issuer.Issuer, IssuerKeySources.Fixed(issuer.Keys.Verifying), [.. issuer.Roles ?? []])).ToList();
        issuers.AddRange(section.GetSection("Issuers").GetChildren().Prepend(section).Where(NamesIssuer).Select(issuer => ReadIssuer(issuer, clock)));
        if (issuers.GroupBy(issuer => issuer.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new StartupException($"{Section}: the issuer {twice.Key} is configured more than once.");
        }

        var skew = section.GetValue("ClockSkewSeconds", 30);
        return new AuthSettings(section["Audience"] ?? TokenClaims.DefaultAudience, TimeSpan.FromSeconds(skew), issuers);
    }

    private static bool NamesIssuer(IConfigurationSection section) => section["Issuer"] is { Length: > 0 } || section["Authority"] is { Length: > 0 };

    private static AcceptedIssuer ReadIssuer(IConfigurationSection section, TimeProvider clock)
    {
        var name = section["Issuer"] ?? section["Authority"]!;
        return new AcceptedIssuer(name, ReadKeys(section, clock), ReadRoles(section));
    }

    private static IssuerKeySource ReadKeys(IConfigurationSection section, TimeProvider clock)
    {
        try
        {
            return (section["Authority"], section["JwksPath"], section["Jwks"]) switch
            {
                ({ Length: > 0 } authority, _, _) => new OpenIdConnectKeys(authority, clock).Get,
                (_, { Length: > 0 } path, _) => IssuerKeySources.Fixed(IssuerKeySources.Parse(File.ReadAllText(path))),
                (_, _, { Length: > 0 } text) => IssuerKeySources.Fixed(IssuerKeySources.Parse(text)),
                _ => throw new StartupException($"{section.Path}: an issuer needs Authority, JwksPath or Jwks."),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException($"{section.Path}: the issuer's keys cannot be read: {exception.Message}", exception);
        }
    }

    private static Role[] ReadRoles(IConfigurationSection section) =>
        [.. (section["Roles"] ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => TokenClaims.RoleOf(name) ?? throw new StartupException($"{section.Path}:Roles: {name} is not a role."))];
}
