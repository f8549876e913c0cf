using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Tests.Hosting;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Errors;

public sealed class ErrorTests : IAsyncLifetime
{
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.Start(ProbeGrpcService.Build);

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task Refusal_CarriesReasonFactsAndField()
    {
        var error = await Fail(new ProbeRequest { Behaviour = "refuse" });

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal("TOO_FEW_POINTS", error.Reason());
        Assert.Equal("omnichannel", error.Detail<ErrorInfo>()!.Domain);
        Assert.Equal("7", error.Detail<ErrorInfo>()!.Metadata["available"]);
        Assert.Equal("points", Assert.Single(error.Violations()).Field);
    }

    [Fact]
    public async Task InvalidRequest_NamesEveryField()
    {
        var error = await Fail(new ProbeRequest { Behaviour = "invalid" });

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(ErrorReasons.InvalidField, error.Reason());
        Assert.Equal(["member_id", "points"], error.Violations().Select(violation => violation.Field));
    }

    [Fact]
    public async Task DatabaseAway_SaysWhenToRetry_AndNotWhere()
    {
        var error = await Fail(new ProbeRequest { Behaviour = "away" });

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Equal(ErrorReasons.DependencyUnavailable, error.Reason());
        Assert.True(error.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.DoesNotContain("10.0.0.1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defect_IsInternalWithATraceId_AndTellsNothing()
    {
        var error = await Fail(new ProbeRequest { Behaviour = "crash" });

        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Equal(32, error.Detail<ErrorInfo>()!.Metadata["trace_id"].Length);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DependencyThatRefusesUs_IsNotTheClientsFault() =>
        Assert.Equal(StatusCode.Internal, (await Fail(new ProbeRequest { Behaviour = "dependency-denied" })).StatusCode);

    [Fact]
    public async Task DeadlinePassed_IsDeadlineExceeded()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client().OpenAsync(new ProbeRequest { Behaviour = "wait" }, deadline: DateTime.UtcNow.AddMilliseconds(300)));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task TextWithNul_IsInvalidWithItsPath()
    {
        var request = new ProbeRequest { Owners = { new ProbeRequest.Types.Owner(), new ProbeRequest.Types.Owner { MemberId = "a\0b" } } };

        var error = await Fail(request);

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal("owners[1].member_id", Assert.Single(error.Violations()).Field);
    }

    [Fact]
    public async Task TextThatIsNoUtf8_IsInvalidWithItsPath()
    {
        // "ä" in Latin 1, in the second owner.
        var error = await Assert.ThrowsAsync<RpcException>(() => Send([0x2A, 0x00, 0x2A, 0x03, 0x0A, 0x01, 0xE4]));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(ErrorReasons.InvalidField, error.Reason());
        var violation = Assert.Single(error.Violations());
        Assert.Equal(("owners[1].member_id", "must be UTF-8"), (violation.Field, violation.Description));
    }

    [Fact]
    public async Task TextThatIsNoUtf8_InAStream_IsInvalidWithItsPath()
    {
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var collect = new Method<byte[], byte[]>(MethodType.ClientStreaming, ProbeService.Descriptor.FullName, "Collect", bytes, bytes);
        using var call = service.As(Role.Customer, "member-1").AsyncClientStreamingCall(collect, null, default);
        await call.RequestStream.WriteAsync([0x22, 0x01, 0xE4]);
        await call.RequestStream.CompleteAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync);

        Assert.Equal(ErrorReasons.InvalidField, error.Reason());
        Assert.Equal("text", Assert.Single(error.Violations()).Field);
    }

    [Fact]
    public async Task ReplacementCharacter_TypedBySomebody_IsText() =>
        Assert.NotNull(await Client().OpenAsync(new ProbeRequest { Text = "what is this: \uFFFD?" }));

    [Fact]
    public async Task BytesThatAreNoMessage_AreInvalid()
    {
        // Field 1 announces ten bytes that do not follow.
        var error = await Assert.ThrowsAsync<RpcException>(() => Send([0x0A, 0x0A]));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(ErrorReasons.MalformedMessage, error.Reason());
    }

    [Fact]
    public async Task BytesThatAreNoMessage_InAStream_AreInvalid()
    {
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var collect = new Method<byte[], byte[]>(MethodType.ClientStreaming, ProbeService.Descriptor.FullName, "Collect", bytes, bytes);
        using var call = service.As(Role.Customer, "member-1").AsyncClientStreamingCall(collect, null, default);
        await call.RequestStream.WriteAsync([0x0A, 0x0A]);
        await call.RequestStream.CompleteAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync);

        Assert.Equal(ErrorReasons.MalformedMessage, error.Reason());
    }

    [Fact]
    public async Task BytesThatCannotBeUnpacked_AreInvalid()
    {
        // Three bytes that say they are gzip.
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.App.Addresses().Grpc, $"{ProbeService.Descriptor.FullName}/Open"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([1, 0, 0, 0, 3, 9, 9, 9]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            Headers = { { "te", "trailers" }, { "grpc-encoding", "gzip" } },
        };

        using var response = await http.SendAsync(request);

        var headers = response.Headers.Concat(response.TrailingHeaders).ToDictionary(header => header.Key, header => header.Value.Single());
        Assert.Equal("3", headers["grpc-status"]);
        var details = headers[GrpcErrors.DetailsTrailer];
        var trailers = new Metadata { { GrpcErrors.DetailsTrailer, Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')) } };
        Assert.Equal(ErrorReasons.MalformedMessage, new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, ""), trailers).Reason());
    }

    [Fact]
    public async Task RequestOverFourMebibytes_IsResourceExhausted() =>
        Assert.Equal(
            StatusCode.ResourceExhausted,
            (await Fail(new ProbeRequest { Ballast = ByteString.CopyFrom(new byte[4 * 1024 * 1024]) })).StatusCode);

    [Fact]
    public async Task UnknownRpc_IsUnimplemented()
    {
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var nothing = new Method<byte[], byte[]>(MethodType.Unary, ProbeService.Descriptor.FullName, "Nothing", bytes, bytes);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await service.Anonymous.AsyncUnaryCall(nothing, null, default, []));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    private async Task<byte[]> Send(byte[] request)
    {
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var open = new Method<byte[], byte[]>(MethodType.Unary, ProbeService.Descriptor.FullName, "Open", bytes, bytes);
        return await service.Anonymous.AsyncUnaryCall(open, null, default, request);
    }

    private ProbeService.ProbeServiceClient Client() => new(service.Anonymous);

    private async Task<RpcException> Fail(ProbeRequest request) => await Assert.ThrowsAsync<RpcException>(async () => await Client().OpenAsync(request));
}
