using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Shared;

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
            Query = Text?.Trim() ?? "", StoreId = StoreId?.Trim() ?? "", PlacedFrom = Days.StartOf(From, zone), PlacedBefore = Days.EndOf(To, zone),
        };
        if (Status is not OrderStatus.Unspecified)
        {
            request.Statuses.Add(Status);
        }

        return request;
    }
}
