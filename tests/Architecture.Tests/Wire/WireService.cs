using Grpc.Core;

namespace Omnichannel.Architecture.Tests.Wire;

/// <summary>What the wire tests call.</summary>
internal sealed class WireService(WireLog log) : Wire.WireBase
{
    public override async Task<WireMessage> Say(WireMessage request, ServerCallContext context)
    {
        switch (request.Text)
        {
            case "refuse":
                throw new RpcException(
                    new Status(StatusCode.FailedPrecondition, "refused"),
                    new Metadata { { "reason", "BECAUSE" }, { "detail-bin", [1, 2, 255] } });
            case "wait":
                await WaitForCancellation(context);
                break;
        }

        await context.WriteResponseHeadersAsync(new Metadata { { "answered-by", "wire" } });
        context.ResponseTrailers.Add("cost", "1");
        return new WireMessage
        {
            Number = request.Number + 1,
            Text = request.Text + context.RequestHeaders.GetValue("greeting") + context.RequestHeaders.GetValue("authorization"),
        };
    }

    public override async Task Count(
        WireMessage request, IServerStreamWriter<WireMessage> responseStream, ServerCallContext context)
    {
        for (var i = 0; i < request.Number; i++)
        {
            await responseStream.WriteAsync(new WireMessage { Number = i }, context.CancellationToken);
        }

        if (request.Text == "wait")
        {
            await WaitForCancellation(context);
        }
    }

    public override async Task<WireMessage> Sum(IAsyncStreamReader<WireMessage> requestStream, ServerCallContext context)
    {
        var sum = 0;
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            sum += message.Number;
        }

        return new WireMessage { Number = sum };
    }

    public override async Task Chat(
        IAsyncStreamReader<WireMessage> requestStream,
        IServerStreamWriter<WireMessage> responseStream,
        ServerCallContext context)
    {
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new WireMessage { Number = -message.Number });
        }
    }

    private async Task WaitForCancellation(ServerCallContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            log.Cancelled.TrySetResult();
        }
    }
}
