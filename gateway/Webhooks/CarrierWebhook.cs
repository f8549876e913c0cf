using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Errors;
using Omnichannel.Orders.V1;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>
/// Takes carriers' tracking news: <c>POST /v1/webhooks/carriers/{carrier}</c>. The signature covers time and body, so a document that was overheard can be
/// sent again only for minutes, and then has no effect, since Order-tracking knows each event by its content.
/// </summary>
internal sealed class CarrierWebhook(IConfiguration configuration, OrderTrackingService.OrderTrackingServiceClient orders, TimeProvider clock)
{
    public const string TimestampHeader = "Omnichannel-Timestamp";
    public const string SignatureHeader = "Omnichannel-Signature";

    private const int MostBytes = 1024 * 1024;
    private const string Scheme = "sha256=";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(
        "/v1/webhooks/carriers/{carrier}", (HttpContext http, string carrier, CarrierWebhook webhook) => webhook.Receive(http, carrier));

    private async Task<IResult> Receive(HttpContext http, string carrier)
    {
        var secret = configuration[$"Omnichannel:Webhooks:Carriers:{carrier}:Secret"];
        if (string.IsNullOrEmpty(secret) || carrier.Contains(':', StringComparison.Ordinal))
        {
            throw new ProblemException(Problems.CarrierUnknown(carrier));
        }

        string? timestamp = http.Request.Headers[TimestampHeader];
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(seconds - clock.GetUtcNow().ToUnixTimeSeconds()) > Window.TotalSeconds)
        {
            throw new ProblemException(Problems.TimestampOutsideWindow());
        }

        var body = await JsonBody.ReadBytes(http, MostBytes);
        if (!IsSigned(http.Request.Headers[SignatureHeader], secret, timestamp, body))
        {
            throw new ProblemException(Problems.SignatureInvalid());
        }

        await Forward(http, carrier, Text(body));
        return Results.Accepted();
    }

    private async Task Forward(HttpContext http, string carrier, string payload)
    {
        var request = new IngestTrackingEventsRequest { Reports = { new TrackingReport { CarrierCode = carrier, RawPayload = payload } } };
        try
        {
            var answer = await orders.IngestTrackingEventsAsync(request, deadline: DateTime.UtcNow + Patience, cancellationToken: http.RequestAborted);
            if (answer.Results is [{ Refusal: { } refusal }, ..])
            {
                throw new ProblemException(new Problem(StatusCodes.Status422UnprocessableEntity, refusal.Reason, refusal.Message) { Metadata = refusal.Metadata });
            }
        }
        catch (RpcException failure)
        {
            throw new ProblemException(RpcProblem.Of(failure));
        }
    }

    private static bool IsSigned(string? header, string secret, string timestamp, byte[] body)
    {
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length != Scheme.Length + 64)
        {
            return false;
        }

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        var given = new byte[32];
        return Convert.FromHexString(header.AsSpan(Scheme.Length), given, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given, hmac.GetHashAndReset());
    }

    private static string Text(byte[] body)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        }
        catch (DecoderFallbackException)
        {
            throw new ProblemException(Problems.MalformedRequest("The body is not UTF-8."));
        }
    }
}
