using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;
using Order = Omnichannel.OrderTracking.Domain.Order;
using OrderLine = Omnichannel.OrderTracking.Domain.OrderLine;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>What whoever ships is shown: no prices, no payments.</summary>
internal static class FulfilmentMapping
{
    /// <summary>An order to work on.</summary>
    public static WorkItem ToWorkItem(this Order order) => new()
    {
        OrderId = order.OrderId,
        OrderNumber = order.Sale.OrderNumber,
        PlacedAt = order.Sale.PlacedAt.ToTimestamp(),
        PromisedAt = WorkToShip.PromisedAt(order).ToTimestamp(),
        PaymentAwaited = new PaymentLedger(order.Sale, order.Money).DueMinor > 0,
        Lines = { WorkToShip.Lines(order).Where(pair => WorkToShip.Waiting(pair.Line) > 0).Select(pair => ToWorkLine(pair.Sold, pair.Line)) },
        Parcels =
        {
            WorkToShip.WaitingParcels(order).Select(parcel => new WaitingParcel
            {
                ShipmentId = parcel.ShipmentId,
                CarrierCode = parcel.CarrierCode,
                TrackingNumber = parcel.TrackingNumber,
                NeedsNewLabel = parcel.AddressVersion < order.AddressVersion,
            }),
        },
    };

    /// <summary>What goes into a box.</summary>
    public static GetPackingListResponse ToPackingList(this Order order, IReadOnlyList<LineUnits> units, DeliveryDetails? details)
    {
        var delivery = details?.Clone();
        if (delivery is not null)
        {
            (delivery.GiftWrap, delivery.GiftNote) = (false, "");
        }

        return new GetPackingListResponse
        {
            OrderId = order.OrderId,
            OrderNumber = order.Sale.OrderNumber,
            Lines = { units.Select(units => ToPackingLine(order.Sale.Lines.First(line => line.LineId == units.LineId), units.Quantity)) },
            Delivery = delivery,
            AddressVersion = order.AddressVersion,
            GiftWrap = details?.GiftWrap ?? false,
            GiftNote = details?.GiftNote ?? "",
        };
    }

    /// <summary>What a change of address did.</summary>
    public static ChangeDeliveryAddressResponse ToAddressChange(Order order) => new()
    {
        Version = order.AddressVersion,
        Lines =
        {
            WorkToShip.Lines(order).Where(pair => WorkToShip.Waiting(pair.Line) > 0).Select(pair => new LineUnits(pair.Line.LineId, WorkToShip.Waiting(pair.Line))).ToProto(order.Sale),
        },
        GoneShipmentIds = { OrderSteps.Gone(order) },
        RelabelShipmentIds = { OrderSteps.ToRelabel(order).Select(parcel => parcel.ShipmentId) },
    };

    /// <summary>How far a line is.</summary>
    public static MilestoneLine ToMilestones(this Domain.LineFulfilment line, Order order) => new()
    {
        LineId = line.LineId,
        OrderedQuantity = line.Ordered,
        CancelledQuantity = line.Cancelled,
        PickedQuantity = line.Picked,
        PackedQuantity = line.Packed,
        HandedOverQuantity = line.Fulfilled,
        PutBackQuantity = WorkToShip.ToPutBack(order, line),
    };

    /// <summary>What became of lines.</summary>
    public static IEnumerable<Orders.V1.LineOutcome> ToProto(this LineOutcomes outcomes) => outcomes.Lines.Select(line => new Orders.V1.LineOutcome
    {
        LineId = line.LineId,
        CancelledQuantity = line.Cancelled,
        Refused = { line.Refused.Select(units => new Orders.V1.RefusedUnits { Reason = units.Reason.ToContract(), Quantity = units.Quantity }) },
    });

    /// <summary>An address that a carrier can find.</summary>
    public static RequestCheck Address(this RequestCheck check, string field, DeliveryDetails? delivery)
    {
        check.Present(field, delivery).Present($"{field}.address", delivery?.Address);
        if (delivery?.Address is not { } address)
        {
            return check;
        }

        check.Text($"{field}.recipient_name", delivery.RecipientName, 200).OptionalText($"{field}.phone", delivery.Phone, 40)
            .OptionalText($"{field}.instructions", delivery.Instructions, 500).Count($"{field}.address.address_lines", address.AddressLines.Count, 1, 5)
            .OptionalText($"{field}.address.postal_code", address.PostalCode, 20).Text($"{field}.address.locality", address.Locality, 100)
            .OptionalText($"{field}.address.administrative_area", address.AdministrativeArea, 100)
            .That(address.RegionCode.Length == 2 && address.RegionCode.All(char.IsAsciiLetter), $"{field}.address.region_code", "must be a country, ISO 3166-1 alpha-2");
        for (var i = 0; i < address.AddressLines.Count && check.IsValid; i++)
        {
            check.Text($"{field}.address.address_lines[{i}]", address.AddressLines[i], 200);
        }

        return check;
    }

    private static WorkLine ToWorkLine(OrderLine sold, Domain.LineFulfilment line)
    {
        var result = new WorkLine
        {
            LineId = sold.LineId,
            Sku = sold.Sku,
            Title = sold.Title,
            Quantity = WorkToShip.Waiting(line),
            Measure = sold.Measure.ToContract(),
            PickedQuantity = line.Picked - line.Fulfilled,
            PackedQuantity = line.Packed - line.Fulfilled,
            AnnouncedQuantity = line.Allocated - line.Fulfilled,
        };
        result.Options.Add(sold.Options.ToDictionary());
        return result;
    }

    private static PackingLine ToPackingLine(OrderLine sold, int quantity)
    {
        var result = new PackingLine { LineId = sold.LineId, Sku = sold.Sku, Title = sold.Title, Quantity = quantity, Measure = sold.Measure.ToContract() };
        result.Options.Add(sold.Options.ToDictionary());
        return result;
    }
}
