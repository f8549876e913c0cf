using System.Text;
using System.Text.Json.Nodes;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.OpenApi;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>
/// Takes webhooks: <c>POST /v1/webhooks/{target}/{source}</c>. Nothing is told to whoever cannot sign: an unknown source, a missing header and a wrong signature have one
/// answer. Limits count proven deliveries only, so that nobody uses up another's.
/// </summary>
internal sealed class WebhookIntake(WebhookSources sources, KnownDeliveries known, WebhookOptions options, TimeProvider clock)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var target in endpoints.ServiceProvider.GetServices<WebhookTarget>())
        {
            endpoints.MapPost($"/v1/webhooks/{target.Name}/{{source}}", (HttpContext http, string source, WebhookIntake intake) => intake.Receive(http, target, source))
                .WithName($"Receive{char.ToUpperInvariant(target.Name[0])}{target.Name[1..]}Webhook")
                .WithSummary(target.Summary)
                .WithDescription(
                    target.Description + " Signed by Standard Webhooks 1.0, or by the scheme that is set for the source, whose headers stand in place of these. The timestamp may be "
                    + $"five minutes away from now. Where several sources have one secret, webhook-id begins with `{target.Name}/{{source}}:`. The same delivery again is taken and "
                    + "has no further effect. An unknown source is answered like a wrong signature (SIGNATURE_INVALID).")
                .AllowAnonymous()
                .Takes(new ApiParameter("path", "source", typeof(string), "Names the sender's secrets, and the data file that understands its documents."))
                .Takes(new ApiParameter("header", "webhook-id", typeof(string), "The same each time that this delivery is sent."))
                .Takes(new ApiParameter("header", "webhook-timestamp", typeof(long), "Seconds since 1970."))
                .Takes(new ApiParameter(
                    "header",
                    "webhook-signature",
                    typeof(string),
                    "One or more of `v1,` and the base64 HMAC-SHA256 of id, full stop, timestamp, full stop and body, separated by spaces."))
                .TakesJson<JsonNode>()
                .AnswersNothing("Taken, now or before.", StatusCodes.Status202Accepted)
                .Refuses(Problems.MalformedRequest(string.Empty), Problems.SignatureInvalid(), Problems.TimestampOutsideWindow(TimeSpan.Zero));
        }
    }

    private async Task<IResult> Receive(HttpContext http, WebhookTarget target, string name)
    {
        var body = await JsonBody.ReadBytes(http, options.MostBytes);
        var source = sources.At(target, name);
        var proof = source.Prove(http.Request, body) ?? throw new ProblemException(Problems.SignatureInvalid());
        if (proof.SentAt is { } sentAt && (clock.GetUtcNow() - sentAt).Duration() > source.Tolerance)
        {
            throw new ProblemException(Problems.TimestampOutsideWindow(source.Tolerance));
        }

        if (!source.MayDeliver())
        {
            throw new ProblemException(Problems.RateLimited(TimeSpan.FromSeconds(1)));
        }

        var delivery = $"{source.Path} {proof.Id}";
        if (!known.Know(delivery))
        {
            await target.Take(new WebhookDelivery(name, Text(body)), http.RequestAborted);
            known.Remember(delivery);
        }

        return Results.Accepted();
    }

    private static string Text(byte[] body)
    {
        try
        {
            return Utf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            throw new ProblemException(Problems.MalformedRequest("The body is not UTF-8."));
        }
    }
}
