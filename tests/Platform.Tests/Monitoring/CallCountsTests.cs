using Grpc.Core;
using Omnichannel.Platform.Monitoring;

namespace Omnichannel.Platform.Tests.Monitoring;

public sealed class CallCountsTests
{
    private readonly SetClock clock = new();
    private readonly CallCounts calls;

    public CallCountsTests() => calls = new CallCounts(clock);

    [Fact]
    public void Calls_CountForAMinute_AndNoLonger()
    {
        calls.Add(StatusCode.OK, TimeSpan.FromMilliseconds(300));
        clock.Pass(TimeSpan.FromSeconds(30));
        calls.Add(StatusCode.OK, TimeSpan.FromMilliseconds(20));
        clock.Pass(TimeSpan.FromSeconds(29));
        Assert.Equal(new CallTotals(2, 0, 0, TimeSpan.FromMilliseconds(300)), calls.Read());

        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(new CallTotals(1, 0, 0, TimeSpan.FromMilliseconds(20)), calls.Read());

        clock.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(default, calls.Read());
    }

    [Fact]
    public void Calls_AfterALongPause_TakeThePlaceOfOldOnes()
    {
        for (var second = 0; second < 100; second++)
        {
            calls.Add(StatusCode.Internal, TimeSpan.FromSeconds(9));
            clock.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(59, calls.Read().Count);
        clock.Pass(TimeSpan.FromMinutes(10));
        calls.Add(StatusCode.OK, TimeSpan.FromSeconds(1));
        Assert.Equal(new CallTotals(1, 0, 0, TimeSpan.FromSeconds(1)), calls.Read());
    }

    [Theory]
    [InlineData(StatusCode.OK, 0, 0)]
    [InlineData(StatusCode.Cancelled, 1, 0)]
    [InlineData(StatusCode.InvalidArgument, 1, 0)]
    [InlineData(StatusCode.NotFound, 1, 0)]
    [InlineData(StatusCode.AlreadyExists, 1, 0)]
    [InlineData(StatusCode.PermissionDenied, 1, 0)]
    [InlineData(StatusCode.Unauthenticated, 1, 0)]
    [InlineData(StatusCode.ResourceExhausted, 1, 0)]
    [InlineData(StatusCode.FailedPrecondition, 1, 0)]
    [InlineData(StatusCode.Aborted, 1, 0)]
    [InlineData(StatusCode.OutOfRange, 1, 0)]
    [InlineData(StatusCode.Unknown, 0, 1)]
    [InlineData(StatusCode.DeadlineExceeded, 0, 1)]
    [InlineData(StatusCode.Unimplemented, 0, 1)]
    [InlineData(StatusCode.Internal, 0, 1)]
    [InlineData(StatusCode.Unavailable, 0, 1)]
    [InlineData(StatusCode.DataLoss, 0, 1)]
    public void Errors_AreTheCallersOrTheServices(StatusCode status, long client, long server)
    {
        calls.Add(status, TimeSpan.FromSeconds(1));
        Assert.Equal(new CallTotals(1, client, server, TimeSpan.FromSeconds(1)), calls.Read());
    }

    [Fact]
    public void Streams_AreCounted_AndAreNotSlow()
    {
        calls.Add(StatusCode.OK, TimeSpan.FromMilliseconds(5));
        calls.Add(StatusCode.Unavailable, took: null);
        Assert.Equal(new CallTotals(2, 0, 1, TimeSpan.FromMilliseconds(5)), calls.Read());
    }

    private sealed class SetClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Pass(TimeSpan time) => ticks += time.Ticks;
    }
}
