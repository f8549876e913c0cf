using System.Globalization;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.TestKit;

namespace Omnichannel.OrderTracking.Tests.Carriers;

/// <summary>Real answers of carriers, one file each.</summary>
public sealed class RealAnswerTests
{
    private static readonly CarrierCatalogue Carriers = CarrierCatalogue.Embedded();

    public static TheoryData<string, string, string, string, string> Files => new()
    {
        { "asendia", "asendia", "ASENDIA123456789", "PickedUp 04-12T14:30|InTransit 04-13T09:15|Delivered 04-15T11:00", "" },
        {
            "australiapost", "australiapost", "7XX1000634011427",
            "Pending 05-23T04:27|InTransit 05-25T19:00|InTransit 05-25T19:00|InTransit 05-29T00:16|InTransit 05-29T09:40|OutForDelivery 05-29T20:08|Delivered 05-30T04:43", ""
        },
        {
            "australiapost", "australiapost", "ET123456789AU",
            "Pending 01-26T13:22|Pending 01-26T16:04|PickedUp 01-27T00:06|InTransit 01-27T12:51|InTransit 01-27T14:59|InTransit 01-28T17:54|InTransit 01-29T00:31|InTransit 02-02T21:08", ""
        },
        { "dhl", "dhl_universal", "7777777770", "Pending 03-02T06:53", "2018-08-03T00:00" },
        { "dhl", "dhl_parcel_de", "7777777770", "Pending 03-02T06:53", "2018-08-03T00:00" },
        { "fedex", "fedex", "128667043726", "PickedUp 02-02T19:01", "2021-10-15T06:00" },
        { "gls", "gls", "12345678901234567890", "Pending 10-07T07:30|PickedUp 10-07T08:46", "" },
        { "hermes", "hermes", "H9746130018743501086", "Pending 12-02T09:15|InTransit 12-03T13:22|OutForDelivery 12-04T05:30|Delivered 12-04T06:58", "2020-06-06T16:00" },
        {
            "laposte", "laposte", "EW112720413FR",
            "Pending 02-17T13:41|PickedUp 02-17T13:43|InTransit 02-17T22:13|InTransit 02-18T06:34|InTransit 02-18T11:27|InTransit 02-22T15:23|InTransit 03-08T15:25|OutForDelivery 03-09T08:01|Delivered 03-09T08:38",
            "2023-03-09T08:38"
        },
        { "mydhl", "mydhl", "1234567890", "PickedUp 11-05T09:00|InTransit 11-07T12:00|Delivered 11-07T18:00", "2024-11-07T23:00" },
        { "mydhl", "mydhl", "JD014600001234567890", "Delivered 11-07T18:00", "" },
        { "parcelone", "parcelone", "123456789012", "InTransit 01-14T21:00|OutForDelivery 01-15T07:00|Delivered 01-15T13:30", "2024-01-15T23:00" },
        { "seko", "seko", "WFY9001843", "Pending 03-02T05:47|InTransit 03-05T16:56|InTransit 03-05T21:53", "" },
        {
            "sendle", "sendle", "S-1",
            "Pending 04-03T08:20|PickedUp 04-04T16:12|InTransit 04-04T20:55|InTransit 04-04T22:43|InTransit 04-05T03:14|InTransit 04-05T12:04|InTransit 04-05T12:59|OutForDelivery 04-05T13:10|Delivered 04-05T18:56", ""
        },
        { "smartkargo", "smartkargo", "AXB00006510", "Pending 01-25T13:03|Delivered 01-26T14:30", "2021-01-28T23:59" },
        { "spring", "spring", "LX210720682NL", "OutForDelivery 01-07T12:38|Delivered 01-07T15:19", "" },
        { "teleship", "teleship", "TELE987654321GB", "PickedUp 11-03T10:00|InTransit 11-03T15:30|InTransit 11-04T08:00|InTransit 11-05T14:00", "2025-11-10T18:00" },
        { "ups", "ups", "1Z1442YY7229014688", "Pending 01-26T20:16|Delivered 01-26T21:30", "" },
    };

    [DataFact("carriers/dhl_universal-tracking.json")]
    public void Read_EveryAnswer_IsUnderstoodToTheLastEvent() => Assert.All(Files, row =>
    {
        var (carrier, file, number, expected, forecast) = ((string)row[0], (string)row[1], (string)row[2], (string)row[3], (string)row[4]);
        var read = Read(carrier, FileOf(file));
        var parcel = read.Events.Where(e => e.TrackingNumber == number).ToList();

        Assert.Equal(0, read.Unreadable);
        Assert.Equal(expected.Split('|'), CarrierCatalogueTests.Described(parcel.Where(e => e.Event.IsScan)));
        Assert.Equal(
            forecast,
            parcel.LastOrDefault(e => e.Event.IsForecast)?.Event.EstimatedDeliveryAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? "");
        Assert.DoesNotContain(parcel, e => e.Event.Status is ShipmentStatus.Unspecified && e.Event.IsScan);
    });

    [DataFact("carriers/dhl_universal-tracking.json")]
    public void Read_EveryFileOfTheFolder_HasATest()
    {
        var tested = Files.Select(row => (string)row[1]).Concat(["fedex-tracking_document", "usps", "usps_international"]).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            Directory.GetFiles(SharedData.Path("carriers"), "*.json").Select(Path.GetFileName),
            file => Assert.Contains(tested, name => file!.StartsWith($"{name}-track", StringComparison.Ordinal) || file.StartsWith($"{name}_response", StringComparison.Ordinal)));
    }

    [DataFact("carriers/usps-tracking_responses.json")]
    public void Read_UspsWithAnswersOfPlaceholders_LosesNoneOfTheRealOne()
    {
        foreach (var file in new[] { "usps-tracking_responses.json", "usps_international-tracking_responses.json" })
        {
            var parcels = Read("usps", file).Events.ToLookup(e => e.TrackingNumber);
            var real = new Shipment { ShipmentId = "p", CarrierCode = "usps", Lines = [], CreatedAt = default }.With(parcels["9400109104250532908587"].Select(e => e.Event));

            Assert.Equal((12, ShipmentStatus.Delivered, ShipmentReason.Locker), (real.Events.Count, real.State.Status, real.State.Reason));
            Assert.Equal(ShipmentStatus.Unspecified, parcels["string"].First(e => e.Event.IsScan).Event.Status);
        }
    }

    [DataFact("carriers/teleship-tracking_response.json")]
    public void Read_ADocumentThatNamesTheCarrierOfTheLastMile_TellsItsNumber()
    {
        Assert.Equal(["usps/9400111111111111111111"], Onward("teleship"));
        Assert.Equal(["dhl/DHL123456789"], Onward("parcelone"));
    }

    [DataFact("carriers/fedex-tracking_response.json")]
    public void Read_DocumentsThatNameWhoTookTheParcel_TellIt_ApartFromItsEvents()
    {
        Assert.Equal(new CarrierProof("7777777770", "John", "https://webpod.dhl.com/webPOD/DHLePODRequest", ""), Read("dhl", FileOf("dhl_universal")).Proofs.Single());
        Assert.Equal(new CarrierProof("128667043726", "Reciever", "", "Receptionist/Front Desk"), Read("fedex", FileOf("fedex")).Proofs.Single());
        Assert.Equal(new CarrierProof("1Z1442YY7229014688", "163000", "", "DEL"), Read("ups", FileOf("ups")).Proofs.Single());
        Assert.Equal(["1234567890 J. Smith", "JD014600001234567890 J. Smith"], Read("mydhl", FileOf("mydhl")).Proofs.Select(proof => $"{proof.TrackingNumber} {proof.ReceivedBy}"));
        Assert.Empty(Read("gls", FileOf("gls")).Proofs);
        Assert.DoesNotContain(Read("mydhl", FileOf("mydhl")).Events, told => told.Event.ToString().Contains("Smith", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Onward(string carrier) =>
        Read(carrier, FileOf(carrier)).Events.Where(e => e.Event.OnwardCarrier.Length > 0).Select(e => $"{e.Event.OnwardCarrier}/{e.Event.OnwardNumber}");

    [DataFact("carriers/fedex-tracking_document_response.json")]
    public void Read_ADocumentThatIsNoTracking_IsRefused() =>
        Assert.Equal("PAYLOAD_NOT_UNDERSTOOD", Carriers.Read("fedex", File.ReadAllText(SharedData.Path("carriers/fedex-tracking_document_response.json")), Receipt).Refusal!.Reason);

    private static Receipt Receipt => new("S-1", "webhook", new DateTimeOffset(2026, 3, 7, 0, 0, 0, TimeSpan.Zero));

    private static string FileOf(string carrier) => carrier is "dhl_universal" ? "dhl_universal-tracking.json" : $"{carrier}-tracking_response.json";

    private static CarrierReading Read(string carrier, string file) => Carriers.Read(carrier, File.ReadAllText(SharedData.Path($"carriers/{file}")), Receipt).Value;
}
