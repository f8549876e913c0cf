using Omnichannel.Gateway.Streams;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Verifies the bearer token (or, for event streams, the ticket that stands for one). A token that is not accepted counts as none: public calls go
/// on without it, all others are refused with its reason.
/// </summary>
internal sealed class TokenAuthentication(TokenValidator validator, SseTickets tickets) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        string? header = context.Request.Headers.Authorization;
        if (header is null && Ticket(context) is { } ticket)
        {
            header = tickets.Redeem(ticket, StreamAddress.Of(context.Request));
        }

        if (header is not null)
        {
            var (caller, failure) = await validator.ValidateHeader(header, context.RequestAborted);
            if (caller is not null)
            {
                context.Features.Set(new BearerToken(caller, header));
            }
            else
            {
                context.Features.Set(RefusedToken.Of(failure ?? ErrorReasons.TokenInvalid));
            }
        }

        await next(context);
    }

    private static string? Ticket(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EventStreamMetadata>() is null ? null : (string?)context.Request.Query[SseTickets.Parameter];
}
