using Grpc.Core;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Clients;

/// <summary>Tokens that somebody else's issuer gives this process by OAuth2 client credentials, each used until half of its time is over.</summary>
public sealed class ClientTokens
{
    private readonly RenewedToken token;

    /// <summary>Asks for none yet.</summary>
    /// <param name="options">Where tokens are given, and to whom.</param>
    /// <param name="http">Asks for them.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Is told of renewals that fail.</param>
    public ClientTokens(ClientCredentialsOptions options, HttpClient http, TimeProvider clock, ILogger logger) =>
        token = new RenewedToken(new ClientCredentials(options, http).Fetch, clock, logger);

    /// <summary>The token now.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: there is none, and none is to be had.</exception>
    public ValueTask<string> Get(CancellationToken cancellation) => token.Get(cancellation);
}
