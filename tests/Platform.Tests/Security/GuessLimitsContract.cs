using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Security;

/// <summary>Wrong tries are limited, right ones are not: counted within a process, and by several together.</summary>
public abstract class GuessLimitsContract : IAsyncLifetime
{
    private readonly GuessKind kind = new($"test-{Guid.NewGuid():N}") { PerSubject = 3, PerAddress = 5, PerCode = 6, PerCodeAndAddress = 4 };
    private GuessLimits limits = null!;

    /// <summary>The same limits at another replica; the same one where there is none.</summary>
    protected GuessLimits Other { get; set; } = null!;

    public async Task InitializeAsync() => (limits, Other) = await Start();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    internal abstract Task<(GuessLimits, GuessLimits)> Start();

    [Fact]
    public async Task Reserve_OneSubject_IsStoppedAtItsLimit_AlsoWhileNobodyKnowsWhetherTheyAreWrong()
    {
        var open = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => limits.Reserve(kind, Guest("anna", "here"), [$"code-{i}"])));
        await Refused(Other, Guest("anna", "there"), "code-9");
        foreach (var guess in open)
        {
            guess.WasWrong();
            await guess.DisposeAsync();
        }

        await Refused(limits, Guest("anna", "there"), "code-9");
        await Wrong(limits, Guest("bea", "there"), "code-9");
    }

    [Fact]
    public async Task Reserve_ManyAtOnce_AllowsNoMoreThanTheLimit()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            try
            {
                var guess = await (i % 2 == 0 ? limits : Other).Reserve(kind, Guest("anna", $"address-{i}"), [$"code-{i}"]);
                guess.WasWrong();
                await guess.DisposeAsync();
                return 1;
            }
            catch (RpcException refused) when (refused.Reason() == "RATE_LIMITED")
            {
                return 0;
            }
        }));
        Assert.Equal(3, results.Sum());
    }

    [Fact]
    public async Task Reserve_RightOnes_LeaveNoTrace()
    {
        for (var i = 0; i < 20; i++)
        {
            await using var right = await (i % 2 == 0 ? limits : Other).Reserve(kind, Guest("anna", "here"), ["code"]);
        }

        await Wrong(limits, Guest("anna", "here"), "a");
        await Wrong(Other, Guest("anna", "here"), "b");
        await Wrong(limits, Guest("anna", "here"), "c");
        await Refused(Other, Guest("anna", "here"), "d");
    }

    [Fact]
    public async Task Reserve_GuestsOfOneAddress_ShareItsBudget_WhichStopsNeitherCustomersNorTillsThere()
    {
        for (var i = 0; i < 5; i++)
        {
            await Wrong(limits, Guest($"guest-{i}", "wifi"), $"code-{i}");
        }

        await Refused(limits, Guest("guest-9", "wifi"), "code-9");
        await Refused(limits, new Guesser(Role.Unspecified, "", "wifi"), "code-9");
        await Wrong(limits, new Guesser(Role.Customer, "carla", "wifi"), "code-9");
        await Wrong(limits, new Guesser(Role.Terminal, "till-1", "wifi"), "code-9");
        await Wrong(limits, new Guesser(Role.Associate, "associate-1", "wifi"), "code-9");
        await Wrong(limits, Guest("guest-9", "elsewhere"), "code-9");
    }

    [Fact]
    public async Task Reserve_ANumberWithoutTriesLeft_StopsOthers_NeverWhoseItIs()
    {
        for (var i = 0; i < 6; i++)
        {
            await Wrong(limits, Guest($"guest-{i}", $"address-{i % 2}"), "O-NUMBER");
        }

        await Refused(Other, Guest("stranger", "fresh"), "O-NUMBER");
        await using (await Other.Reserve(kind, Guest("owner", "fresh"), ["O-NUMBER"], _ => Task.FromResult(true)))
        {
            await Refused(Other, Guest("stranger", "fresh"), "O-NUMBER");
        }

        var asked = new List<string>();
        await Assert.ThrowsAnyAsync<RpcException>(() => Other.Reserve(kind, Guest("owner", "fresh"), ["other", "O-NUMBER"], code =>
        {
            asked.Add(code);
            return Task.FromResult(code == "other");
        }));
        Assert.Equal(["O-NUMBER"], asked);

        // What is the caller's own limit, owning the number does not lift.
        for (var i = 0; i < 3; i++)
        {
            await Wrong(limits, Guest("owner", "fresh"), $"code-{i}");
        }

        await Assert.ThrowsAnyAsync<RpcException>(() => limits.Reserve(kind, Guest("owner", "fresh"), ["O-NUMBER"], _ => Task.FromResult(true)));
    }

    [Fact]
    public async Task Reserve_OneAddress_CannotUseUpANumberAlone()
    {
        for (var i = 0; i < 4; i++)
        {
            await Wrong(limits, Guest($"guest-{i}", "here"), "O-NUMBER");
        }

        await Refused(Other, Guest("guest-9", "here"), "O-NUMBER");
        await Wrong(Other, Guest("guest-9", "there"), "O-NUMBER");
    }

    [Fact]
    public async Task WasWrong_OfOneOfSeveral_CountsThatOneOnly()
    {
        for (var i = 0; i < 6; i++)
        {
            await using var guess = await limits.Reserve(kind, Guest($"guest-{i}", $"address-{i}"), ["good", "bad"]);
            guess.WasWrong("bad");
        }

        await Refused(limits, Guest("anna", "here"), "bad");
        await Wrong(limits, Guest("anna", "here"), "good");
    }

    [Fact]
    public async Task Reserve_ForAService_IsNotLimited()
    {
        for (var i = 0; i < 20; i++)
        {
            await Wrong(limits, new Guesser(Role.Service, "shop", "cluster"), "code");
        }
    }

    protected static Guesser Guest(string subject, string address) => new(Role.Guest, subject, address);

    protected async Task Wrong(GuessLimits at, Guesser who, string code)
    {
        await using var guess = await at.Reserve(kind, who, [code]);
        guess.WasWrong();
    }

    protected async Task<TimeSpan> Refused(GuessLimits at, Guesser who, string code)
    {
        var refused = await Assert.ThrowsAnyAsync<RpcException>(() => at.Reserve(kind, who, [code], _ => Task.FromResult(false)));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.StatusCode, refused.Reason()));
        return refused.Detail<Google.Rpc.RetryInfo>()!.RetryDelay.ToTimeSpan();
    }
}

public sealed class LocalGuessLimitsTests : GuessLimitsContract
{
    private readonly SetClock clock = new();

    internal override Task<(GuessLimits, GuessLimits)> Start()
    {
        var limits = new GuessLimits(clock);
        return Task.FromResult((limits, limits));
    }

    [Fact]
    public async Task Wrong_CountsForAMinute_UnderEachKey()
    {
        for (var i = 0; i < 5; i++)
        {
            await Wrong(Other, Guest($"guest-{i}", "here"), $"code-{i}");
            clock.Pass(TimeSpan.FromSeconds(10));
        }

        // What one budget refuses counts for no other.
        Assert.Equal(TimeSpan.FromSeconds(10), await Refused(Other, Guest("anna", "here"), "x"));
        Assert.Equal(TimeSpan.FromSeconds(10), await Refused(Other, Guest("anna", "here"), "x"));
        clock.Pass(TimeSpan.FromSeconds(10));
        await Wrong(Other, Guest("anna", "here"), "x");
        await Wrong(Other, Guest("anna", "there"), "y");
        await Wrong(Other, Guest("anna", "elsewhere"), "z");
        Assert.Equal(TimeSpan.FromMinutes(1), await Refused(Other, Guest("anna", "anywhere"), "x"));
    }

    [Fact]
    public async Task Wrong_OfManySubjects_ForgetsNoneThatStillCounts()
    {
        for (var i = 0; i < 3_000; i++)
        {
            await Wrong(Other, Guest($"guest-{i}", $"address-{i}"), $"code-{i}");
            await Wrong(Other, Guest("anna", $"annas-{i}"), $"her-{i}");
            clock.Pass(TimeSpan.FromSeconds(20));
        }

        // Two within the last minute, of which the first is forty seconds old.
        await Wrong(Other, Guest("anna", "here"), "x");
        Assert.Equal(TimeSpan.FromSeconds(20), await Refused(Other, Guest("anna", "here"), "y"));
    }

    private sealed class SetClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Pass(TimeSpan time) => ticks += time.Ticks;
    }
}
