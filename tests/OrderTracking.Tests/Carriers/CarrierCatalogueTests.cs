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
    public void Embedded_HasTheCarriersThatWePromise() =>
        Assert.Equal(["dhl", "fedex", "gls", "store", "ups", "usps"], Carriers.Carriers.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("dhl", "00340434161094022115", "Pending 03-02T18:00|InTransit 03-03T05:12|Unspecified 03-03T06:00|Delivered 03-04T10:32")]
    [InlineData("ups", "1Z999AA10123456784", "Pending 03-02T09:00|InTransit 03-03T08:00|DeliveryFailed 03-03T15:00|Delivered 03-04T11:00")]
    [InlineData("fedex", "794887075005", "PickedUp 03-02T19:01|OutForDelivery 03-04T16:10")]
    [InlineData("usps", "9400100000000000000000", "Pending 03-01T16:32|OutForDelivery 03-05T14:10|ReturnToSender 03-05T18:58")]
    [InlineData("gls", "12345678901", "Pending 03-01T08:30|DeliveryFailed 03-03T09:46|Delivered 03-04T09:46")]
    public void Read_OwnPayloads_UnderstandsEveryEvent(string carrier, string number, string expected)
    {
        var events = Carriers.Read(carrier, Payload(carrier), Now).Value;

        Assert.All(events, e => Assert.Equal(number, e.TrackingNumber));
        Assert.Equal(expected.Split('|'), Described(events));
        Assert.Equal(events.Count, events.Select(e => e.Event.EventId).Distinct().Count());
    }

    [Fact]
    public void Read_UnknownCode_KeepsTheRawText_AndMeansNothing()
    {
        var unknown = Carriers.Read("dhl", Payload("dhl"), Now).Value.Single(e => e.Event.Status is ShipmentStatus.Unspecified).Event;

        Assert.Equal("quantum", unknown.CarrierStatusCode);
        Assert.Equal("Nobody knows", unknown.Description);
    }

    [Fact]
    public void Read_Forecast_BelongsToTheNewestEvent()
    {
        var newest = Carriers.Read("fedex", Payload("fedex"), Now).Value.MaxBy(e => e.Event.OccurredAt)!;
        Assert.Equal(new DateTimeOffset(2026, 3, 6, 18, 0, 0, TimeSpan.FromHours(-6)), newest.Event.EstimatedDeliveryAt);
    }

    [Fact]
    public void Read_ReasonsAreNormalised() =>
        Assert.Equal("ADDRESS_UNKNOWN", Carriers.Read("usps", Payload("usps"), Now).Value.Single(e => e.Event.CarrierStatusCode == "21").Event.Reason);

    [Fact]
    public void Read_TheSameDocumentTwice_GivesTheSameEventIds() =>
        Assert.Equal(
            Carriers.Read("gls", Payload("gls"), Now).Value.Select(e => e.Event.EventId),
            Carriers.Read("gls", Payload("gls"), Now.AddDays(1)).Value.Select(e => e.Event.EventId));

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
        Assert.Equal(reason, Carriers.Read(carrier, payload, Now).Refusal!.Reason);

    [Theory]
    [InlineData("ups", "f4", ShipmentStatus.Delivered, "")]
    [InlineData("ups", " 33 ", ShipmentStatus.DeliveryFailed, "ADDRESS_INCOMPLETE")]
    [InlineData("gls", "DELIVD.PARCELSHOP", ShipmentStatus.ReadyForPickup, "")]
    [InlineData("gls", "NOTDEL.WHATEVER", ShipmentStatus.DeliveryFailed, "")]
    [InlineData("store", "COLLECTED", ShipmentStatus.Collected, "")]
    public void Find_Code_ExactThenLongestBeginning(string carrier, string code, ShipmentStatus status, string reason) =>
        Assert.Equal(new CarrierMeaning(status, reason), Carriers.Find(carrier, code));

    [Fact]
    public void Parse_WrongFile_SaysWhatIsWrong()
    {
        Assert.Contains("SOMEWHERE", Assert.Throws<InvalidDataException>(() => CarrierFile.Parse("carrier: x\nstatuses:\n  A: SOMEWHERE\n")).Message);
        Assert.Throws<InvalidDataException>(() => CarrierFile.Parse("carrier: x\nnonsense: [1\n"));
    }

    [DataFact("carriers/dhl_universal-tracking.json")]
    public void Read_RealDhl() => Real("dhl", "dhl_universal-tracking.json", "7777777770", "Pending 03-02T06:53");

    [DataFact("carriers/ups-tracking_response.json")]
    public void Read_RealUps() => Real("ups", "ups-tracking_response.json", "1Z1442YY7229014688", "Pending 01-26T20:16", "Delivered 01-26T21:30");

    [DataFact("carriers/fedex-tracking_response.json")]
    public void Read_RealFedex() => Real("fedex", "fedex-tracking_response.json", "128667043726", "PickedUp 02-02T19:01");

    [DataFact("carriers/gls-tracking_response.json")]
    public void Read_RealGls() => Real("gls", "gls-tracking_response.json", "12345678901234567890", "Pending 10-07T07:30", "PickedUp 10-07T08:46");

    [DataFact("carriers/usps-tracking_responses.json")]
    public void Read_RealUsps()
    {
        // The second of its two answers is a schema sample whose texts are "string": understood as far as its one real event goes.
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(SharedData.Path("carriers/usps-tracking_responses.json")));
        var events = Carriers.Read("usps", document.RootElement[0].GetRawText(), Now).Value;

        Assert.Equal(12, events.Count);
        Assert.DoesNotContain(events, e => e.Event.Status is ShipmentStatus.Unspecified);
        var parcel = new Shipment { ShipmentId = "p", CarrierCode = "usps", Lines = [], CreatedAt = events.Min(e => e.Event.OccurredAt) }.With(events.Select(e => e.Event));
        Assert.Equal(ShipmentStatus.Delivered, parcel.State.Status);
        Assert.Equal(new DateTimeOffset(2024, 11, 22, 18, 58, 40, TimeSpan.Zero), parcel.State.DeliveredAt);
    }

    private static void Real(string carrier, string file, string number, params string[] expected)
    {
        var events = Carriers.Read(carrier, File.ReadAllText(SharedData.Path("carriers/" + file)), Now).Value;

        Assert.All(events, e => Assert.Equal(number, e.TrackingNumber));
        Assert.Equal(expected, Described(events));
    }

    private static string[] Described(IEnumerable<CarrierEvent> events) =>
        [.. events.OrderBy(e => e.Event.OccurredAt).Select(e => e.Event.Status + e.Event.OccurredAt.ToString(" MM-dd'T'HH:mm", CultureInfo.InvariantCulture))];

    internal static string Payload(string carrier)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith($".{carrier}.json", StringComparison.Ordinal)))!);
        return reader.ReadToEnd();
    }
}
