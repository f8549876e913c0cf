using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.OpenApi;
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
            var watch = JsonBody.Text(await JsonBody.Read<NewTicket>(http), "watch", NewTicket.MostWatchCharacters)
                ?? throw new ProblemException(Problems.InvalidField("watch", "is required: path and query of the event stream that the ticket is for"));
            return Results.Json(new SseTicket(tickets.Issue(token.Header, watch), (int)Lifetime.TotalSeconds));
        })
            .WithName("CreateSseTicket")
            .WithSummary("Issues a ticket for EventSource")
            .WithDescription(
                "The ticket stands for the bearer token of this call as the query parameter `ticket` of one event stream: for 60 seconds, as often as the reader connects "
                + "again, at every gateway. The stream ends when the token does. EventSource comes back by itself; when that is refused, ask for another ticket.\n\n"
                + "Errors:\n- INVALID_ARGUMENT INVALID_FIELD\n- INVALID_ARGUMENT TOKEN_TOO_LONG_FOR_TICKET: the token has more than 4,000 characters.")
            .TakesJson<NewTicket>()
            .Answers<SseTicket>("The ticket.")
            .Refuses(Problems.TokenTooLongForTicket(0));
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

/// <summary>What <c>POST /v1/sseTickets</c> takes.</summary>
internal sealed record NewTicket
{
    /// <summary>A watch of several streams names many.</summary>
    public const int MostWatchCharacters = 4096;

    [MaxLength(MostWatchCharacters)]
    [Description("Path and query of the event stream, as it will be opened but for the ticket: `/v1/carts/c1:watch`, "
        + "`/v1/streams?watch=/v1/carts/c1:watch&watch=/v1/members/m1/balance:watch`.")]
    public required string Watch { get; init; }
}

/// <summary>The answer to it.</summary>
internal sealed record SseTicket(string Ticket, [property: Description("Seconds.")] int ExpiresIn);
