using System.Globalization;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Json;

namespace Omnichannel.Gateway.Errors;

/// <summary>Every problem that the gateway finds itself; all others come from the services (<see cref="RpcProblem"/>).</summary>
public static class Problems
{
    public static Problem InvalidField(string field, string description) =>
        new(StatusCodes.Status400BadRequest, "INVALID_FIELD", $"{field}: {description}") { Violations = [new Violation(field, description)] };

    public static Problem InvalidInput(JsonInputException input) => input.IsMalformed
        ? new(StatusCodes.Status400BadRequest, "MALFORMED_JSON", input.Description)
        : InvalidField(input.Field.Length == 0 ? "body" : input.Field, input.Description);

    public static Problem MalformedRequest(string detail) => new(StatusCodes.Status400BadRequest, "MALFORMED_REQUEST", detail);

    public static Problem TokenMissing() => new(
        StatusCodes.Status401Unauthorized, "TOKEN_MISSING", "This call needs a bearer token in the Authorization header.");

    public static Problem TokenInvalid() => new(StatusCodes.Status401Unauthorized, "TOKEN_INVALID", "The bearer token is not valid here.");

    public static Problem TokenExpired() => new(StatusCodes.Status401Unauthorized, "TOKEN_EXPIRED", "The bearer token has expired.");

    public static Problem TicketInvalid() => new(
        StatusCodes.Status401Unauthorized, "TICKET_INVALID", "The ticket is not one of ours, or is for another watch than this.");

    public static Problem TicketExpired() => new(StatusCodes.Status401Unauthorized, "TICKET_EXPIRED", "The ticket has expired. Ask for another one.");

    public static Problem TokenTooLongForTicket(int mostCharacters) => new(
        StatusCodes.Status400BadRequest, "TOKEN_TOO_LONG_FOR_TICKET",
        string.Create(CultureInfo.InvariantCulture, $"A ticket stands in an address, so the token may have at most {mostCharacters} characters. Read the stream with the token in the Authorization header."));

    public static Problem SignatureInvalid() => new(
        StatusCodes.Status401Unauthorized, "SIGNATURE_INVALID", "No signature of this source fits what was sent.");

    public static Problem TimestampOutsideWindow(TimeSpan tolerance) => new(
        StatusCodes.Status401Unauthorized, "TIMESTAMP_OUTSIDE_WINDOW", string.Create(CultureInfo.InvariantCulture, $"The timestamp is more than {tolerance.TotalSeconds} s away from now."));

    public static Problem DevelopmentTokensLocalOnly(string origin, string found) => new(
        StatusCodes.Status403Forbidden, "DEVELOPMENT_TOKENS_LOCAL_ONLY", $"Development tokens are given at {origin} to callers on this machine, without a proxy; {found}.");

    public static Problem DevelopmentCodeWrong() => new(
        StatusCodes.Status403Forbidden, "DEVELOPMENT_CODE_WRONG",
        $"The header {DevelopmentTokens.CodeHeader} should hold the code that this process printed when it started; it is in dev-code in its state folder, too.");

    public static Problem DevelopmentLinkUsed() => new(
        StatusCodes.Status403Forbidden, "DEVELOPMENT_LINK_USED", "This link has been used, or a newer one was made.");

    public static Problem RoleNotAllowed(string detail) => new(StatusCodes.Status403Forbidden, "ROLE_NOT_ALLOWED", detail);

    public static Problem RouteUnknown() => new(StatusCodes.Status404NotFound, "ROUTE_UNKNOWN", "There is nothing at this path. /openapi.json lists what there is.");

    public static Problem MethodNotAllowed(string? allow) => new(
        StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED", allow is null ? "This path does not take this method." : $"This path takes {allow}.")
    { Allow = allow };

    public static Problem NotAcceptable(string offered) => new(
        StatusCodes.Status406NotAcceptable, "NOT_ACCEPTABLE", $"The answer is {offered}, which the Accept header excludes.")
    { Metadata = Facts("offered", offered) };

    public static Problem BodyTooLarge(long mostBytes) => new(
        StatusCodes.Status413PayloadTooLarge, "BODY_TOO_LARGE", string.Create(CultureInfo.InvariantCulture, $"The body may have at most {mostBytes} bytes here."))
    { Metadata = Facts("limit_bytes", mostBytes.ToString(CultureInfo.InvariantCulture)) };

    public static Problem WrongContentType() => new(
        StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_CONTENT_TYPE", "The body should be application/json in UTF-8.");

    public static Problem HostNotServed() => new(
        StatusCodes.Status421MisdirectedRequest, "HOST_NOT_SERVED",
        "This process answers to localhost and loopback addresses. Omnichannel:Gateway:AllowedHosts names others.");

    public static Problem RateLimited(TimeSpan retryAfter) => new(
        StatusCodes.Status429TooManyRequests, "RATE_LIMITED", "Too many calls. Wait before the next one.")
    { RetryAfter = retryAfter };

    public static Problem TooManyStreams(int most, string scope) => new(
        StatusCodes.Status429TooManyRequests, "TOO_MANY_STREAMS",
        string.Create(CultureInfo.InvariantCulture, $"This {scope} has {most} streams open already. End one before the next."))
    { Metadata = new Dictionary<string, string> { ["limit"] = most.ToString(CultureInfo.InvariantCulture), ["scope"] = scope } };

    public static Problem Internal() => new(
        StatusCodes.Status500InternalServerError, "INTERNAL", "Something went wrong on our side. The trace id leads to it in the log.");

    public static Problem Unavailable(string area, TimeSpan retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable, "DEPENDENCY_UNAVAILABLE", "The service behind this call cannot be reached now.")
    { RetryAfter = retryAfter, Metadata = Facts("service", area) };

    public static Problem DeadlineExceeded() => new(
        StatusCodes.Status504GatewayTimeout, "DEADLINE_EXCEEDED",
        "The call was not answered in time. Whether it took effect is not known: send it again with the same Idempotency-Key.");

    private static Dictionary<string, string> Facts(string name, string value) => new() { [name] = value };
}
