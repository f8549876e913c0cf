using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.TestKit;

/// <summary>A token issuer of a test's own.</summary>
public sealed class TestTokens
{
    private const string Name = "https://issuer.test";
    private readonly TokenIssuer genuine;
    private readonly TokenIssuer forger;

    /// <summary>Makes an issuer with a key of its own, and a forger who knows everything of it but the key.</summary>
    public TestTokens(TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var keys = SigningKeys.Generate("test");
        Issuer = new TrustedIssuer(Name, keys);
        genuine = new TokenIssuer(Name, keys, clock);
        forger = new TokenIssuer(Name, SigningKeys.Generate("test"), clock);
    }

    /// <summary>For <c>PlatformHost.TrustedIssuers</c>.</summary>
    public TrustedIssuer Issuer { get; }

    /// <summary>A token that is good for ten minutes.</summary>
    public string Issue(Role role, string subject) => Issue(Request(role, subject));

    /// <summary>A token with claims of the test's choice.</summary>
    public string Issue(TokenRequest request) => genuine.Issue(request);

    /// <summary>A genuine token that ended long ago.</summary>
    public string IssueExpired(Role role, string subject) => genuine.Issue(Request(role, subject) with { Lifetime = TimeSpan.FromMinutes(-10) });

    /// <summary>A token whose signature is another key's.</summary>
    public string Forge(Role role, string subject) => forger.Issue(Request(role, subject));

    private static TokenRequest Request(Role role, string subject) => new(subject, role, TimeSpan.FromMinutes(10))
    {
        Channel = role switch
        {
            Role.Terminal or Role.Associate => Channel.Store,
            Role.Agent => Channel.Support,
            Role.Customer or Role.Guest => Channel.Web,
            Role.Assistant => Channel.Agent,
            _ => Channel.Unspecified,
        },
        StoreId = role is Role.Terminal or Role.Associate ? "store-1" : null,
        ActorId = role switch { Role.Terminal => "associate-1", Role.Assistant => "helper-1", _ => null },
    };
}
