using System.Globalization;
using Omnichannel.CartSync.Store;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>
/// Devices, tills and agents share carts over a bad network and dying processes (README, "Simulation"). <c>OMNICHANNEL_SEEDS</c> sets how many seeds are played,
/// <c>OMNICHANNEL_SEED</c> plays one and tells what happens in it.
/// </summary>
public sealed class SimulationTests
{
    private const int Seeds = 10_000;

    [Fact]
    public void Carts_OverABadNetwork_LoseAndDoubleNothing()
    {
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_SEED") is { Length: > 0 } one)
        {
            var seed = int.Parse(one, CultureInfo.InvariantCulture);
            Assert.Fail(Simulation.Find(seed, 1, () => new MemoryStore()) ?? string.Join('\n', Simulation.Tell(seed, () => new MemoryStore())));
        }

        var seeds = Environment.GetEnvironmentVariable("OMNICHANNEL_SEEDS") is { Length: > 0 } many ? int.Parse(many, CultureInfo.InvariantCulture) : Seeds;
        var story = Simulation.Find(0, seeds, () => new MemoryStore());
        Assert.True(story is null, story);
    }

    [Fact]
    public void Seed_PlayedTwice_IsTheSameToTheLetter()
    {
        var story = Simulation.Tell(7, () => new MemoryStore());
        Assert.NotEmpty(story);
        Assert.Equal(story, Simulation.Tell(7, () => new MemoryStore()));
    }

    // What never happens proves nothing.
    [Fact]
    public void Stories_HaveInThemWhatTheyAreToPlay()
    {
        var told = string.Join('\n', Enumerable.Range(0, 300).SelectMany(seed => Simulation.Tell(seed, () => new MemoryStore())));
        foreach (var happening in new[]
        {
            "goes on with its place", "goes on with its commit", "goes on with its release", "goes on with its join", "goes on with its look into the archive", "commands become one write", "was too late with",
            "SOLD", "CART_IN_CHECKOUT", "CHECKOUT_CANCELLED", "CART_ALREADY_MERGED", "merged", "undone", "PRICE_CHANGED", "OUT_OF_STOCK", "NOT_FOR_SALE", "is discontinued", "per cent off",
            "is given up", "begins anew with", "dies before", "dies after", "is lost", "gets no answer", "failover",
            "goes on with its fence", "goes on with its publishing", "does not know what is left of what it did",
        })
        {
            Assert.Contains(happening, told, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("WRONG", told, StringComparison.Ordinal);
    }

    [Fact]
    public void StoreWithoutVersionCheck_IsFound() => IsFound(() => new WithoutVersionCheck());

    [Fact]
    public void StoreThatForgetsDevices_IsFound() => IsFound(() => new ForgetsDevices());

    [Fact]
    public void StoreThatForgetsPlainEdits_IsFound() => IsFound(() => new ForgetsEdits(), what: "is done twice");

    [Fact]
    public void StoreThatResurrectsOnMerge_IsFound() => IsFound(() => new ResurrectsOnConflict());

    [Fact]
    public void SagaThatTakesAnothersAnswer_IsFoundOnlyWhenSagasInterleave()
    {
        IsFound(() => new MemoryStore(), new Planted { Loyalty = (replica, books) => new SkipsWhatIsUnderWay(replica, books) });
        IsNotFound(new Planted { Loyalty = (replica, books) => new SkipsWhatIsUnderWay(replica, books), Interleaves = false });
    }

    [Fact]
    public void ServiceThatDoesNotWaitForTheStoresReplicas_IsFoundOnlyWhenStepsOfSagasAreLost()
    {
        IsFound(() => new MemoryStore(), new Planted { WaitsForReplicas = false });
        IsNotFound(new Planted { WaitsForReplicas = false, LosesSteps = false });
    }

    [Fact]
    public void RelayThatPublishesWhatMayBeLost_IsFoundOnlyWhenStepsOfSagasAreLost()
    {
        IsFound(() => new MemoryStore(), new Planted { PublishesWhatIsSafe = false });
        IsNotFound(new Planted { PublishesWhatIsSafe = false, LosesSteps = false });
    }

    [Fact]
    public void QueueThatMovesVersionsWithoutAChange_IsFound() =>
        IsFound(() => new MemoryStore(), new Planted { KeepsVersions = false }, "is refused for a change of");

    private static void IsNotFound(Planted planted)
    {
        var story = Simulation.Find(0, 1_000, () => new MemoryStore(), planted);
        Assert.True(story is null, story);
    }

    private static void IsFound(Func<ICartStore> store, Planted? planted = null, string what = "WRONG")
    {
        var story = Simulation.Find(0, Seeds, store, planted);
        Assert.NotNull(story);
        Assert.Contains(what, story);
    }
}
