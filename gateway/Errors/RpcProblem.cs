using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Omnichannel.Platform.Errors;

namespace Omnichannel.Gateway.Errors;

/// <summary>Maps a service's gRPC error with its <c>google.rpc</c> details to a problem, and the reverse for pass-through callers.</summary>
public static class RpcProblem
{
    /// <summary>
    /// HTTP status of a gRPC status. As Google maps them, except that FAILED_PRECONDITION is 409: the request is sound, it is the state
    /// that refuses it, and clients should not take it for a mistake in what they sent.
    /// </summary>
    public static int HttpStatus(StatusCode code) => code switch
    {
        StatusCode.OK => 200,
        StatusCode.Cancelled => 499,
        StatusCode.InvalidArgument or StatusCode.OutOfRange => 400,
        StatusCode.Unauthenticated => 401,
        StatusCode.PermissionDenied => 403,
        StatusCode.NotFound => 404,
        StatusCode.AlreadyExists or StatusCode.Aborted or StatusCode.FailedPrecondition => 409,
        StatusCode.ResourceExhausted => 429,
        StatusCode.Unimplemented => 501,
        StatusCode.Unavailable => 503,
        StatusCode.DeadlineExceeded => 504,
        _ => 500,
    };

    /// <summary>The problem that a failed call is answered with.</summary>
    public static Problem Of(RpcException failure)
    {
        var problem = Bare(failure.StatusCode, failure.Status.Detail);
        if (failure.Reason() is not { Length: > 0 } reason)
        {
            return problem;
        }

        return problem with
        {
            Reason = reason,
            Detail = failure.Status.Detail,
            Metadata = failure.Detail<ErrorInfo>()!.Metadata.ToDictionary(),
            Violations = [.. failure.Violations().Select(violation => new Violation(JsonPath(violation.Field), violation.Description))],
            RetryAfter = failure.Detail<RetryInfo>()?.RetryDelay?.ToTimeSpan() ?? problem.RetryAfter,
        };
    }

    /// <summary>The gRPC form of a problem that the gateway found, for callers of the pass-through.</summary>
    public static byte[] Details(Problem problem, StatusCode code) =>
        GrpcErrors.Create(code, problem.Reason, problem.Detail, problem.Metadata, retryAfter: problem.RetryAfter).RichStatus()!.ToByteArray();

    // The status says enough when a service gave no details; texts of servers' own making are not shown.
    private static Problem Bare(StatusCode code, string detail) => code switch
    {
        StatusCode.DeadlineExceeded => Problems.DeadlineExceeded(),
        StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss => Problems.Internal(),
        StatusCode.Unavailable => new Problem(503, "DEPENDENCY_UNAVAILABLE", "The service behind this call cannot answer now.") { RetryAfter = TimeSpan.FromSeconds(1) },
        _ => new Problem(HttpStatus(code), Reason(code), detail),
    };

    private static string Reason(StatusCode code) => code switch
    {
        StatusCode.Cancelled => "CANCELLED",
        StatusCode.InvalidArgument => "INVALID_ARGUMENT",
        StatusCode.OutOfRange => "OUT_OF_RANGE",
        StatusCode.Unauthenticated => "UNAUTHENTICATED",
        StatusCode.PermissionDenied => "PERMISSION_DENIED",
        StatusCode.NotFound => "NOT_FOUND",
        StatusCode.AlreadyExists => "ALREADY_EXISTS",
        StatusCode.Aborted => "ABORTED",
        StatusCode.FailedPrecondition => "FAILED_PRECONDITION",
        StatusCode.ResourceExhausted => "RESOURCE_EXHAUSTED",
        StatusCode.Unimplemented => "UNIMPLEMENTED",
        _ => "INTERNAL",
    };

    // Services name fields as the proto does; JSON callers know them by their JSON names.
    private static string JsonPath(string path)
    {
        var json = new System.Text.StringBuilder(path.Length);
        for (var index = 0; index < path.Length; index++)
        {
            var raise = path[index] == '_' && index > 0 && index + 1 < path.Length && char.IsAsciiLetterOrDigit(path[index - 1]) && char.IsAsciiLetterLower(path[index + 1]);
            json.Append(raise ? char.ToUpperInvariant(path[++index]) : path[index]);
        }

        return json.ToString();
    }
}
