using Grpc.Core;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Clients;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Clients;

public sealed class RenewedTokenTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly MovableClock clock = new();
    private readonly List<TaskCompletionSource<IssuedToken>> requests = [];
    private readonly Failures failures = new();
    private readonly RenewedToken token;

    public RenewedTokenTests() => token = new RenewedToken(
        _ =>
        {
            lock (requests)
            {
                requests.Add(new TaskCompletionSource<IssuedToken>(TaskCreationOptions.RunContinuationsAsynchronously));
                return requests[^1].Task;
            }
        },
        clock,
        failures);

    [Fact]
    public async Task ManyCallsAtOnce_MakeOneRequest()
    {
        var calls = Enumerable.Range(0, 50).Select(_ => token.Get(CancellationToken.None).AsTask()).ToList();
        await Answer(1, "one");

        Assert.All(await Task.WhenAll(calls), text => Assert.Equal("one", text));
        Assert.Single(requests);
    }

    [Fact]
    public async Task HalfOfItsTimeOver_CallsGoOnWithIt_WhileItIsRenewed()
    {
        await First();
        clock.Move(TimeSpan.FromSeconds(29));
        Assert.Equal("one", await token.Get(CancellationToken.None));
        Assert.Single(requests);
        clock.Move(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("one", await token.Get(CancellationToken.None));
        }

        await Answer(2, "two");

        await Becomes("two");
        Assert.Equal(2, requests.Count);
    }

    [Fact]
    public async Task FailedRenewal_IsTriedAgainAfterGrowingPauses_WhileTheOldOneIsGood()
    {
        await First();
        clock.Move(TimeSpan.FromSeconds(31));
        for (var failed = 2; failed < 6; failed++)
        {
            await IsAsked(failed);
            await Fail(failed);
            Assert.Equal("one", await token.Get(CancellationToken.None));
            clock.Move(TimeSpan.FromMilliseconds(100));
            Assert.Equal("one", await token.Get(CancellationToken.None));
            Assert.Equal(failed, requests.Count);

            // The longest pause after this many failures.
            clock.Move(TimeSpan.FromMilliseconds(250 * Math.Pow(2, failed - 2)));
            await IsAsked(failed + 1);
        }

        await Answer(6, "two");
        await Becomes("two");
    }

    [Fact]
    public async Task TokenThatHasEnded_IsNotShown_AndTheIssuerIsNotAskedForEachCall()
    {
        await First();
        clock.Move(TimeSpan.FromSeconds(61));
        var waiting = token.Get(CancellationToken.None).AsTask();
        await Fail(2);

        for (var i = 0; i < 5; i++)
        {
            var error = await Assert.ThrowsAnyAsync<RpcException>(i == 0 ? () => waiting : async () => await token.Get(CancellationToken.None));
            Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        }

        Assert.Equal(2, requests.Count);
        clock.Move(TimeSpan.FromSeconds(1));
        var after = token.Get(CancellationToken.None).AsTask();
        await Answer(3, "two");
        Assert.Equal("two", await after);
    }

    [Fact]
    public async Task CallThatIsGivenUp_EndsNobodyElsesWait()
    {
        using var impatient = new CancellationTokenSource();
        var given = token.Get(impatient.Token).AsTask();
        var patient = token.Get(CancellationToken.None).AsTask();
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await Answer(1, "one");
        Assert.Equal("one", await patient);
    }

    private async Task First()
    {
        var call = token.Get(CancellationToken.None).AsTask();
        await Answer(1, "one");
        Assert.Equal("one", await call);
    }

    private async Task Answer(int request, string text) => (await Request(request)).SetResult(new IssuedToken(text, TimeSpan.FromMinutes(1)));

    private async Task Fail(int request)
    {
        var before = failures.Count;
        (await Request(request)).SetException(new HttpRequestException("away"));
        await Eventually.True(Limit, "the failure is noted", () => failures.Count > before);
    }

    private async Task<TaskCompletionSource<IssuedToken>> Request(int number)
    {
        await Eventually.True(Limit, $"request {number} is made", () => requests.Count >= number);
        return requests[number - 1];
    }

    /// <summary>Calls until the issuer has been asked that often; they all get the token that there is.</summary>
    private Task IsAsked(int times) => Eventually.True(Limit, $"the issuer is asked {times} times", async () =>
    {
        Assert.Equal("one", await token.Get(CancellationToken.None));
        return requests.Count >= times;
    });

    private Task Becomes(string text) => Eventually.True(Limit, $"the token is {text}", async () => await token.Get(CancellationToken.None) == text);

    private sealed class Failures : ILogger
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Interlocked.Increment(ref count);
    }

    private sealed class MovableClock : TimeProvider
    {
        private long moved;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref moved);

        public void Move(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);
    }
}
