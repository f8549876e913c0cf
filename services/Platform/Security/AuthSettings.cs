using Microsoft.Extensions.Configuration;
using Omnichannel.Platform.Hosting;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>Whose tokens are accepted: <see cref="AuthOptions"/>, read and checked, and the issuers of this process.</summary>
internal sealed record AuthSettings(TimeSpan ClockSkew, IReadOnlyList<AcceptedIssuer> Issuers)
{
    public const string Section = AuthOptions.Section;

    /// <exception cref="StartupException">A key is unknown, or what is set does not make sense.</exception>
    public static AuthSettings Read(IConfiguration configuration, IEnumerable<TrustedIssuer> local, IssuerKeySources keys)
    {
        var options = Options(configuration);
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

    /// <summary>The section as it stands.</summary>
    /// <exception cref="StartupException">A key is unknown, or no value of its kind: a misspelt <c>Roles</c> must not grant every role.</exception>
    public static AuthOptions Options(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(Section).Get<AuthOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new AuthOptions();
        }
        catch (InvalidOperationException exception)
        {
            throw new StartupException($"{Section}: {exception.Message}", exception);
        }
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
