using System.Net;
using Omnichannel.Gateway.Edge;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Limits;

/// <summary>Something that calls spend.</summary>
/// <param name="Kind">Of what kind; with the owner, its name.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Bucket">How large it is.</param>
internal readonly record struct Budget(string Kind, string Owner, BucketOptions Bucket)
{
    public bool IsUnlimited => Bucket.PerSecond == 0;
}

/// <summary>
/// Who pays for a call: the caller, and the address that it comes from. Guests have no budget of their own but share that of their address; tills and staff
/// share none with shoppers, so that whoever is in the shop's Wi-Fi cannot stop its tills. A software agent pays for itself, apart from its customer, whatever address
/// it calls from for however many of them.
/// </summary>
/// <param name="Subject">Whose token it is; null without an accepted one.</param>
/// <param name="IsGuest">Without a token, or with one that is to be had for nothing.</param>
/// <param name="PlaceKind">What is shared with others: an address, as shopper or else as staff, or a software agent.</param>
/// <param name="Place">The address block, or the agent.</param>
internal readonly record struct Payer(string? Subject, bool IsGuest, string PlaceKind, string Place)
{
    private const string Assistant = "assistant";

    /// <summary>A software agent.</summary>
    public bool IsAssistant => PlaceKind == Assistant;

    public static Payer Of(HttpContext http)
    {
        var caller = http.Features.Get<BearerToken>()?.Caller;
        var address = AddressBlock.Of(http.Connection.RemoteIpAddress ?? IPAddress.None);
        return caller is { Role: Role.Assistant, ActorId: { } agent }
            ? new Payer($"{agent}/{caller.Subject}", false, Assistant, agent)
            : new Payer(caller?.Subject, caller is null or { Role: Role.Guest }, caller?.IsShopper != false ? "address" : "staff", address);
    }

    /// <summary>The caller's budget.</summary>
    public Budget Own(LimitOptions limits) =>
        IsGuest ? new Budget("guests", Place, limits.Anonymous) : new Budget("subject", Subject!, limits.PerSubject);

    /// <summary>The budget that it shares.</summary>
    public Budget Shared(LimitOptions limits) => new(PlaceKind, Place, limits.PerAddress);
}
