using System.Globalization;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Places;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Tests.Places;

public sealed class ScanTimeTests
{
    private static readonly ScanPlace Nowhere = new("", "", "");
    private static readonly CarrierCatalogue Carriers = CarrierCatalogue.Embedded();

    [Theory]
    [InlineData("2026-03-04T12:00:00", "", "", "JP", "03:00")]
    [InlineData("2026-03-04T12:00:00", "", "", "Japan", "03:00")]
    [InlineData("2026-03-04T12:00:00", "Roma", "", "IT", "11:00")]
    [InlineData("2026-07-04T12:00:00", "Roma", "", "IT", "10:00")]
    [InlineData("2026-03-04T12:00:00", "PARAMUS", "NJ", "US", "17:00")]
    [InlineData("2026-03-04T12:00:00", "Carson", "ca", "us", "20:00")]
    [InlineData("2026-03-04T12:00:00", "São Paulo", "", "BR", "15:00")]
    [InlineData("2026-03-04T12:00:00", "Perth", "", "AU", "04:00")]
    [InlineData("2026-03-04T12:00:00", "Urumqi", "XJ", "CN", "04:00")]
    [InlineData("2026-03-04T12:00:00", "Berlin", "", "DE", "11:00")]
    public void Local_PlaceWithOneClock_IsReadThere_AndCertain(string shown, string city, string state, string country, string utc)
    {
        var time = ScanTime.Local(At(shown), new ScanPlace(city, state, country), LocalDays.In("Europe/Paris"));
        Assert.Equal((utc, TimeBasis.Place, TimeSpan.Zero), (Clock(time), time.Basis, time.UncertainBy));
    }

    [Fact]
    public void Local_NoPlace_IsReadWhereTheCarrierWrites()
    {
        var time = ScanTime.Local(At("2026-03-04T12:00:00"), Nowhere, LocalDays.In("Europe/Berlin"));
        Assert.Equal(("11:00", TimeBasis.CarrierHome, TimeSpan.Zero), (Clock(time), time.Basis, time.UncertainBy));
    }

    [Fact]
    public void Local_NoPlaceAndNoHome_IsUtc_AndCanBeAnywhereOnEarth()
    {
        var time = ScanTime.Local(At("2026-03-04T12:00:00"), Nowhere, null);
        Assert.Equal(("12:00", TimeBasis.Unknown, TimeSpan.FromHours(14)), (Clock(time), time.Basis, time.UncertainBy));
    }

    [Theory]
    [InlineData("FL", "US", 1)]
    [InlineData("", "US", 6)]
    [InlineData("", "RU", 11)]
    public void Local_PlaceWithSeveralClocks_IsUncertainByAsMuchAsTheyDiffer(string state, string country, int atLeastHours)
    {
        var time = ScanTime.Local(At("2026-01-04T12:00:00"), new ScanPlace("", state, country), null);

        Assert.Equal(TimeBasis.Unknown, time.Basis);
        Assert.InRange(time.UncertainBy, TimeSpan.FromHours(state.Length > 0 ? 1 : 5), TimeSpan.FromHours(atLeastHours));
    }

    [Fact]
    public void Local_HomeOfAnotherCountry_SaysNothing()
    {
        var inIndiana = ScanTime.Local(At("2026-03-04T12:00:00"), new ScanPlace("", "IN", "US"), LocalDays.In("Europe/Berlin"));
        Assert.Equal((TimeBasis.Unknown, "17:00"), (inIndiana.Basis, Clock(inIndiana)));
    }

    [Theory]
    [InlineData("2026-10-25T02:30:00", "00:30")]
    [InlineData("2026-03-29T02:30:00", "01:00")]
    public void Local_TimeThatClocksShowTwiceOrNever_IsUncertainByTheJump(string shown, string utc)
    {
        var time = ScanTime.Local(At(shown), new ScanPlace("", "", "IT"), null);
        Assert.Equal((utc, TimeBasis.Place, TimeSpan.FromHours(1)), (Clock(time), time.Basis, time.UncertainBy));
    }

    [Theory]
    [InlineData("""{"date":"20260304","time":"120000","gmtOffset":"-05:00"}""", "17:00", TimeBasis.Offset)]
    [InlineData("""{"date":"20260304","time":"120000","gmtDate":"20260304","gmtTime":"17:00:00"}""", "17:00", TimeBasis.Offset)]
    [InlineData("""{"date":"20260304","time":"120000","location":{"address":{"countryCode":"JP"}}}""", "03:00", TimeBasis.Place)]
    [InlineData("""{"date":"20260304","time":"120000"}""", "12:00", TimeBasis.Unknown)]
    public void Read_Ups(string activity, string utc, TimeBasis basis) =>
        Check("ups", $$$"""{"trackResponse":{"shipment":[{"package":[{"trackingNumber":"1Z1","activity":[{{{activity[..^1]}}},"status":{"code":"FS"}}]}]}]}}""", utc, basis);

    [Theory]
    [InlineData("\"timestamp\":\"2026-03-04T12:00:00\"", "11:00", TimeBasis.Place)]
    [InlineData("\"timestamp\":\"2026-03-04T12:00:00-05:00\"", "17:00", TimeBasis.Offset)]
    [InlineData("\"timestamp\":\"2026-03-04T12:00:00.123Z\"", "12:00", TimeBasis.Offset)]
    public void Read_Dhl(string timestamp, string utc, TimeBasis basis) =>
        Check("dhl", $$$"""{"shipments":[{"id":"1","events":[{{{{timestamp}}},"location":{"address":{"countryCode":"NL"}},"statusCode":"delivered"}]}]}""", utc, basis);

    [Theory]
    [InlineData("\"eventState\":\"NY\"", "17:00", TimeBasis.Place, 0)]
    [InlineData("\"eventState\":\"TX\"", "18:00", TimeBasis.Unknown, 1)]
    [InlineData("\"eventState\":\"FL\"", "17:00", TimeBasis.CarrierHome, 1)]
    [InlineData("\"eventState\":\"TX\",\"GMTOffset\":\"-06:00\"", "18:00", TimeBasis.Offset, 0)]
    [InlineData("\"eventCountry\":\"JAPAN\"", "03:00", TimeBasis.Place, 0)]
    public void Read_Usps(string place, string utc, TimeBasis basis, int uncertainHours) =>
        Check("usps", $$$"""{"trackingNumber":"1","trackingEvents":[{"eventTimestamp":"2026-03-04T12:00:00",{{{place}}},"eventCode":"01"}]}""", utc, basis, uncertainHours);

    [Fact]
    public void Delivery_OfAnUncertainTime_CountsFromTheEarliestThatItCanBe_UnlessACertainOneCameFirst()
    {
        var guess = Some.Event(ShipmentStatus.Delivered, 30) with { TimeBasis = TimeBasis.Unknown, UncertainBy = TimeSpan.FromHours(14) };
        var certain = Some.Event(ShipmentStatus.Delivered, 29);

        Assert.Equal(Some.Monday.AddHours(16), ParcelState.Fold(Some.Monday, [guess]).DeliveredFrom);
        Assert.Equal(Some.Monday.AddHours(29), ParcelState.Fold(Some.Monday, [certain, guess]).DeliveredFrom);
        Assert.Equal((false, true), (guess.IsTimeCertain, certain.IsTimeCertain));
    }

    private static void Check(string carrier, string document, string utc, TimeBasis basis, int? uncertainHours = null)
    {
        var e = Assert.Single(Carriers.Read(carrier, document, new Receipt("", "webhook", new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero))).Value.Events).Event;

        Assert.Equal((utc, basis), (e.OccurredAt.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture), e.TimeBasis));
        Assert.Equal(uncertainHours ?? (basis is TimeBasis.Unknown ? 14 : 0), e.UncertainBy.TotalHours);
    }

    private static DateTime At(string shown) => DateTime.Parse(shown, CultureInfo.InvariantCulture);

    private static string Clock(ScanTime time) => time.At.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
}
