using System.Globalization;
using Grpc.Core;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.PassThrough;

namespace Omnichannel.Gateway.Edge;

/// <summary>The outermost step: whatever goes wrong further in is answered with a problem that says what, never with a stack trace or an empty page.</summary>
internal sealed class ErrorAnswers(ILogger<ErrorAnswers> logger) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await Answer(context, OfStatus(context));
            }
        }
        catch (ProblemException problem)
        {
            await Answer(context, problem.Problem);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (BadHttpRequestException exception)
        {
            await Answer(context, exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Problems.BodyTooLarge(0)
                : new Problem(exception.StatusCode, "MALFORMED_REQUEST", exception.Message));
        }
        catch (IOException)
        {
            // The gateway reads and writes nothing but requests: this one's body breaks off, or its chunks are none.
            await Answer(context, Problems.MalformedRequest("The request's body cannot be read."));
        }
        catch (RpcException exception)
        {
            await Answer(context, RpcProblem.Of(exception));
        }
        catch (Exception exception)
        {
            Log.UnexpectedError(logger, context.Request.Method, context.GetEndpoint()?.DisplayName ?? "none", exception);
            await Answer(context, Problems.Internal());
        }
    }

    /// <summary>Answers in the caller's own terms.</summary>
    public static Task Answer(HttpContext context, Problem problem)
    {
        if (!GrpcAnswers.IsGrpc(context.Request))
        {
            return ProblemWriter.Write(context, problem);
        }

        GrpcAnswers.Refuse(context, problem);
        return Task.CompletedTask;
    }

    private static Problem OfStatus(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.RouteUnknown(),
        StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed(context.Response.Headers.Allow),
        StatusCodes.Status503ServiceUnavailable => Problems.Unavailable("upstream", TimeSpan.FromSeconds(1)),
        StatusCodes.Status502BadGateway => Problems.Unavailable("upstream", TimeSpan.FromSeconds(1)),
        StatusCodes.Status504GatewayTimeout => Problems.DeadlineExceeded(),
        >= 500 => Problems.Internal(),
        var status => new Problem(status, "HTTP_" + status.ToString(CultureInfo.InvariantCulture), "The request was not accepted."),
    };
}
