using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Tests.Security;

public sealed class GuessLimitTests
{
    private readonly SetClock clock = new();
    private readonly GuessLimit<(string Subject, string Address)> limit;

    public GuessLimitTests() => limit = new(clock, (3, guess => guess.Subject), (5, guess => guess.Address));

    [Fact]
    public void Reserve_BeforeTheFirstIsKnownToBeWrong_AllowsNoMoreThanTheLimit()
    {
        var open = Enumerable.Range(0, 3).Select(_ => limit.Reserve(("anna", "here"))).ToArray();
        Refused("anna", "here");
        foreach (var guess in open)
        {
            guess.WasWrong();
            guess.Dispose();
        }

        Refused("anna", "here");
    }

    [Fact]
    public void Reserve_OfARightGuess_IsGivenBack()
    {
        for (var i = 0; i < 20; i++)
        {
            limit.Reserve(("anna", "here")).Dispose();
        }

        limit.Count(("anna", "here"));
        limit.Count(("anna", "here"));
        using (limit.Reserve(("anna", "here")))
        {
            Refused("anna", "here");
        }

        limit.Count(("anna", "here"));
        Refused("anna", "here");
    }

    [Fact]
    public void Count_UnderEachKey_ForAMinute()
    {
        for (var i = 0; i < 5; i++)
        {
            limit.Count(($"guest-{i}", "here"));
            clock.Pass(TimeSpan.FromSeconds(10));
        }

        // What one rule refuses counts for no other.
        Assert.Equal(TimeSpan.FromSeconds(10), Refused("anna", "here"));
        Assert.Equal(TimeSpan.FromSeconds(10), Refused("anna", "here"));
        clock.Pass(TimeSpan.FromSeconds(10));
        limit.Count(("anna", "here"));
        limit.Count(("anna", "there"));
        limit.Count(("anna", "elsewhere"));
        Assert.Equal(TimeSpan.FromMinutes(1), Refused("anna", "anywhere"));
    }

    [Fact]
    public void Count_OfManySubjects_ForgetsNoneThatStillCounts()
    {
        for (var i = 0; i < 5_000; i++)
        {
            limit.Count(($"guest-{i}", $"address-{i}"));
            limit.Count(("anna", $"annas-{i}"));
            clock.Pass(TimeSpan.FromSeconds(20));
        }

        // Two within the last minute, of which the first is forty seconds old.
        limit.Count(("anna", "here"));
        Assert.Equal(TimeSpan.FromSeconds(20), Refused("anna", "here"));
    }

    private TimeSpan Refused(string subject, string address)
    {
        var refused = Assert.ThrowsAny<RpcException>(() => limit.Count((subject, address)));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.StatusCode, refused.Reason()));
        return refused.Detail<Google.Rpc.RetryInfo>()!.RetryDelay.ToTimeSpan();
    }

    private sealed class SetClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Pass(TimeSpan time) => ticks += time.Ticks;
    }
}
