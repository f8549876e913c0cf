using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Errors;

/// <summary>
/// The one place where exceptions become gRPC errors. What is not foreseen becomes INTERNAL with a trace id: details stay in the log, never
/// in the answer.
/// </summary>
internal sealed class ErrorMapping(ILogger<ErrorMapping> logger, TimeProvider clock)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Decides on the answer.</summary>
    public RpcException Map(Exception exception, ServerCallContext context)
    {
        switch (exception)
        {
            case StatusException own:
                return own;
            case RefusedException refused:
                return GrpcErrors.From(refused.Refusal);
            case InvalidRequestException invalid:
                return GrpcErrors.Create(StatusCode.InvalidArgument, invalid.Reason, invalid.Message, violations: invalid.Violations);
            case DatabaseUnavailableException:
                Log.DependencyUnavailable(logger, context.Method, exception.Message);
                return Unavailable();
            case RpcException rpc when IsClients(rpc.StatusCode):
                return rpc;
            case OperationCanceledException when context.Deadline <= clock.GetUtcNow().UtcDateTime:
                return new RpcException(new Status(StatusCode.DeadlineExceeded, "The deadline passed before the work was done."));
            case OperationCanceledException or IOException or InvalidOperationException when context.CancellationToken.IsCancellationRequested:
                // The client is gone, and this is how handlers notice: nobody reads the answer.
                return new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled."));
            case OperationCanceledException:
                Log.DependencyUnavailable(logger, context.Method, "An operation that the call waited for was given up.");
                return Unavailable();
            default:
                return Internal(exception, context);
        }
    }

    /// <summary>Only the access gate may tell a client that it is not let in: coming from a dependency these mean that our own call was wrong.</summary>
    private static bool IsClients(StatusCode code) =>
        code is not (StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss);

    private static RpcException Unavailable() =>
        GrpcErrors.Create(StatusCode.Unavailable, ErrorReasons.DependencyUnavailable, "A dependency is not available; try again.", retryAfter: RetryDelay);

    internal static RpcException Malformed() =>
        GrpcErrors.Create(StatusCode.InvalidArgument, ErrorReasons.MalformedMessage, "The request is not a valid message of this rpc.");

    private RpcException Internal(Exception exception, ServerCallContext context)
    {
        var traceId = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
        Log.UnexpectedError(logger, context.Method, traceId, exception);
        return GrpcErrors.Create(
            StatusCode.Internal, ErrorReasons.Internal, "Internal error.", facts: [new KeyValuePair<string, string>("trace_id", traceId)]);
    }
}
