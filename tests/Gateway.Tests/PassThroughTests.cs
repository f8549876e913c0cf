using Grpc.Core;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>gRPC callers reach the services through the gateway as if it were not there.</summary>
public sealed class PassThroughTests : IAsyncLifetime
{
    private GatewayUnderTest gateway = null!;
    private ProbeService.ProbeServiceClient client = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayUnderTest.Start();
        client = new ProbeService.ProbeServiceClient(gateway.Grpc);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task Unary_MessageHeadersAndTrailers_Pass()
    {
        string?[] headers = [];
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", async call =>
        {
            headers = [call.Headers["authorization"], call.Headers["idempotency-key"], call.Headers["grpc-timeout"]];
            await call.Send(new EverythingResponse { Everything = await call.Read<EverythingRequest>() });
        });
        var metadata = Metadata(Role.Customer);
        metadata.Add("idempotency-key", "k1");
        var answer = await client.EverythingAsync(new EverythingRequest { Text = "x" }, metadata);
        Assert.Equal("x", answer.Everything.Text);
        Assert.Equal(new[] { metadata.GetValue("authorization"), "k1", "15000m" }.AsEnumerable(), headers);
    }

    [Fact]
    public async Task Unary_DeadlineOfTheCaller_IsPassedOn()
    {
        string? timeout = null;
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", async call =>
        {
            timeout = call.Headers["grpc-timeout"];
            await Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.EverythingAsync(new EverythingRequest(), deadline: DateTime.UtcNow.AddSeconds(1)));
        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        Assert.NotNull(timeout);
        Assert.NotEqual("15000m", timeout);
    }

    [Theory]
    [InlineData("10H", "60000m")]
    [InlineData("99999999H", "60000m")]
    [InlineData("61S", "60000m")]
    [InlineData("60S", "60S")]
    [InlineData("5000000u", "5000000u")]
    [InlineData("99999999n", "99999999n")]
    public async Task Unary_DeadlineOfTheCaller_IsBoundedByTheLongestAllowed(string given, string expected)
    {
        string? timeout = null;
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", async call =>
        {
            timeout = call.Headers["grpc-timeout"];
            await call.Send(new EverythingResponse());
        });
        await Raw(gateway, "Everything", given);
        Assert.Equal(expected, timeout);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("123456789S")]
    [InlineData("-1S")]
    [InlineData("5")]
    [InlineData("5 S")]
    [InlineData("")]
    public async Task DeadlineThatIsNone_IsRefused_NotTakenForNoLimit(string given)
    {
        foreach (var rpc in new[] { "Everything", "Watch" })
        {
            using var answer = await Raw(gateway, rpc, given);
            Assert.Equal($"{(int)StatusCode.InvalidArgument}", Trailer(answer, "grpc-status"));
            Assert.Contains("grpc-timeout", Trailer(answer, "grpc-message"), StringComparison.Ordinal);
        }

        Assert.Equal(0, gateway.Upstream.Calls);
    }

    [Theory]
    [InlineData("Everything", "10H")]
    [InlineData("Everything", null)]
    [InlineData("Upload", "10H")]
    [InlineData("Upload", null)]
    [InlineData("Chat", null)]
    public async Task Service_ThatHangsAndForgetsTheDeadline_DoesNotKeepTheCallForEver(string rpc, string? given)
    {
        await using var strict = await GatewayUnderTest.Start(new()
        {
            ["Omnichannel:Gateway:Upstream:DefaultTimeout"] = "00:00:00.100",
            ["Omnichannel:Gateway:Upstream:LongestTimeout"] = "00:00:00.100",
            ["Omnichannel:Gateway:Upstream:LongestClientStream"] = "00:00:00.100",
        });
        string? timeout = null;
        var cancelled = new TaskCompletionSource();
        strict.Upstream.On(GatewayUnderTest.ProbeRpc + rpc, async call =>
        {
            timeout = call.Headers["grpc-timeout"];
            call.Cancelled.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var answer = await Raw(strict, rpc, given);
        Assert.Equal($"{(int)StatusCode.DeadlineExceeded}", Trailer(answer, "grpc-status"));
        Assert.Equal("100m", timeout);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Watch_IsNotLimited()
    {
        await using var strict = await GatewayUnderTest.Start(new()
        {
            ["Omnichannel:Gateway:Upstream:LongestTimeout"] = "00:00:00.001",
            ["Omnichannel:Gateway:Upstream:LongestClientStream"] = "00:00:00.001",
        });
        string? timeout = "none yet";
        var more = new SemaphoreSlim(0);
        strict.Upstream.On(GatewayUnderTest.ProbeRpc + "Watch", async call =>
        {
            timeout = call.Headers["grpc-timeout"];
            await call.Send(new WatchResponse { Version = 1 });
            await more.WaitAsync(call.Cancelled);
            await call.Send(new WatchResponse { Version = 2 });
        });
        using var call = new ProbeService.ProbeServiceClient(strict.Grpc).Watch(
            new WatchRequest(), new Metadata { { "authorization", "Bearer " + strict.Token(Role.Customer) } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        // Longer than any other call may take, with the grace that a hanging service has.
        await Assert.ThrowsAsync<TimeoutException>(() => call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(1)));
        more.Release();
        await TestKit.Eventually.Within(TimeSpan.FromSeconds(60), () => Assert.Equal(2, call.ResponseStream.Current.Version));
        Assert.Null(timeout);
    }

    [Fact]
    public async Task Unary_Error_KeepsItsDetails()
    {
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", call => call.Fail(GrpcErrors.Create(
            StatusCode.FailedPrecondition, "NOT_NOW", "Not now.", [new("a", "b")])));
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.EverythingAsync(new EverythingRequest()));
        Assert.Equal((StatusCode.FailedPrecondition, "NOT_NOW"), (failure.StatusCode, failure.Reason()));
    }

    [Fact]
    public async Task ServerStream_MessagesPassOneByOne_AndLeavingCancels()
    {
        var cancelled = new TaskCompletionSource();
        var more = new SemaphoreSlim(0);
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Watch", async call =>
        {
            call.Cancelled.Register(cancelled.SetResult);
            for (var version = 1; ; version++)
            {
                await call.Send(new WatchResponse { Version = version });
                await more.WaitAsync(call.Cancelled);
            }
        });
        using (var call = client.Watch(new WatchRequest(), Metadata(Role.Customer)))
        {
            for (var version = 1; version <= 3; version++)
            {
                Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
                Assert.Equal(version, call.ResponseStream.Current.Version);
                more.Release();
            }
        }

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task ClientStream_AllMessagesPass()
    {
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Upload", async call =>
        {
            var count = 0;
            while (await call.ReadMessage() is not null)
            {
                count++;
            }

            await call.Send(new GuardedResponse { Name = count.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        });
        using var call = client.Upload(Metadata(Role.Customer));
        for (var message = 0; message < 1000; message++)
        {
            await call.RequestStream.WriteAsync(new GuardedRequest { Name = "x" });
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal("1000", (await call).Name);
    }

    [Fact]
    public async Task Duplex_QuestionAndAnswer_Alternate()
    {
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Chat", async call =>
        {
            while (await call.ReadMessage() is { } message)
            {
                await call.Send(message);
            }
        });
        using var call = client.Chat(Metadata(Role.Customer));
        for (var message = 0; message < 10; message++)
        {
            await call.RequestStream.WriteAsync(new GuardedRequest { Name = $"m{message}" });
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal($"m{message}", call.ResponseStream.Current.Name);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task InternalRpcs_AreRefused_WhateverTheToken()
    {
        var probe = await Assert.ThrowsAsync<RpcException>(async () => await client.InternalAsync(new GuardedRequest(), Metadata(Role.Service)));
        Assert.Equal((StatusCode.PermissionDenied, "INTERNAL_RPC"), (probe.StatusCode, probe.Reason()));

        var catalogue = new Contracts.RpcCatalogue(Contracts.PublishedServices.All);
        var ours = catalogue.All.Where(rpc => rpc.IsInternal).ToList();
        Assert.NotEmpty(ours);
        foreach (var rpc in ours)
        {
            Assert.Empty(rpc.HttpBindings);
            var method = new Method<byte[], byte[]>(
                MethodType.Unary, rpc.Method.Service.FullName, rpc.Method.Name, Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes), Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes));
            var failure = await Assert.ThrowsAsync<RpcException>(async () =>
                await gateway.Grpc.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(Metadata(Role.Service)), []));
            Assert.Equal((StatusCode.PermissionDenied, "INTERNAL_RPC"), (failure.StatusCode, failure.Reason()));
        }

        Assert.Equal(0, gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Access_MissingTokenOrWrongRole_IsRefusedBeforeTheService()
    {
        var missing = await Assert.ThrowsAsync<RpcException>(async () => await client.GuardedAsync(new GuardedRequest()));
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_MISSING"), (missing.StatusCode, missing.Reason()));
        var expired = await Assert.ThrowsAsync<RpcException>(async () => await client.GuardedAsync(
            new GuardedRequest(), new Metadata { { "authorization", "Bearer " + gateway.Token(Role.Customer, lifetime: TimeSpan.FromMinutes(-5)) } }));
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_EXPIRED"), (expired.StatusCode, expired.Reason()));
        var role = await Assert.ThrowsAsync<RpcException>(async () => await client.GuardedAsync(new GuardedRequest(), Metadata(Role.Guest)));
        Assert.Equal((StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED"), (role.StatusCode, role.Reason()));
        Assert.Equal(0, gateway.Upstream.Calls);
    }

    [Fact]
    public async Task UnknownServiceOrMethod_IsUnimplemented()
    {
        foreach (var (service, name) in new[] { ("omnichannel.nothing.v1.NothingService", "Nothing"), ("omnichannel.probe.v1.ProbeService", "Nothing") })
        {
            var method = new Method<byte[], byte[]>(MethodType.Unary, service, name, Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes), Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes));
            var failure = await Assert.ThrowsAsync<RpcException>(async () => await gateway.Grpc.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(Metadata(Role.Ops)), []));
            Assert.Equal((StatusCode.Unimplemented, "ROUTE_UNKNOWN"), (failure.StatusCode, failure.Reason()));
        }
    }

    [Fact]
    public async Task Service_Away_IsUnavailableWithRetryInfo()
    {
        await using var other = await GatewayUnderTest.Start();
        await other.Upstream.DisposeAsync();
        var probe = new ProbeService.ProbeServiceClient(other.Grpc);
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var failure = await Assert.ThrowsAsync<RpcException>(async () => await probe.EverythingAsync(new EverythingRequest()));
            Assert.Equal((StatusCode.Unavailable, "DEPENDENCY_UNAVAILABLE"), (failure.StatusCode, failure.Reason()));
            Assert.NotNull(failure.Detail<Google.Rpc.RetryInfo>());
        }
    }

    [Fact]
    public async Task Ops_OfEachArea_AreReachedByNamingIt()
    {
        await using var loyalty = await FakeUpstream.Start();
        await using var other = await GatewayUnderTest.Start(new() { ["Omnichannel:Gateway:Services:loyalty"] = loyalty.Address });
        loyalty.On("/omnichannel.platform.v1.OpsService/ListParkedEvents", call => call.Send(new ListParkedEventsResponse { TotalCount = 5 }));
        other.Upstream.On("/omnichannel.platform.v1.OpsService/ListParkedEvents", call => call.Send(new ListParkedEventsResponse { TotalCount = 1 }));
        var ops = new OpsService.OpsServiceClient(other.Grpc);
        foreach (var (area, count) in new[] { ("loyalty", 5), ("cart", 1) })
        {
            var metadata = new Metadata { { "authorization", "Bearer " + other.Token(Role.Ops) }, { "omnichannel-area", area } };
            Assert.Equal(count, (await ops.ListParkedEventsAsync(new ListParkedEventsRequest(), metadata)).TotalCount);
        }

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await ops.ListParkedEventsAsync(new ListParkedEventsRequest(), new Metadata { { "authorization", "Bearer " + other.Token(Role.Ops) } }));
        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task Path_OfGrpc_WithAnotherContentType_Is415() =>
        (await gateway.Send("POST", "/omnichannel.probe.v1.ProbeService/Everything", "{}")).AssertProblem(415, "UNSUPPORTED_CONTENT_TYPE");

    /// <summary>A call with exactly this <c>grpc-timeout</c>, and with no message that would end it.</summary>
    private static async Task<HttpResponseMessage> Raw(GatewayUnderTest gateway, string rpc, string? timeout)
    {
        using var http = new HttpClient();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.App.Addresses().Grpc, GatewayUnderTest.ProbeRpc + rpc))
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + gateway.Token(Role.Customer));
        if (timeout is not null)
        {
            request.Headers.TryAddWithoutValidation("grpc-timeout", timeout);
        }

        return await http.SendAsync(request);
    }

    private static string Trailer(HttpResponseMessage answer, string name) =>
        (answer.Headers.TryGetValues(name, out var values) || answer.TrailingHeaders.TryGetValues(name, out values)) ? values.Single() : "none";

    private Metadata Metadata(Role role) => new() { { "authorization", "Bearer " + gateway.Token(role) } };
}
