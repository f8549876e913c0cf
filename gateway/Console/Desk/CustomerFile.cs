using Grpc.Core;
using Omnichannel.Client;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Support.V1;

namespace Omnichannel.WebConsole.Desk;

/// <summary>What an agent sees of a customer: the context, and what only the services themselves tell.</summary>
/// <param name="Context">From one call.</param>
/// <param name="Contact">How they can be reached; null when nobody told.</param>
/// <param name="Consents">Decisions in force.</param>
/// <param name="Member">Card and next tier; null when not a member.</param>
public sealed record CustomerFile(GetContextResponse Context, Contact? Contact, IReadOnlyList<Consent> Consents, Member? Member)
{
    /// <summary>A name to call them by; the id where none is known.</summary>
    public string Name => Context.Profile?.Name is { Length: > 0 } name ? name : Context.CustomerId;

    /// <summary>Whether anything is known of them.</summary>
    public bool IsEmpty => Context.FirstSeenAt is null && Context.Profile?.UpdatedAt is null && Context.Identities.Count == 0 && Contact is null && Consents.Count == 0 && Member is null;

    /// <summary>Asks for all of it at once.</summary>
    /// <exception cref="RpcException">Refused, or nobody answers.</exception>
    public static async Task<CustomerFile> Open(OmnichannelClient client, string customerId, string language, CancellationToken cancellation)
    {
        var context = client.Support.GetContextAsync(new GetContextRequest { CustomerId = customerId, Language = language }, cancellationToken: cancellation).ResponseAsync;
        var contact = UnlessUnknown(client.Contacts.GetContactAsync(new GetContactRequest { ContactId = customerId }, cancellationToken: cancellation).ResponseAsync);
        var consents = client.Contacts.ListConsentsAsync(new ListConsentsRequest { ContactId = customerId }, cancellationToken: cancellation).ResponseAsync;
        var member = UnlessUnknown(client.Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = customerId }, cancellationToken: cancellation).ResponseAsync);
        await Task.WhenAll(context, contact, consents, member);
        return new CustomerFile(await context, (await contact)?.Contact, [.. (await consents).InForce], (await member)?.Member);
    }

    private static async Task<T?> UnlessUnknown<T>(Task<T> answer)
        where T : class
    {
        try
        {
            return await answer;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound)
        {
            return null;
        }
    }
}
