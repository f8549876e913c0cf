using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Omnichannel.Gateway.Errors;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Tickets for <c>EventSource</c>, which cannot send an Authorization header: single use, 30 seconds, so that nothing of worth stands in an address or a
/// log. Kept by the gateway that issued them; with several gateways use fetch with a header, or send both requests over one connection.
/// </summary>
internal sealed class SseTickets(TimeProvider clock)
{
    private const int MostTickets = 100_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (string Header, DateTimeOffset ExpiresAt)> tickets = new();
    private DateTimeOffset sweepAt = DateTimeOffset.MinValue;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/v1/sseTickets", (HttpContext http, SseTickets tickets) =>
    {
        var token = http.Features.Get<BearerToken>() ?? throw new ProblemException(http.Features.Get<RefusedToken>()?.Problem ?? Problems.TokenMissing());
        return Results.Json(new { ticket = tickets.Issue(token.Header), expiresIn = (int)Lifetime.TotalSeconds });
    });

    /// <summary>A new ticket for a verified token.</summary>
    public string Issue(string header)
    {
        Sweep();
        if (tickets.Count >= MostTickets)
        {
            throw new ProblemException(Problems.RateLimited(Lifetime));
        }

        var ticket = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        tickets[ticket] = (header, clock.GetUtcNow() + Lifetime);
        return ticket;
    }

    /// <summary>The token's header; null when the ticket is unknown, used or expired.</summary>
    public string? Redeem(string ticket) => tickets.TryRemove(ticket, out var entry) && clock.GetUtcNow() < entry.ExpiresAt ? entry.Header : null;

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        if (now < sweepAt)
        {
            return;
        }

        sweepAt = now + Lifetime;
        foreach (var (ticket, entry) in tickets)
        {
            if (entry.ExpiresAt <= now)
            {
                tickets.TryRemove(ticket, out _);
            }
        }
    }
}
