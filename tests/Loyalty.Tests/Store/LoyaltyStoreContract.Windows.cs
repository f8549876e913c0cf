using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Points that wait for the end of return windows.</content>
public abstract partial class LoyaltyStoreContract
{
    [Theory]
    [InlineData("WPD")]
    [InlineData("PWD")]
    [InlineData("PDW")]
    public async Task ReturnWindow_DecidesWhenALineIsActive_WhateverComesFirst(string order)
    {
        await Publish(LoyaltyProgram.BuiltIn() with { EffectiveFrom = bench.Clock.Now, PendingUntil = PendingUntil.ReturnWindow });
        await bench.Enroll("m");
        var end = bench.Clock.Now.AddDays(30);
        foreach (var news in order)
        {
            await (news switch
            {
                'W' => Windows("o1", 2, ("l0", end)),
                'P' => bench.Place(bench.Order("o1", "m", 1_000, 2_000)),
                _ => bench.Deliver("o1"),
            });
        }

        await Windows("o1", 1, ("l0", end.AddDays(-25)), ("l1", end));
        await Windows("o1", 2, ("l0", end.AddDays(-25)));
        await bench.Advance(TimeSpan.FromDays(14));
        Assert.Equal((10, 20, 0, 0), await bench.Points("m"));
        await Windows("o1", 3, ("l0", end.AddDays(5)));
        await bench.Advance(TimeSpan.FromDays(16));
        Assert.Equal((10, 20, 0, 0), await bench.Points("m"));
        await bench.Advance(TimeSpan.FromDays(5));
        Assert.Equal((0, 30, 0, 0), await bench.Points("m"));
        await Windows("o1", 4, ("l0", end.AddDays(90)), ("l1", end.AddDays(90)));
        Assert.Equal((0, 30, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task ReturnWindow_MeansNothing_ToAProgramOfDays()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o1", "m", 1_000));
        await bench.Deliver("o1");
        await Windows("o1", 1, ("l0", bench.Clock.Now.AddDays(90)));

        await bench.Advance(TimeSpan.FromDays(14));

        Assert.Equal((0, 10, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task ReturnWindow_WhileItsOrderIsPlaced_IsNotLost()
    {
        await Publish(LoyaltyProgram.BuiltIn() with { EffectiveFrom = bench.Clock.Now, PendingUntil = PendingUntil.ReturnWindow });
        await bench.Enroll("m");
        var end = bench.Clock.Now.AddDays(3);

        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(i => new[] { bench.Place(bench.Order($"o{i}", "m", 1_000)), Windows($"o{i}", 1, ("l0", end)) }));

        await bench.Advance(TimeSpan.FromDays(3));
        Assert.Equal((0, 100, 0, 0), await bench.Points("m"));
    }

    private Task Windows(string orderId, long version, params (string Line, DateTimeOffset End)[] windows) =>
        bench.Apply(unit => bench.Orders.MoveWindows(unit, orderId, version, windows.ToDictionary(window => window.Line, window => window.End)));
}
