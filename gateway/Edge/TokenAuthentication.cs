using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Limits;
using Omnichannel.Gateway.Streams;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Verifies the bearer token (or, for event streams, the ticket that stands for one). A token that is not accepted counts as none: public calls go
/// on without it, all others are refused with its reason. Verifying costs more than refusing: who sends many that are not accepted has no new ones verified.
/// </summary>
internal sealed class TokenAuthentication(TokenValidator validator, SseTickets tickets, RateLimits limits) : IMiddleware
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
            if (!validator.Knows(header) && !limits.MayVerify(context))
            {
                await ErrorAnswers.Answer(context, Problems.RateLimited(TimeSpan.FromSeconds(1)));
                return;
            }

            var (caller, failure) = await validator.ValidateHeader(header, context.RequestAborted);
            if (caller is not null)
            {
                context.Features.Set(new BearerToken(caller, header));
            }
            else
            {
                limits.TokenRefused(context);
                context.Features.Set(RefusedToken.Of(failure ?? ErrorReasons.TokenInvalid));
            }
        }

        await next(context);
    }

    private static string? Ticket(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EventStreamMetadata>() is null ? null : (string?)context.Request.Query[SseTickets.Parameter];
}
