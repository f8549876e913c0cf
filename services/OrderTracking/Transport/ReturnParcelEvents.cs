using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.V1;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Parcels that bring goods back: carriers tell of them as of all others.</summary>
public sealed class ReturnParcelEvents(TrackingStore tracking, CarrierCatalogue carriers)
{
    /// <summary>One can be posted.</summary>
    public Task Created(ConsumedEvent<ReverseDeliveryCreated> consumed, UnitOfWork work)
    {
        var (e, made) = (consumed.Message, consumed.Message.ReverseDelivery);
        var parcel = carriers.NewParcel(made.CarrierCode, made.TrackingNumber, "", [], pickedUpAt: null, made.CreatedAt.ToInstant());
        return tracking.AnnounceReturn(work, e.OrderId, parcel with { ShipmentId = made.ReverseDeliveryId, ReturnId = e.ReturnId });
    }

    /// <summary>One is called off.</summary>
    public Task Voided(ConsumedEvent<ReverseDeliveryVoided> consumed, UnitOfWork work) =>
        tracking.VoidReturn(work, consumed.Message.OrderId, consumed.Message.ReverseDelivery.ReverseDeliveryId, consumed.Message.EffectiveAt.ToInstant());
}
