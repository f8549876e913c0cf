using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Streams;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Tickets for <c>EventSource</c>, which cannot send an Authorization header: they stand for the caller's token, for one watch, for a minute, as often as the reader
/// has to connect again, at every gateway that has the key. Nothing is kept here.
/// </summary>
internal sealed class SseTickets(TicketSeal seal, WatchRoutes routes, MultiplexedStream multiplexed, TimeProvider clock)
{
    /// <summary>The query parameter that carries one.</summary>
    public const string Parameter = "ticket";

    private const int MostWatchCharacters = 4096;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    public static void Map(WebApplication app)
    {
        if (app.Services.GetRequiredService<TicketSeal>().IsEphemeral)
        {
            Log.TicketKeyGenerated(app.Services.GetRequiredService<ILogger<SseTickets>>());
        }

        app.MapPost("/v1/sseTickets", async (HttpContext http, SseTickets tickets) =>
        {
            var token = EdgeAccess.DemandToken(http);
            var watch = JsonBody.Text(await JsonBody.Read(http, ["watch"]), "watch", MostWatchCharacters)
                ?? throw new ProblemException(Problems.InvalidField("watch", "is required: path and query of the event stream that the ticket is for"));
            return Results.Json(new { ticket = tickets.Issue(token.Header, watch), expiresIn = (int)Lifetime.TotalSeconds });
        });
    }

    /// <summary>The authorization header that a ticket stands for.</summary>
    /// <exception cref="ProblemException">It has expired, is not one of ours, or is for another watch.</exception>
    public string Redeem(string ticket, StreamAddress watch)
    {
        var (header, expiresAt) = seal.Open(ticket, watch.Canonical()) ?? throw new ProblemException(Problems.TicketInvalid());
        return clock.GetUtcNow() < expiresAt ? header : throw new ProblemException(Problems.TicketExpired());
    }

    private string Issue(string header, string watch)
    {
        var address = StreamAddress.Parse(watch);
        if (address?.Path == MultiplexedStream.Path)
        {
            multiplexed.Find(address.Query);
        }
        else
        {
            routes.Find(watch);
        }

        return seal.Close(header, clock.GetUtcNow() + Lifetime, address!.Canonical());
    }
}
