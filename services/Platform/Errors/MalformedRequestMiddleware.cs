using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Omnichannel.Platform.Errors;

/// <summary>
/// A compressed request that cannot be unpacked fails inside gRPC before the platform sees it, and would answer UNKNOWN. Every exception behind it has a status of
/// its own, so UNKNOWN without a response body can only be that: it becomes INVALID_ARGUMENT.
/// </summary>
internal static class MalformedRequestMiddleware
{
    private const string StatusHeader = "grpc-status";
    private static readonly string Unknown = ((int)StatusCode.Unknown).ToString(CultureInfo.InvariantCulture);
    private static readonly string InvalidArgument = ((int)StatusCode.InvalidArgument).ToString(CultureInfo.InvariantCulture);
    private static readonly string Details = Convert.ToBase64String(ErrorMapping.Malformed().RichStatus()!.ToByteArray()).TrimEnd('=');

    public static Task Invoke(HttpContext context, RequestDelegate next) => context.Request.Headers.GrpcEncoding.Count == 0 ? next(context) : Compressed(context, next);

    private static async Task Compressed(HttpContext context, RequestDelegate next)
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
