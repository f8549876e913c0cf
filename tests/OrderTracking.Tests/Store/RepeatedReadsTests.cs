using Omnichannel.OrderTracking.Store;

namespace Omnichannel.OrderTracking.Tests.Store;

public class RepeatedReadsTests
{
    private const int Many = 20_000;

    [Fact]
    public void IsSecond_OfAVersion_IsSaidOnce()
    {
        var reads = new RepeatedReads();

        Assert.Equal([false, true, false, false], Enumerable.Range(0, 4).Select(_ => reads.IsSecond("order-1", 7)));
        Assert.Equal([false, true, false, false], Enumerable.Range(0, 4).Select(_ => reads.IsSecond("order-1", 8)));
        Assert.False(reads.IsSecond("order-1", 7));
    }

    [Fact]
    public void IsSecond_OfManyOrdersInTurn_IsSaidOfNearlyAll_AndOfNoneThatIsReadOnce()
    {
        var reads = new RepeatedReads();
        var said = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, Many).Count(i => reads.IsSecond($"order-{i}", 1))).ToList();

        Assert.InRange(said[0], 0, Many / 1_000);
        Assert.InRange(said[1], Many * 99 / 100, Many);
        Assert.InRange(said[2] + said[3], 0, Many / 100);
    }
}
