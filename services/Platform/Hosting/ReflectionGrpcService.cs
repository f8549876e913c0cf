using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1;
using Alpha = Grpc.Reflection.V1Alpha;

namespace Omnichannel.Platform.Hosting;

/// <summary><c>grpc.reflection.v1</c>.</summary>
internal sealed class ReflectionGrpcService(ReflectionIndex index) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            await responseStream.WriteAsync(index.Answer(requestStream.Current), CancellationToken.None).ConfigureAwait(false);
        }
    }
}

/// <summary><c>grpc.reflection.v1alpha</c>, which older tools ask for: the same bytes under another name.</summary>
internal sealed class AlphaReflectionGrpcService(ReflectionIndex index) : Alpha.ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<Alpha.ServerReflectionRequest> requestStream,
        IServerStreamWriter<Alpha.ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            var answer = index.Answer(ServerReflectionRequest.Parser.ParseFrom(requestStream.Current.ToByteString()));
            await responseStream.WriteAsync(Alpha.ServerReflectionResponse.Parser.ParseFrom(answer.ToByteString()), CancellationToken.None).ConfigureAwait(false);
        }
    }
}
