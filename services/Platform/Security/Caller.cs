using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>The authenticated party behind a call, read from its token; never from the request.</summary>
/// <param name="Subject">Customer id, guest id, terminal device id, staff id or service name (claim <c>sub</c>).</param>
/// <param name="Role">The one role of the token (claim <c>role</c>).</param>
/// <param name="Channel">The channel the token was issued for (claim <c>channel</c>).</param>
/// <param name="StoreId">The store of a terminal or associate (claim <c>store_id</c>).</param>
/// <param name="ActorId">Who acts through the subject: the associate at a terminal, a customer's software agent (claim <c>act.sub</c>).</param>
/// <param name="DevicePrincipal">Stable device identity across login (claim <c>device_id</c>, else the subject; a software agent's begins with its own name).</param>
/// <param name="ExpiresAt">When the token ends; streams end with it.</param>
public sealed record Caller(
    string Subject, Role Role, Channel Channel, string? StoreId, string? ActorId, string DevicePrincipal, DateTimeOffset ExpiresAt)
{
    /// <summary>Whose its idempotency keys are.</summary>
    public Principal Principal => Principal.Of(Role is Role.Unspecified ? "" : TokenClaims.NameOf(Role), Subject, DevicePrincipal);

    /// <summary>Shoppers see only what is theirs; so do those who act for them.</summary>
    public bool IsShopper => Role is Role.Customer or Role.Guest or Role.Assistant;

    /// <summary>Not the person: what is done is audited under the name of who does it.</summary>
    public bool ActsForSomebody => IsStaff || Role is Role.Assistant;

    /// <summary>Staff acting for a shopper: allowed by rule, always audited.</summary>
    public bool IsStaff => Role is Role.Associate or Role.Agent or Role.Ops or Role.Terminal or Role.Warehouse;
}
