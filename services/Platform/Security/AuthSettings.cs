using Omnichannel.Platform.Hosting;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>Whose tokens are accepted: <see cref="AuthOptions"/>, read and checked, and the issuers of this process.</summary>
internal sealed record AuthSettings(TimeSpan ClockSkew, IReadOnlyList<AcceptedIssuer> Issuers)
{
    private static readonly string Section = AuthOptions.Section;

    /// <exception cref="StartupException">What is set does not make sense.</exception>
    public static AuthSettings Read(AuthOptions options, IEnumerable<TrustedIssuer> local, IssuerKeySources keys)
    {
        var issuers = local.Select(OfProcess).ToList();
        if (NamesIssuer(options))
        {
            issuers.Add(new IssuerReader(options, null, options.Audience, keys).Read());
        }

        issuers.AddRange(options.Issuers.OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => new IssuerReader(each.Value, each.Key, options.Audience, keys).Read()));
        if (issuers.GroupBy(issuer => issuer.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new StartupException($"{Section}: the issuer {twice.Key} is configured more than once.");
        }

        return new AuthSettings(TimeSpan.FromSeconds(options.ClockSkewSeconds), SubjectScopes.Assign(issuers));
    }

    private static bool NamesIssuer(IssuerOptions options) => options.Issuer is { Length: > 0 } || options.Authority is { Length: > 0 };

    /// <summary>An issuer of this process is one of ours: it writes our claims, and may grant what its maker says.</summary>
    private static AcceptedIssuer OfProcess(TrustedIssuer issuer) => new(
        issuer.Issuer,
        null,
        IssuerKeySources.Fixed(issuer.Keys.Verifying),
        issuer.Audience,
        new RoleChoice([.. issuer.Roles ?? Enum.GetValues<Role>().Where(role => role != Role.Unspecified)]),
        ClaimMap.Ours,
        TokenTypes.AccessTokens,
        string.Empty);
}
