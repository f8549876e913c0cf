using System.Globalization;
using Grpc.Core;
using Omnichannel.Gateway.Errors;

namespace Omnichannel.Gateway.PassThrough;

/// <summary>Answers gRPC calls that are not passed on: a status with <c>google.rpc</c> details, without messages.</summary>
internal static class GrpcAnswers
{
    private const string ContentType = "application/grpc";

    public static bool IsGrpc(HttpRequest request) => request.ContentType is { } type && type.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase);

    public static void Refuse(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var code = StatusOf(problem);
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = ContentType;
        response.Headers["grpc-status"] = ((int)code).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(problem.Detail).Replace("%20", " ", StringComparison.Ordinal);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(RpcProblem.Details(problem, code)).TrimEnd('=');
    }

    private static StatusCode StatusOf(Problem problem) => problem.Status switch
    {
        StatusCodes.Status401Unauthorized => StatusCode.Unauthenticated,
        StatusCodes.Status403Forbidden => StatusCode.PermissionDenied,
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed or StatusCodes.Status501NotImplemented => StatusCode.Unimplemented,
        StatusCodes.Status409Conflict => StatusCode.Aborted,
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => StatusCode.ResourceExhausted,
        StatusCodes.Status503ServiceUnavailable => StatusCode.Unavailable,
        StatusCodes.Status504GatewayTimeout => StatusCode.DeadlineExceeded,
        < 500 => StatusCode.InvalidArgument,
        _ => StatusCode.Internal,
    };
}
