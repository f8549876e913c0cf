using System.Text.Json;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Json;
using Omnichannel.OrderTracking.Places;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>Reads the parcels of a carrier's document as its data file says. What cannot be read is counted; the rest of the document is taken.</summary>
internal sealed class CarrierReader(CarrierFile file, Receipt receipt)
{
    private const int LongestText = 500;

    private readonly List<CarrierEvent> read = [];
    private readonly List<CarrierProof> proofs = [];
    private int unreadable;

    /// <summary>The events and forecasts of all parcels.</summary>
    public Decision<CarrierReading> Read(IReadOnlyList<JsonElement> parcels)
    {
        var hasNumber = false;
        foreach (var parcel in parcels)
        {
            if (First(file.TrackingNumber, parcel) is { } number || (number = receipt.TrackingNumber.Trim()).Length > 0)
            {
                hasNumber = true;
                ReadParcel(number, parcel);
            }
            else
            {
                unreadable++;
            }
        }

        return !hasNumber ? new ReportInvalid("TRACKING_NUMBER_REQUIRED", "raw_payload", "No parcel of the document has a tracking number.")
            : read.Count == 0 && unreadable > 0
                ? new ReportInvalid(ReportInvalid.NotUnderstood, "raw_payload", "No event of the document has a time that can be, and a code or a text.")
                : new CarrierReading(read, unreadable) { Proofs = proofs };
    }

    private void ReadParcel(string number, JsonElement parcel)
    {
        foreach (var element in file.Events.SelectMany(path => path.Select(parcel)))
        {
            if (ReadEvent(number, element) is { } next)
            {
                read.Add(new CarrierEvent(number, next));
            }
            else
            {
                unreadable++;
            }
        }

        ReadProof(number, parcel);
        if (CarrierTimes.Read(file.Estimates, parcel, PlaceOf(file.Destination, parcel), file, endOfDay: true) is { } estimate)
        {
            var madeAt = CarrierTimes.Read(file.EstimateMadeAt, parcel, PlaceOf(file.Destination, parcel), file)?.At;
            if (TellableTimes.CanBeForecast(estimate.At, receipt.ReceivedAt) && (madeAt is null || TellableTimes.CanHaveBeen(madeAt.Value, receipt.ReceivedAt)))
            {
                read.Add(new CarrierEvent(number, CarrierCatalogue.Forecast(file.Carrier, number, estimate.At, madeAt, receipt)));
            }
            else
            {
                unreadable++;
            }
        }

        if (First(file.Onward.Carrier, parcel) is { } name && First(file.Onward.Number, parcel) is { } onward && file.Onward.Carriers.TryGetValue(name, out var carrier))
        {
            read.Add(new CarrierEvent(number, new TrackingEvent
            {
                EventId = CarrierCatalogue.EventId(file.Carrier, number, DateTimeOffset.UnixEpoch, "onward", $"{carrier}/{onward}"),
                OccurredAt = receipt.ReceivedAt,
                ReceivedAt = receipt.ReceivedAt,
                Source = receipt.Source,
                OnwardCarrier = carrier,
                OnwardNumber = onward,
            }));
        }
    }

    // A name that is longer than any is not cut: it is none.
    private void ReadProof(string number, JsonElement parcel)
    {
        string Told(IEnumerable<JsonPath> paths, int longest) => First(paths, parcel)?.Trim() is { Length: > 0 } text && text.Length <= longest ? text : "";
        var photo = Told(file.Proof.Photo, 500);
        var proof = new CarrierProof(number, Told(file.Proof.ReceivedBy, 200), PhotoReference.IsOne(photo) ? photo : "", Told(file.Proof.Place, 200));
        if (proof.ReceivedBy.Length + proof.PhotoReference.Length + proof.Place.Length > 0)
        {
            proofs.Add(proof);
        }
    }

    private TrackingEvent? ReadEvent(string number, JsonElement element)
    {
        var codes = file.Event.Codes.Select(path => path.Text(element)).OfType<string>().ToList();
        var description = First(file.Event.Description, element) ?? "";
        if (CarrierTimes.Read(file.Event.Times, element, PlaceOf(file.Event.Place, element), file) is not { } time
            || !TellableTimes.CanHaveBeen(time.At - time.UncertainBy, receipt.ReceivedAt) || (codes.Count == 0 && description.Length == 0))
        {
            return null;
        }

        var meaning = file.Find(codes, description);
        var code = codes.FirstOrDefault() ?? "";
        var what = code.Length == 0 ? description : file.Event.TextTells ? $"{code}\n{description}" : code;
        var place = Shown(file.Event.Place, element);
        return new TrackingEvent
        {
            EventId = CarrierCatalogue.EventId(file.Carrier, number, time.At, what, place),
            OccurredAt = time.At,
            TimeBasis = time.Basis,
            UncertainBy = time.UncertainBy,
            ReceivedAt = receipt.ReceivedAt,
            Source = receipt.Source,
            CarrierStatusCode = Shorten(code),
            Status = meaning?.Status ?? ShipmentStatus.Unspecified,
            Reason = meaning?.Reason ?? ShipmentReason.Unspecified,
            Description = Shorten(description),
            Place = Shorten(place),
        };
    }

    private ScanPlace PlaceOf(PlaceFields fields, JsonElement element)
    {
        if (fields.CountryLast && Shown(fields, element).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } parts)
        {
            return new ScanPlace(parts[0], parts.Length > 2 ? parts[^2] : "", parts[^1]);
        }

        return new ScanPlace(First(fields.City, element) ?? "", First(fields.State, element) ?? "", First(fields.Country, element) ?? file.HomeCountry);
    }

    private static string Shown(PlaceFields fields, JsonElement element) => string.Join(", ", fields.Shown.Select(path => path.Text(element)).OfType<string>());

    private static string? First(IEnumerable<JsonPath> paths, JsonElement element) => paths.Select(path => path.Text(element)).FirstOrDefault(text => text is not null);

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
