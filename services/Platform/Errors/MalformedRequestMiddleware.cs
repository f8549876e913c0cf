using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Omnichannel.Platform.Errors;

/// <summary>
/// A request that cannot be parsed fails inside gRPC before any interceptor runs, and would answer UNKNOWN. Every exception behind the
/// interceptors has a status of its own, so UNKNOWN without a response body can only be that: it becomes INVALID_ARGUMENT.
/// </summary>
internal static class MalformedRequestMiddleware
{
    private const string StatusHeader = "grpc-status";
    private static readonly string Unknown = ((int)StatusCode.Unknown).ToString(CultureInfo.InvariantCulture);
    private static readonly string InvalidArgument = ((int)StatusCode.InvalidArgument).ToString(CultureInfo.InvariantCulture);
    private static readonly string Details = Convert.ToBase64String(ErrorInterceptor.Malformed().RichStatus()!.ToByteArray()).TrimEnd('=');

    public static async Task Invoke(HttpContext context, RequestDelegate next)
    {
        await next(context).ConfigureAwait(false);
        var response = context.Response;
        if (!response.HasStarted && response.Headers.TryGetValue(StatusHeader, out var status) && status == Unknown
            && !response.Headers.ContainsKey(GrpcErrors.DetailsTrailer))
        {
            response.Headers[StatusHeader] = InvalidArgument;
            response.Headers["grpc-message"] = "The request is not a valid message of this rpc.";
            response.Headers[GrpcErrors.DetailsTrailer] = Details;
        }
    }
}
