using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Tests.V1;

namespace Omnichannel.Platform.Tests.Hosting;

/// <summary>Does what the request asks for, and tells what the platform told it.</summary>
internal sealed class ProbeGrpcService : ProbeService.ProbeServiceBase
{
    public static WebApplication Build(string[] args, PlatformHost host) => Builder(args, host).Build();

    public static PlatformBuilder Builder(string[] args, PlatformHost host) =>
        PlatformApplication.CreateBuilder("probe", args, host).AddGrpc<ProbeGrpcService>();

    public override Task<ProbeResponse> ReadOwn(ProbeRequest request, ServerCallContext context) => Behave(request, context);

    public override Task<ProbeResponse> ChangeOwn(ProbeRequest request, ServerCallContext context) => Behave(request, context);

    public override Task<ProbeResponse> ReadResource(ProbeRequest request, ServerCallContext context) => Behave(request, context);

    public override Task<ProbeResponse> PutResource(ProbeRequest request, ServerCallContext context) => Behave(request, context);

    public override Task<ProbeResponse> UseGrant(ProbeRequest request, ServerCallContext context) => Behave(request, context);

    public override Task<ProbeResponse> Open(ProbeRequest request, ServerCallContext context) => Behave(request, context);

    public override async Task Watch(ProbeRequest request, IServerStreamWriter<ProbeResponse> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(Describe(request, context));
        await responseStream.WriteAsync(await Behave(request, context));
    }

    public override async Task<ProbeResponse> Collect(IAsyncStreamReader<ProbeRequest> requestStream, ServerCallContext context)
    {
        var texts = new List<string>();
        while (await requestStream.MoveNext(CancellationToken.None))
        {
            texts.Add(requestStream.Current.Text);
        }

        return new ProbeResponse { Text = string.Concat(texts) };
    }

    public override async Task Chat(IAsyncStreamReader<ProbeRequest> requestStream, IServerStreamWriter<ProbeResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(CancellationToken.None))
        {
            await responseStream.WriteAsync(await Behave(requestStream.Current, context));
        }
    }

    private static async Task<ProbeResponse> Behave(ProbeRequest request, ServerCallContext context)
    {
        switch (request.Behaviour)
        {
            case "refuse":
                throw new RefusedException(new TooFewPoints(7));
            case "invalid":
                new RequestCheck().Id("member_id", string.Empty).Range("points", 0, 1, 10).ThrowIfInvalid();
                break;
            case "away":
                throw new DatabaseUnavailableException("connection refused by 10.0.0.1");
            case "crash":
                throw new InvalidOperationException("secret detail");
            case "dependency-denied":
                throw new RpcException(new Status(StatusCode.PermissionDenied, "not for the service role"));
            case "wait":
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                break;
            case "address":
                return new ProbeResponse { Text = context.Address() };
            case "pause":
                await Task.Delay(500, CancellationToken.None);
                break;
            case "stubborn":
                while (true)
                {
                    await Task.Delay(20, CancellationToken.None);
                    context.GetHttpContext().RequestAborted.ThrowIfCancellationRequested();
                }

            default:
                break;
        }

        return Describe(request, context);
    }

    private static ProbeResponse Describe(ProbeRequest request, ServerCallContext context)
    {
        var command = context.Command(request);
        return new ProbeResponse
        {
            Text = request.Text,
            Role = context.Caller().Role,
            IdempotencyKey = command.IdempotencyKey,
            RequestHash = ByteString.CopyFrom(command.RequestHash),
            DevicePrincipal = command.Caller.DevicePrincipal,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? string.Empty,
            DeadlineMs = context.Deadline == DateTime.MaxValue ? 0 : (long)(context.Deadline - DateTime.UtcNow).TotalMilliseconds,
            Ballast = request.Ballast,
        };
    }
}

internal sealed record TooFewPoints(long Available)
    : Refusal(RefusalKind.Precondition, "TOO_FEW_POINTS", "The balance does not cover the redemption.")
{
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["available"] = $"{Available}" };

    public override string? Field => "points";
}
