using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Errors;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Refuses early what a service would refuse anyway by the rpc's access rule. Only what the token alone can tell: whether a field is the
/// caller's own is the service's to check, as is everything here once more.
/// </summary>
internal static class EdgeAccess
{
    /// <exception cref="ProblemException">The caller is not admitted.</exception>
    public static void Demand(HttpContext http, Rpc rpc)
    {
        if (rpc.IsAnonymous)
        {
            return;
        }

        var token = DemandToken(http);
        if (!rpc.Access.Admits(rpc.Method, token.Caller.Role))
        {
            throw new ProblemException(Problems.RoleNotAllowed($"The role {token.Caller.Role.ToString().ToLowerInvariant()} may not call {rpc.Method.Name}."));
        }
    }

    /// <summary>The caller's token.</summary>
    /// <exception cref="ProblemException">There is none that was accepted.</exception>
    public static BearerToken DemandToken(HttpContext http) =>
        http.Features.Get<BearerToken>() ?? throw new ProblemException(http.Features.Get<RefusedToken>()?.Problem ?? Problems.TokenMissing());
}

/// <summary>Why the token of a request was not accepted.</summary>
internal sealed record RefusedToken(Problem Problem)
{
    public static RefusedToken Of(string reason) => new(reason == ErrorReasons.TokenExpired ? Problems.TokenExpired() : Problems.TokenInvalid());
}
