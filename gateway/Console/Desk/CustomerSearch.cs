using Grpc.Core;
using Omnichannel.Client;
using Omnichannel.Orders.V1;
using Omnichannel.Support.V1;
using Omnichannel.WebConsole.Orders;

namespace Omnichannel.WebConsole.Desk;

/// <summary>Whom a search found.</summary>
/// <param name="CustomerId">The customer's or guest's id.</param>
/// <param name="OrderId">The order by which they were found; null when by something else.</param>
/// <param name="Link">The name by which they were found; null when by something else.</param>
public sealed record FoundCustomer(string CustomerId, string? OrderId = null, IdentityLink? Link = null);

/// <summary>Finds a customer by what they say of themselves.</summary>
public static class CustomerSearch
{
    /// <summary>Whose it is; null for an order that was bought by nobody who is known.</summary>
    /// <param name="client">With the agent's token.</param>
    /// <param name="term">What was typed.</param>
    /// <param name="contact">With an order's number: the e-mail address or phone number that the order was made with.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RpcException">Nobody was found, too many were looked for, or nobody answers; its status says it in words.</exception>
    public static async Task<FoundCustomer?> Find(OmnichannelClient client, SearchTerm term, string contact, CancellationToken cancellation) => term.By switch
    {
        SearchBy.Email => await Resolve(client, IdentityKind.Email, term.Text, cancellation),
        SearchBy.Phone => await Resolve(client, IdentityKind.Phone, term.Text, cancellation),
        SearchBy.Card => await Resolve(client, IdentityKind.LoyaltyCard, term.Text, cancellation),
        SearchBy.Order => await ByOrder(client, term, contact.Trim(), cancellation),
        _ => new FoundCustomer(term.Text),
    };

    private static async Task<FoundCustomer> Resolve(OmnichannelClient client, IdentityKind kind, string value, CancellationToken cancellation)
    {
        var answer = await client.Identities.ResolveIdentityAsync(
            new ResolveIdentityRequest { Identity = new Identity { Kind = kind, Value = value } }, cancellationToken: cancellation);
        return new FoundCustomer(answer.CustomerId, Link: answer.Link);
    }

    private static async Task<FoundCustomer?> ByOrder(OmnichannelClient client, SearchTerm term, string contact, CancellationToken cancellation)
    {
        var orderId = term.IsOrderNumber ? await OrderId(client, term.Text, contact, cancellation) : term.Text;
        var order = (await client.Orders.GetOrderAsync(new GetOrderRequest { OrderId = orderId }, cancellationToken: cancellation)).Order;
        return (order.CustomerId, order.GuestId) switch
        {
            ({ Length: > 0 } customer, _) => new FoundCustomer(customer, orderId),
            (_, { Length: > 0 } guest) => new FoundCustomer(guest, orderId),
            _ => null,
        };
    }

    // A number is found with what its buyer gave, by anybody: staff are no exception.
    private static async Task<string> OrderId(OmnichannelClient client, string number, string contact, CancellationToken cancellation) =>
        (await client.Orders.LookupOrderAsync(new LookupInput(number, contact).ToRequest(), cancellationToken: cancellation)).Order.OrderId;
}
