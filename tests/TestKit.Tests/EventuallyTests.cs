namespace Omnichannel.TestKit.Tests;

public sealed class EventuallyTests
{
    private static readonly TimeSpan _generous = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Within_ReturnsAsSoonAsItHolds()
    {
        var asked = 0;
        Assert.Equal(3, await Eventually.Within(_generous, () => ++asked == 3 ? Task.FromResult(asked) : throw new InvalidOperationException("not yet")));
    }

    [Fact]
    public async Task Within_ThrowsTheLastFailure()
    {
        var asked = 0;
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Eventually.Within(TimeSpan.FromMilliseconds(50), () => throw new InvalidOperationException($"failure {++asked}")));
        Assert.Equal($"failure {asked}", failure.Message);
        Assert.True(asked > 1);
    }

    [Fact]
    public async Task True_SaysWhatWasWaitedFor()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.True(TimeSpan.FromMilliseconds(20), "the order is delivered", () => false));
        Assert.Contains("the order is delivered", failure.Message, StringComparison.Ordinal);
        await Eventually.True(_generous, "nothing", () => true);
    }
}
