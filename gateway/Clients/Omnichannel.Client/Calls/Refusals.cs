using Google.Rpc;
using Grpc.Core;

namespace Omnichannel.Client.Calls;

/// <summary>Reads the details of an error, and says whether sending again helps.</summary>
internal static class Refusals
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The refusal that an error stands for; the error itself where it has none, or details that cannot be read.</summary>
    public static RpcException Read(RpcException error)
    {
        if (error is RefusedException || error.Trailers.GetValueBytes(DetailsTrailer) is not { } bytes)
        {
            return error;
        }

        try
        {
            var details = Google.Rpc.Status.Parser.ParseFrom(bytes).Details;
            var info = details.Where(detail => detail.Is(ErrorInfo.Descriptor)).Select(detail => detail.Unpack<ErrorInfo>()).FirstOrDefault();
            var fields = details.Where(detail => detail.Is(BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations);
            var retry = details.Where(detail => detail.Is(RetryInfo.Descriptor)).Select(detail => detail.Unpack<RetryInfo>().RetryDelay).FirstOrDefault();
            return info is null ? error : new RefusedException(error.Status, error.Trailers, info)
            {
                Violations = [.. fields.Select(field => new FieldViolation(field.Field, field.Description))],
                RetryAfter = retry?.ToTimeSpan(),
            };
        }
        catch (Exception e) when (e is Google.Protobuf.InvalidProtocolBufferException or InvalidOperationException)
        {
            // Nonsense in the details does not hide the error.
            return error;
        }
    }

    /// <summary>Whether the same call may succeed by itself a little later.</summary>
    public static bool IsPassing(RpcException error) => error.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => true,
        StatusCode.Aborted => error is RefusedException { Reason: "CONCURRENT_CHANGE" },
        StatusCode.ResourceExhausted => error is RefusedException { Reason: "RATE_LIMITED" or "WATCHER_TOO_SLOW" or "TOO_MANY_STREAMS" },
        _ => false,
    };
}
