using Grpc.Core;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>Who tries a number or code.</summary>
/// <param name="Role">Unspecified without a token.</param>
/// <param name="Subject">Empty without a token.</param>
/// <param name="Address">Block of addresses that the try comes from; empty where nobody knows.</param>
public sealed record Guesser(Role Role, string Subject, string Address)
{
    /// <summary>
    /// Whose tries are counted together. Guests are made for nothing, so they share what an address may; customers and each kind of staff have a budget of their own: a guest in
    /// the shop's Wi-Fi must not stop its tills.
    /// </summary>
    public string Group => Role is Role.Unspecified or Role.Guest ? "guests" : TokenClaims.NameOf(Role);

    /// <summary>The caller of this call.</summary>
    public static Guesser Of(ServerCallContext context) => new(context.Caller().Role, context.Caller().Subject, context.Address());

    /// <summary>Somebody for whom a service calls: where they are, the call says if it was made within theirs.</summary>
    public static Guesser For(Actor actor, ServerCallContext context) => new(actor.Role, actor.SubjectId, context.IsForwarded() ? context.Address() : "");
}
