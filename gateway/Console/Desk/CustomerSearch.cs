using Grpc.Core;
using Omnichannel.Client;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Support.V1;

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
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RpcException">Nobody was found, too many were looked for, or nobody answers; its status says it in words.</exception>
    public static async Task<FoundCustomer?> Find(OmnichannelClient client, SearchTerm term, CancellationToken cancellation) => term.By switch
    {
        SearchBy.Email => await Resolve(client, IdentityKind.Email, term.Text, cancellation),
        SearchBy.Phone => await Resolve(client, IdentityKind.Phone, term.Text, cancellation),
        SearchBy.Card => await ByCard(client, term.Text, cancellation),
        SearchBy.Order => BuyerOf(await Latest(client, term.Text, cancellation)
            ?? (await client.Orders.GetOrderAsync(new GetOrderRequest { OrderId = term.Text }, cancellationToken: cancellation)).Order),
        _ => new FoundCustomer(term.Text),
    };

    // A card of ours is its member's; one that was linked by hand is whoever's it was linked to.
    private static async Task<FoundCustomer?> ByCard(OmnichannelClient client, string number, CancellationToken cancellation)
    {
        try
        {
            var found = await client.Tills.FindMemberAsync(new FindMemberRequest { CardNumber = number }, cancellationToken: cancellation);
            return new FoundCustomer(found.Member.MemberId);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument)
        {
            return await Resolve(client, IdentityKind.LoyaltyCard, number, cancellation);
        }
    }

    // Who bought with an address or a number that nobody linked to them is found by what they bought.
    private static async Task<FoundCustomer?> Resolve(OmnichannelClient client, IdentityKind kind, string value, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.Identities.ResolveIdentityAsync(
                new ResolveIdentityRequest { Identity = new Identity { Kind = kind, Value = value } }, cancellationToken: cancellation);
            return new FoundCustomer(answer.CustomerId, Link: answer.Link);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound)
        {
            if (await Latest(client, value, cancellation) is { } order)
            {
                return BuyerOf(order);
            }

            throw;
        }
    }

    private static async Task<Order?> Latest(OmnichannelClient client, string named, CancellationToken cancellation) =>
        (await client.Orders.FindOrdersAsync(new FindOrdersRequest { Query = named, PageSize = 1 }, cancellationToken: cancellation)).Orders.FirstOrDefault();

    private static FoundCustomer? BuyerOf(Order order) => (order.CustomerId, order.GuestId) switch
    {
        ({ Length: > 0 } customer, _) => new FoundCustomer(customer, order.OrderId),
        (_, { Length: > 0 } guest) => new FoundCustomer(guest, order.OrderId),
        _ => null,
    };
}
