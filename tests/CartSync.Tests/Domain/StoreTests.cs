using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class StoreTests
{
    // Monday to Friday 9 to 13 and 14 to 20, Saturday until midnight, Sunday from midnight to 2.
    private static readonly OpeningTimes Rome = new()
    {
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome"),
        Week =
        [
            .. Enumerable.Range(1, 5).SelectMany(day => new[] { new OpenSpan(day, 840, 1200), new OpenSpan(day, 540, 780) }),
            new OpenSpan(6, 600, 1440), new OpenSpan(7, 0, 120),
        ],
        SpecialDays = ImmutableDictionary<DateOnly, ImmutableArray<OpenSpan>>.Empty
            .Add(new DateOnly(2026, 12, 25), [])
            .Add(new DateOnly(2026, 12, 24), [new OpenSpan(0, 540, 720)]),
    };

    [Theory]
    [InlineData("2026-11-23T08:59+01:00", "opens 2026-11-23T09:00+01:00")]
    [InlineData("2026-11-23T09:00+01:00", "closes 2026-11-23T13:00+01:00")]
    [InlineData("2026-11-23T13:00+01:00", "opens 2026-11-23T14:00+01:00")]
    [InlineData("2026-11-27T20:00+01:00", "opens 2026-11-28T10:00+01:00")]
    [InlineData("2026-11-28T23:00+01:00", "closes 2026-11-29T02:00+01:00")]
    [InlineData("2026-11-29T02:00+01:00", "opens 2026-11-30T09:00+01:00")]
    [InlineData("2026-12-24T12:00+01:00", "opens 2026-12-26T10:00+01:00")]
    [InlineData("2026-07-06T07:30Z", "closes 2026-07-06T13:00+02:00")]
    public void At_TellsByTheStoresOwnClock(string now, string expected)
    {
        var opening = Rome.At(Time(now));
        Assert.Equal(expected.StartsWith("closes", StringComparison.Ordinal), opening.IsOpen);
        Assert.Equal(Time(expected.Split(' ')[1]), opening.IsOpen ? opening.ClosesAt : opening.OpensAt);
        Assert.Null(opening.IsOpen ? opening.OpensAt : opening.ClosesAt);
    }

    [Fact]
    public void At_WhenTheClocksChange_GoesByThem()
    {
        // 2027-03-28 02:30 does not exist, 2026-10-25 02:30 comes twice.
        var night = Rome with { Week = [new OpenSpan(7, 150, 240)] };
        Assert.Equal(Time("2027-03-28T03:30+02:00"), night.At(Time("2027-03-28T00:00+01:00")).OpensAt);
        Assert.Equal(Time("2026-10-25T02:30+02:00"), night.At(Time("2026-10-25T00:00+02:00")).OpensAt);
        Assert.Equal(Time("2026-10-25T04:00+01:00"), night.At(Time("2026-10-25T02:30+02:00")).ClosesAt);
    }

    [Fact]
    public void At_AlwaysOpenOrNever_HasNoEndAndNoBeginning()
    {
        var always = Rome with { SpecialDays = ImmutableDictionary<DateOnly, ImmutableArray<OpenSpan>>.Empty, Week = [.. Enumerable.Range(1, 7).Select(day => new OpenSpan(day, 0, 1440))] };
        Assert.Equal(new Opening(true, null, null), always.At(Given.Now));
        Assert.Equal(default, (always with { Week = [] }).At(Given.Now));
    }

    [Theory]
    [InlineData(0, 179.5, 0, -179.5, 111.195)]
    [InlineData(90, 0, 90, 180, 0)]
    [InlineData(89, 0, 89, 180, 222.39)]
    [InlineData(90, 12, -90, -70, 20015.115)]
    [InlineData(41.9, 12.5, 45.46, 9.19, 477.2)]
    [InlineData(0, 0, 0, 180, 20015.115)]
    public void DistanceKm_IsRightAcrossTheDateLineAndAtThePoles(double latitude1, double longitude1, double latitude2, double longitude2, double km)
    {
        Assert.Equal(km, StorePlace.DistanceKm((latitude1, longitude1), (latitude2, longitude2)), 0.5);
        Assert.Equal(km, StorePlace.DistanceKm((latitude2, longitude2), (latitude1, longitude1)), 0.5);
    }

    [Fact]
    public void Bundle_PartWithoutAnyStock_DoesNotLimit()
    {
        var known = new CatalogueItem { Sku = "A", Price = Platform.Domain.UnitPrice.Parse("EUR", "0.0001"), ShippableQuantity = 7, StoreQuantities = Stock(("rome", 5), ("milan", 1)) };
        var part = known with { Sku = "B", ShippableQuantity = null, StoreQuantities = StockByStore.Empty };
        var bundle = Bundles.Assemble(new CatalogueItem { Sku = "SET" }, [(known, 2), (part, 3)], "EUR");
        Assert.Equal(("0.0005", 3), (bundle.PriceText, bundle.ShippableQuantity));
        Assert.Equal([KeyValuePair.Create("milan", 0L), KeyValuePair.Create("rome", 2L)], bundle.StoreQuantities.Levels);
        Assert.Null(Bundles.Assemble(new CatalogueItem { Sku = "SET" }, [(part, 3)], "EUR").ShippableQuantity);
        Assert.Equal(LineAvailability.Discontinued, Bundles.Assemble(bundle, [(null, 1)], "EUR").AvailabilityOf(1, null));
    }

    private static StockByStore Stock(params (string Store, long Quantity)[] levels) => StockByStore.Of(levels.Select(level => KeyValuePair.Create(level.Store, level.Quantity)));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
