using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;

namespace Omnichannel.WebConsole.Orders;

/// <summary>What staff type to find orders. Days are those of the reader's zone, both included.</summary>
public sealed class FindInput
{
    /// <summary>A number, a receipt, a parcel, a payment, an e-mail address or a phone number.</summary>
    public string? Text { get; set; }

    /// <summary>Where it stands; unspecified for anywhere.</summary>
    public OrderStatus Status { get; set; }

    /// <summary>Where it was sold or is collected.</summary>
    public string? StoreId { get; set; }

    /// <summary>First day.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Asks the platform.</summary>
    public FindOrdersRequest ToRequest(TimeZoneInfo zone)
    {
        var request = new FindOrdersRequest
        {
            Query = Text?.Trim() ?? "", StoreId = StoreId?.Trim() ?? "", PlacedFrom = StartOf(From, zone), PlacedBefore = StartOf(To is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : null, zone),
        };
        if (Status is not OrderStatus.Unspecified)
        {
            request.Statuses.Add(Status);
        }

        return request;
    }

    // Where a day begins with an hour that clocks skip, it begins with the next one that they show.
    private static Timestamp? StartOf(DateOnly? day, TimeZoneInfo zone)
    {
        if (day is not { } date)
        {
            return null;
        }

        var midnight = date.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return Timestamp.FromDateTime(TimeZoneInfo.ConvertTimeToUtc(midnight, zone));
    }
}
