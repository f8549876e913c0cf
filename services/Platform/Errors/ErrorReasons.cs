namespace Omnichannel.Platform.Errors;

/// <summary>Reasons (<c>google.rpc.ErrorInfo.reason</c>) that the Platform itself answers with; services name theirs in <c>Domain/Refusals.cs</c>.</summary>
public static class ErrorReasons
{
    /// <summary>UNAUTHENTICATED: no bearer token.</summary>
    public const string TokenMissing = "TOKEN_MISSING";

    /// <summary>UNAUTHENTICATED: forged, malformed, for another audience, or of an issuer that is not trusted with the role.</summary>
    public const string TokenInvalid = "TOKEN_INVALID";

    /// <summary>UNAUTHENTICATED: genuine, but its time is over; also how a stream ends that outlives its token.</summary>
    public const string TokenExpired = "TOKEN_EXPIRED";

    /// <summary>PERMISSION_DENIED: the rpc is not for this role.</summary>
    public const string RoleNotAllowed = "ROLE_NOT_ALLOWED";

    /// <summary>PERMISSION_DENIED: the request names somebody else.</summary>
    public const string NotYourSubject = "NOT_YOUR_SUBJECT";

    /// <summary>NOT_FOUND: a grant that is forged, expired, unknown, or for something else; all alike, so that nothing can be learned by guessing.</summary>
    public const string GrantNotValid = "GRANT_NOT_VALID";

    /// <summary>INVALID_ARGUMENT: a mutating call without <c>idempotency-key</c> (or with one that is not 1 to 128 visible ASCII characters).</summary>
    public const string IdempotencyKeyMissing = "IDEMPOTENCY_KEY_MISSING";

    /// <summary>INVALID_ARGUMENT: field violations say which fields.</summary>
    public const string InvalidField = "INVALID_FIELD";

    /// <summary>INVALID_ARGUMENT: the bytes are not the protobuf message of this rpc.</summary>
    public const string MalformedMessage = "MALFORMED_MESSAGE";

    /// <summary>RESOURCE_EXHAUSTED: too many calls, or too many wrong tries; RetryInfo says for how long to wait.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>UNAVAILABLE: something this service needs is away; the call may be repeated.</summary>
    public const string DependencyUnavailable = "DEPENDENCY_UNAVAILABLE";

    /// <summary>UNAVAILABLE: this server is stopping; another one, or the next one, answers.</summary>
    public const string ServerStopping = "SERVER_STOPPING";

    /// <summary>INTERNAL: our fault; the log has the details under the trace id in the metadata.</summary>
    public const string Internal = "INTERNAL";
}
