using System.Globalization;
using System.Reflection;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.TestKit;

namespace Omnichannel.OrderTracking.Tests.Carriers;

public sealed class CarrierCatalogueTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 7, 0, 0, 0, TimeSpan.Zero);
    private static readonly CarrierCatalogue Carriers = CarrierCatalogue.Embedded();

    [Fact]
    public void Embedded_ReadsTheDocumentsOfTheCarriersThatWePromise() => Assert.All(
        new[]
        {
            "asendia", "australiapost", "dhl", "fedex", "gls", "hermes", "laposte", "mydhl", "parcelone", "seko", "sendle", "smartkargo", "spring", "teleship", "ups", "usps",
        },
        carrier => Assert.NotEqual("CARRIER_UNKNOWN", Carriers.Read(carrier, "{}", new Receipt("", "webhook", Now)) is { IsAccepted: false } read ? read.Refusal!.Reason : ""));

    [Theory]
    [InlineData("dhl", "00340434161094022115", "Pending 03-02T18:00|InTransit 03-03T05:12|Unspecified 03-03T06:00|Delivered 03-04T10:32")]
    [InlineData("ups", "1Z999AA10123456784", "Pending 03-02T09:00|InTransit 03-03T08:00|DeliveryFailed 03-03T15:00|Delivered 03-04T11:00")]
    [InlineData("fedex", "794887075005", "PickedUp 03-02T19:01|OutForDelivery 03-04T16:10")]
    [InlineData("usps", "9400100000000000000000", "Pending 03-01T16:32|OutForDelivery 03-05T14:10|ReturnToSender 03-05T18:58")]
    [InlineData("gls", "12345678901", "Pending 03-01T08:30|DeliveryFailed 03-03T09:46|Delivered 03-04T09:46")]
    public void Read_OwnPayloads_UnderstandsEveryEvent(string carrier, string number, string expected)
    {
        var events = Scans(carrier, Payload(carrier));

        Assert.All(events, e => Assert.Equal(number, e.TrackingNumber));
        Assert.Equal(expected.Split('|'), Described(events));
        Assert.Equal(events.Count, events.Select(e => e.Event.EventId).Distinct().Count());
    }

    [Fact]
    public void Read_UnknownCode_KeepsTheRawText_AndMeansNothing()
    {
        var unknown = Scans("dhl", Payload("dhl")).Single(e => e.Event.Status is ShipmentStatus.Unspecified).Event;

        Assert.Equal("quantum", unknown.CarrierStatusCode);
        Assert.Equal("Nobody knows", unknown.Description);
    }

    [Fact]
    public void Read_Forecast_IsAnEventOfItsOwn_WithWhatIsEstimated()
    {
        var forecast = Assert.Single(Read("fedex", Payload("fedex")).Events, e => e.Event.IsForecast).Event;

        Assert.Equal(new DateTimeOffset(2026, 3, 6, 18, 0, 0, TimeSpan.FromHours(-6)), forecast.EstimatedDeliveryAt);
        Assert.Equal((Now, ShipmentStatus.Unspecified), (forecast.OccurredAt, forecast.Status));
    }

    [Fact]
    public void Read_TheSameDocumentWithAnotherEstimate_ChangesTheForecastAlone()
    {
        var first = Read("dhl", Payload("dhl")).Events;
        var moved = Read("dhl", Payload("dhl").Replace("2026-03-05T12:00:00", "2026-03-07T12:00:00", StringComparison.Ordinal), Now.AddHours(1)).Events;
        var parcel = new Shipment { ShipmentId = "p", CarrierCode = "dhl", Lines = [], CreatedAt = Now }.With(first.Select(e => e.Event));

        var then = parcel.With(moved.Select(e => e.Event));

        Assert.Equal(parcel.Events.Count + 1, then.Events.Count);
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 11, 0, 0, TimeSpan.Zero), parcel.EstimatedDeliveryAt);
        Assert.Equal(new DateTimeOffset(2026, 3, 7, 11, 0, 0, TimeSpan.Zero), then.EstimatedDeliveryAt);
        Assert.Equal(then.Events, then.With(first.Select(e => e.Event)).Events);
    }

    [Fact]
    public void Read_OneUnreadableEvent_LosesNoneOfTheOthers()
    {
        const string Payload = """
            {"shipments":[{"id":"1","events":[{"statusCode":"transit"},{"statusCode":"transit","timestamp":"0001-01-01T00:00:00Z"},
            {"statusCode":"delivered","timestamp":"2062-03-04T11:32:10Z"},{"statusCode":"delivered","timestamp":"2026-03-04T11:32:10Z"}]},{"events":[]}]}
            """;

        var read = Read("dhl", Payload);

        Assert.Equal(["Delivered 03-04T11:32"], Described(read.Events));
        Assert.Equal(4, read.Unreadable);
    }

    [Fact]
    public void Read_TwoEventsOfOneCodeAndSecond_AreTwoWherePlaceOrTextDiffer()
    {
        static string At(string place, string text) =>
            $$$$"""{"timestamp":"2026-03-04T11:32:10Z","statusCode":"transit","description":"{{{{text}}}}","location":{"address":{"addressLocality":"{{{{place}}}}"}}}""";
        var payload = $$"""{"shipments":[{"id":"1","events":[{{At("Roma", "Arrived")}},{{At("Milano", "Arrived")}},{{At("Roma", "Sorted")}},{{At("Roma", "Sorted")}}]}]}""";

        Assert.Equal(3, Read("dhl", payload).Events.Select(e => e.Event.EventId).Distinct().Count());
    }

    [Fact]
    public void Read_DocumentThatNamesNoParcel_IsOfTheOneThatItWasAskedFor()
    {
        const string Payload = """{"tracking_events":[{"event_type":"Delivered","scan_time":"2026-03-04T11:32:10Z","description":"In your mailbox!"}]}""";

        var e = Assert.Single(Carriers.Read("sendle", Payload, new Receipt("S-1", "poll", Now)).Value.Events);
        Assert.Equal(("S-1", ShipmentStatus.Delivered, ShipmentReason.Mailbox, "poll"), (e.TrackingNumber, e.Event.Status, e.Event.Reason, e.Event.Source));
        Assert.Equal("TRACKING_NUMBER_REQUIRED", Carriers.Read("sendle", Payload, new Receipt("", "poll", Now)).Refusal!.Reason);
    }

    [Fact]
    public void Read_ReasonsAreNormalised() =>
        Assert.Equal(ShipmentReason.AddressUnknown, Scans("usps", Payload("usps")).Single(e => e.Event.CarrierStatusCode == "21").Event.Reason);

    [Fact]
    public void Read_TheSameDocumentTwice_GivesTheSameEventIds() =>
        Assert.Equal(
            Read("dhl", Payload("dhl")).Events.Select(e => e.Event.EventId),
            Read("dhl", Payload("dhl"), Now.AddDays(1)).Events.Select(e => e.Event.EventId));

    [Theory]
    [InlineData("dhl", "not json", "PAYLOAD_NOT_UNDERSTOOD")]
    [InlineData("dhl", "{}", "PAYLOAD_NOT_UNDERSTOOD")]
    [InlineData("dhl", "[[[[", "PAYLOAD_NOT_UNDERSTOOD")]
    [InlineData("dhl", "{\"shipments\":[{\"events\":[]}]}", "TRACKING_NUMBER_REQUIRED")]
    [InlineData("dhl", "{\"shipments\":[{\"id\":\"1\",\"events\":[{\"statusCode\":\"transit\"}]}]}", "PAYLOAD_NOT_UNDERSTOOD")]
    [InlineData("dhl", "{\"shipments\":[{\"id\":\"1\",\"events\":[{\"statusCode\":\"transit\",\"timestamp\":\"2026-99-99T00:00:00Z\"}]}]}", "PAYLOAD_NOT_UNDERSTOOD")]
    [InlineData("dhl", "{\"shipments\":[7,null,\"x\"]}", "PAYLOAD_NOT_UNDERSTOOD")]
    [InlineData("pigeon", "{}", "CARRIER_UNKNOWN")]
    public void Read_WhatIsNoAnswer_IsRefused(string carrier, string payload, string reason) =>
        Assert.Equal(reason, Carriers.Read(carrier, payload, new Receipt("", "webhook", Now)).Refusal!.Reason);

    [Theory]
    [InlineData("ups", "f4", ShipmentStatus.Delivered, ShipmentReason.Unspecified)]
    [InlineData("ups", " 33 ", ShipmentStatus.DeliveryFailed, ShipmentReason.AddressIncomplete)]
    [InlineData("gls", "DELIVD.PARCELSHOP", ShipmentStatus.ReadyForPickup, ShipmentReason.PickupPoint)]
    [InlineData("gls", "NOTDEL.WHATEVER", ShipmentStatus.DeliveryFailed, ShipmentReason.Unspecified)]
    public void Find_Code_ExactThenLongestBeginning(string carrier, string code, ShipmentStatus status, ShipmentReason reason) =>
        Assert.Equal(new CarrierMeaning(status, reason), Carriers.Find(carrier, code));

    [Fact]
    public void Parse_WrongFile_SaysWhatIsWrong()
    {
        var wrong = Assert.Throws<InvalidDataException>(() => CarrierFile.Parse("carrier: x\nstatuses:\n  A: SOMEWHERE\n")).Message;
        Assert.Contains("SOMEWHERE", wrong, StringComparison.Ordinal);
        Assert.Contains("Line: 3", wrong, StringComparison.Ordinal);
        Assert.Contains("Line: 2", Assert.Throws<InvalidDataException>(() => CarrierFile.Parse("carrier: x\nhomeZone: Europe/Nowhere\n")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => CarrierFile.Parse(""));
        Assert.Throws<InvalidDataException>(() => CarrierFile.Parse("carrier: x\nnonsense: [1\n"));
    }

    [DataFact("carriers/usps-tracking_responses.json")]
    public void Read_RealUsps()
    {
        // The second of its two answers is a schema sample whose texts are "string": understood as far as its one real event goes.
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(SharedData.Path("carriers/usps-tracking_responses.json")));
        var events = Scans("usps", document.RootElement[0].GetRawText());

        Assert.Equal(12, events.Count);
        Assert.DoesNotContain(events, e => e.Event.Status is ShipmentStatus.Unspecified);
        var parcel = new Shipment { ShipmentId = "p", CarrierCode = "usps", Lines = [], CreatedAt = events.Min(e => e.Event.OccurredAt) }.With(events.Select(e => e.Event));
        Assert.Equal(ShipmentStatus.Delivered, parcel.State.Status);
        Assert.Equal(new DateTimeOffset(2024, 11, 22, 18, 58, 40, TimeSpan.Zero), parcel.State.DeliveredAt);
    }

    private static CarrierReading Read(string carrier, string payload, DateTimeOffset? at = null) =>
        Carriers.Read(carrier, payload, new Receipt("", "webhook", at ?? Now)).Value;

    private static List<CarrierEvent> Scans(string carrier, string payload) => [.. Read(carrier, payload).Events.Where(e => !e.Event.IsForecast)];

    internal static string[] Described(IEnumerable<CarrierEvent> events) =>
        [.. events.OrderBy(e => e.Event.OccurredAt).Select(e => e.Event.Status + e.Event.OccurredAt.ToString(" MM-dd'T'HH:mm", CultureInfo.InvariantCulture))];

    internal static string Payload(string carrier)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith($".{carrier}.json", StringComparison.Ordinal)))!);
        return reader.ReadToEnd();
    }
}
