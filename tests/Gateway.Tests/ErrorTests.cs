using System.Net;
using Grpc.Core;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>Services' errors as problems.</summary>
public sealed class ErrorTests : IAsyncLifetime
{
    private const string Everything = GatewayUnderTest.ProbeRpc + "Everything";

    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync() => gateway = await GatewayUnderTest.Start();

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData(StatusCode.InvalidArgument, 400)]
    [InlineData(StatusCode.OutOfRange, 400)]
    [InlineData(StatusCode.Unauthenticated, 401)]
    [InlineData(StatusCode.PermissionDenied, 403)]
    [InlineData(StatusCode.NotFound, 404)]
    [InlineData(StatusCode.AlreadyExists, 409)]
    [InlineData(StatusCode.Aborted, 409)]
    [InlineData(StatusCode.FailedPrecondition, 409)]
    [InlineData(StatusCode.ResourceExhausted, 429)]
    [InlineData(StatusCode.Cancelled, 499)]
    [InlineData(StatusCode.Internal, 500)]
    [InlineData(StatusCode.Unknown, 500)]
    [InlineData(StatusCode.DataLoss, 500)]
    [InlineData(StatusCode.Unimplemented, 501)]
    [InlineData(StatusCode.Unavailable, 503)]
    [InlineData(StatusCode.DeadlineExceeded, 504)]
    public async Task Status_WithDetails_IsThisProblem(StatusCode code, int status)
    {
        gateway.Upstream.On(Everything, call => call.Fail(GrpcErrors.Create(
            code, "SOME_REASON", "Said for a developer.", [new("line_id", "l1")], [new FieldViolation("order.line_items[2].unit_price", "too fine")], TimeSpan.FromSeconds(2.5))));
        var answer = await gateway.Send("GET", "/v1/probe");
        var problem = answer.AssertProblem(status, "SOME_REASON");
        Assert.Equal("Said for a developer.", problem.GetProperty("detail").GetString());
        Assert.Equal("l1", problem.GetProperty("metadata").GetProperty("line_id").GetString());
        Assert.Equal("order.lineItems[2].unitPrice", problem.GetProperty("violations")[0].GetProperty("field").GetString());
        Assert.Equal(2.5, problem.GetProperty("retryAfter").GetDouble());
        Assert.Equal(TimeSpan.FromSeconds(3), answer.Headers.RetryAfter!.Delta);
        Assert.Equal(code == StatusCode.Unauthenticated, answer.Headers.WwwAuthenticate.Count > 0);
    }

    [Theory]
    [InlineData(StatusCode.NotFound, 404, "NOT_FOUND", "said by the service")]
    [InlineData(StatusCode.Internal, 500, "INTERNAL", "Something went wrong on our side. The trace id leads to it in the log.")]
    [InlineData(StatusCode.Unknown, 500, "INTERNAL", "Something went wrong on our side. The trace id leads to it in the log.")]
    [InlineData(StatusCode.Unavailable, 503, "DEPENDENCY_UNAVAILABLE", "The service behind this call cannot answer now.")]
    public async Task Status_WithoutDetails_IsExplainedAndTellsNothingOfOurInsides(StatusCode code, int status, string reason, string detail)
    {
        gateway.Upstream.On(Everything, call => call.End(code, "said by the service"));
        Assert.Equal(detail, (await gateway.Send("GET", "/v1/probe")).AssertProblem(status, reason).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Status_WithDamagedDetails_IsStillAProblem()
    {
        gateway.Upstream.On(Everything, call => call.End(StatusCode.NotFound, "gone", [0xff, 0xff, 0xff]));
        (await gateway.Send("GET", "/v1/probe")).AssertProblem(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Deadline_Passed_Is504AndTheServicesCallIsCancelled()
    {
        var cancelled = new TaskCompletionSource();
        gateway.Upstream.On(Everything, call =>
        {
            call.Cancelled.Register(cancelled.SetResult);
            return Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var request = gateway.Request("GET", "/v1/probe");
        request.Headers.Add("X-Request-Timeout", "0.3");
        (await gateway.Send(request)).AssertProblem(504, "DEADLINE_EXCEEDED");
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Caller_Leaves_TheServicesCallIsCancelled()
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        gateway.Upstream.On(Everything, call =>
        {
            call.Cancelled.Register(cancelled.SetResult);
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, call.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var leaving = new CancellationTokenSource();
        var call = gateway.Http.SendAsync(gateway.Request("GET", "/v1/probe"), leaving.Token);
        await begun.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Service_Away_Is503AtOnceAndComesBackByItself()
    {
        await using var other = await GatewayUnderTest.Start();
        var address = other.Upstream.Address;
        await other.Upstream.DisposeAsync();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var answer = await other.Send("GET", "/v1/probe");
            answer.AssertProblem(503, "DEPENDENCY_UNAVAILABLE");
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        await using var back = await FakeUpstream.Start(address);
        back.On(Everything, call => call.Send(new EverythingResponse()));
        await TestKit.Eventually.Within(TimeSpan.FromSeconds(60), async () => Assert.Equal(HttpStatusCode.OK, (await other.Send("GET", "/v1/probe")).Status));
    }

    [Fact]
    public async Task Service_AnsweringUnavailable_DoesNotOpenTheCircuit()
    {
        gateway.Upstream.On(Everything, call => call.Fail(GrpcErrors.Create(StatusCode.Unavailable, "DATABASE_AWAY", "Later.")));
        for (var attempt = 0; attempt < 10; attempt++)
        {
            (await gateway.Send("GET", "/v1/probe")).AssertProblem(503, "DATABASE_AWAY");
        }

        Assert.Equal(10, gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Trace_OfTheCaller_IsTheProblemsInstance()
    {
        var request = gateway.Request("GET", "/v1/nothing");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        Assert.Equal("urn:trace:0af7651916cd43dd8448eb211c80319c", (await gateway.Send(request)).AssertProblem(404, "ROUTE_UNKNOWN").GetProperty("instance").GetString());
    }
}
