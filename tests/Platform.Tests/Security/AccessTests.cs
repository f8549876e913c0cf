using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Tests.Hosting;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Security;

public sealed class AccessTests : IAsyncLifetime
{
    private readonly Sink sink = new();
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.Start((args, host) =>
    {
        var builder = ProbeGrpcService.Builder(args, host);
        builder.Services.AddSingleton<IAuditSink>(sink);
        return builder.Build();
    });

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task EveryRpc_CalledByStrangers_AnswersByItsRule() => await StrangerTest.Verify(service, ProbeService.Descriptor);

    [Fact]
    public async Task StrangerTest_OnAServiceWithoutAccessRules_FindsEveryOpenDoor()
    {
        // The probe's contract, served with no rule enforced: what the test would see of a broken interceptor.
        await using var open = await RunningService.Start((args, host) =>
        {
            var builder = PlatformApplication.CreateBuilder("probe", args, host);
            builder.Services.AddGrpc();
            var app = builder.Build();
            app.MapGrpcService<UnguardedProbe>();
            return app;
        });

        var findings = await StrangerTest.FindOpenDoors(open, ProbeService.Descriptor);

        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Contains("expected", finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RpcWithoutRule_StopsTheHostFromStarting()
    {
        var error = await Assert.ThrowsAsync<StartupException>(() => RunningService.Start(
            (args, host) => PlatformApplication.CreateBuilder("probe", args, host).AddGrpc<UnruledGrpcService>().Build()));

        Assert.Contains("Forgotten", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoIssuerConfigured_StopsTheHostFromStarting()
    {
        await using var app = ProbeGrpcService.Build(["--Omnichannel:Logging:Format=none"], new PlatformHost());

        var error = await Assert.ThrowsAsync<StartupException>(() => app.StartAsync());

        Assert.Contains("Omnichannel:Auth:Issuer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubjectField_OwnSubject_IsServed()
    {
        var answer = await As(Role.Customer, "member-1").ReadOwnAsync(new ProbeRequest { MemberId = "member-1", Text = "hello" });

        Assert.Equal("hello", answer.Text);
        Assert.Equal(Role.Customer, answer.Role);
        Assert.Empty(sink.Records);
    }

    [Fact]
    public async Task SubjectField_Staff_IsServedAndAudited()
    {
        await As(Role.Agent, "agent-1").ReadOwnAsync(new ProbeRequest { MemberId = "member-1" });

        var access = Assert.Single(sink.Records);
        Assert.Equal("agent-1", access.Caller.Subject);
        Assert.Equal("member-1", access.Target);
        Assert.Equal("omnichannel.platform.tests.v1.ProbeService/ReadOwn", access.Rpc);
    }

    [Fact]
    public async Task SubjectField_Service_IsServedWithoutAudit()
    {
        await As(Role.Service, "orders").ReadOwnAsync(new ProbeRequest { MemberId = "member-1" });

        Assert.Empty(sink.Records);
    }

    [Fact]
    public async Task StreamOfRequests_OneNamesSomebodyElse_IsRefused()
    {
        using var call = As(Role.Customer, "member-1").Collect();
        await call.RequestStream.WriteAsync(new ProbeRequest { MemberId = "member-1" });
        await call.RequestStream.WriteAsync(new ProbeRequest { MemberId = "member-2" });
        await call.RequestStream.CompleteAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync);

        Assert.Equal(ErrorReasons.NotYourSubject, error.Reason());
    }

    [Fact]
    public async Task StreamOfRequests_AllOwn_IsServed()
    {
        using var call = As(Role.Customer, "member-1").Collect();
        await call.RequestStream.WriteAsync(new ProbeRequest { MemberId = "member-1", Text = "a" });
        await call.RequestStream.WriteAsync(new ProbeRequest { MemberId = "member-1", Text = "b" });
        await call.RequestStream.CompleteAsync();

        Assert.Equal("ab", (await call.ResponseAsync).Text);
    }

    [Fact]
    public async Task Grant_WithoutToken_IsAnonymousWithAPrincipalOfItsOwn()
    {
        var client = new ProbeService.ProbeServiceClient(service.Anonymous);
        var key = new Metadata { { "idempotency-key", "k" } };

        var first = await client.UseGrantAsync(new ProbeRequest { Text = "grant 1" }, key);
        var second = await client.UseGrantAsync(new ProbeRequest { Text = "grant 2" }, key);

        Assert.Equal(Role.Unspecified, first.Role);
        Assert.NotEqual(first.DevicePrincipal, second.DevicePrincipal);
        Assert.StartsWith("anonymous:", first.DevicePrincipal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WithAStaleToken_IsServedAnonymously()
    {
        var client = new ProbeService.ProbeServiceClient(service.With(service.Tokens.IssueExpired(Role.Customer, "member-1")));

        Assert.Equal(Role.Unspecified, (await client.OpenAsync(new ProbeRequest())).Role);
    }

    [Theory]
    [InlineData("key with blank")]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task IdempotencyKey_NotVisibleAsciiOrTooLong_IsRefused(string key)
    {
        var headers = new Metadata { { "idempotency-key", key } };

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await As(Role.Customer, "member-1").ChangeOwnAsync(Owned("member-1"), headers));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(ErrorReasons.IdempotencyKeyMissing, error.Reason());
    }

    [Fact]
    public async Task Command_EqualRequestsBuiltInAnotherOrder_HashEqually()
    {
        var client = As(Role.Customer, "member-1");
        var headers = new Metadata { { "idempotency-key", "key-1" } };
        var one = Owned("member-1");
        one.Labels.Add("a", "1");
        one.Labels.Add("b", "2");
        var same = Owned("member-1");
        same.Labels.Add("b", "2");
        same.Labels.Add("a", "1");
        var other = Owned("member-1");
        other.Labels.Add("a", "2");

        var first = await client.ChangeOwnAsync(one, headers);
        var second = await client.ChangeOwnAsync(same, headers);
        var third = await client.ChangeOwnAsync(other, headers);

        Assert.Equal("key-1", first.IdempotencyKey);
        Assert.Equal(32, first.RequestHash.Length);
        Assert.Equal(first.RequestHash, second.RequestHash);
        Assert.NotEqual(first.RequestHash, third.RequestHash);
    }

    [Fact]
    public async Task Command_DeviceClaim_IsThePrincipalAcrossLogin()
    {
        var token = service.Tokens.Issue(new TokenRequest("member-1", Role.Customer, TimeSpan.FromMinutes(1)) { DeviceId = "device-1" });
        var client = new ProbeService.ProbeServiceClient(service.With(token));

        Assert.Equal("device-1", (await client.ReadOwnAsync(new ProbeRequest { MemberId = "member-1" })).DevicePrincipal);
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("stubborn")]
    public async Task Stream_WhoseTokenExpires_EndsWithIt(string behaviour)
    {
        var token = service.Tokens.Issue(new TokenRequest("member-1", Role.Customer, TimeSpan.FromSeconds(2)));
        using var call = new ProbeService.ProbeServiceClient(service.With(token)).Watch(new ProbeRequest { MemberId = "member-1", Behaviour = behaviour });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        if (behaviour == "wait")
        {
            Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
            Assert.Equal(ErrorReasons.TokenExpired, error.Reason());
        }
    }

    [Fact]
    public async Task ReadingStream_WhoseTokenExpires_EndsWithIt()
    {
        var token = service.Tokens.Issue(new TokenRequest("orders", Role.Service, TimeSpan.FromSeconds(2)));
        using var call = new ProbeService.ProbeServiceClient(service.With(token)).Chat();
        await call.RequestStream.WriteAsync(new ProbeRequest { Text = "hello" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(ErrorReasons.TokenExpired, error.Reason());
    }

    private static ProbeRequest Owned(string member) => new() { Owner = new ProbeRequest.Types.Owner { MemberId = member } };

    private ProbeService.ProbeServiceClient As(Role role, string subject) => new(service.As(role, subject));

    private sealed class Sink : IAuditSink
    {
        public ConcurrentQueue<StaffAccess> Records { get; } = new();

        public ValueTask Record(StaffAccess access, CancellationToken cancellation)
        {
            Records.Enqueue(access);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class UnruledGrpcService : UnruledService.UnruledServiceBase;

    private sealed class UnguardedProbe : ProbeService.ProbeServiceBase;
}
