using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Tests.Hosting;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Security;

/// <summary>What staff ask for goes into log and audit: nothing but what can be an id.</summary>
public sealed class AuditTests : IAsyncLifetime, IDisposable
{
    private readonly Sink sink = new();
    private readonly LogLines lines = new();
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.Start((args, host) =>
    {
        var builder = ProbeGrpcService.Builder(args, host);
        builder.Services.AddSingleton<IAuditSink>(sink);
        builder.Services.AddSingleton<ILoggerProvider>(lines);
        return builder.Build();
    });

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => lines.Dispose();

    public static TheoryData<string> NoIds => new("{2 MB}", "{257}", "a\rb", "a\nb", "a\u001b[2J\u001b]0;owned\u0007", "a\u2028b", "a\u202eb", "a b", "Müller", "a,b", "\ud83d\ude00");

    [Theory]
    [MemberData(nameof(NoIds))]
    public async Task WhatIsNoId_IsRefused_AndNeitherLoggedNorAudited(string given)
    {
        var id = given.Replace("{2 MB}", new string('x', 2_000_000), StringComparison.Ordinal).Replace("{257}", new string('x', 257), StringComparison.Ordinal);
        var agent = new ProbeService.ProbeServiceClient(service.As(Role.Agent, "agent-1"));
        var till = new ProbeService.ProbeServiceClient(service.As(Role.Terminal, "till-1"));

        foreach (var (field, call) in new (string, Func<Task>)[]
        {
            ("member_id", async () => await agent.ReadOwnAsync(new ProbeRequest { MemberId = id })),
            ("member_id", async () => await agent.ReadResourceAsync(new ProbeRequest { MemberId = id })),
            ("owner.member_id", async () => await till.ChangeOwnAsync(new ProbeRequest { Owner = new() { MemberId = id } })),
        })
        {
            var error = await Assert.ThrowsAsync<RpcException>(call);
            Assert.Equal((StatusCode.InvalidArgument, ErrorReasons.InvalidField), (error.StatusCode, error.Reason()));
            Assert.Equal(field, Assert.Single(error.Detail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
        }

        Assert.Empty(sink.Records);
        Assert.DoesNotContain(lines.All, line => line.Contains("agent-1", StringComparison.Ordinal) || line.Length > 1000);
    }

    [Theory]
    [InlineData("member-1")]
    [InlineData("auth0|64a1")]
    [InlineData("partner~anna")]
    [InlineData("")]
    public async Task WhatCanBeAnId_IsBoth(string id)
    {
        await new ProbeService.ProbeServiceClient(service.As(Role.Agent, "agent-1")).ReadResourceAsync(new ProbeRequest { MemberId = id });

        Assert.Equal(id, Assert.Single(sink.Records).Target);
        Assert.Contains(lines.All, line => line.Contains("agent-1", StringComparison.Ordinal) && line.EndsWith("for " + id, StringComparison.Ordinal));
    }

    private sealed class Sink : IAuditSink
    {
        public ConcurrentQueue<StaffAccess> Records { get; } = new();

        public ValueTask Record(StaffAccess access, CancellationToken cancellation)
        {
            Records.Enqueue(access);
            return ValueTask.CompletedTask;
        }
    }
}
