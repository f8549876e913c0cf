using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Labels;

namespace Omnichannel.Returns.Store;

/// <content>Parcels that bring goods back, with their documents.</content>
public sealed partial class ReturnsStore
{
    /// <summary>Makes a parcel of a return, with its document.</summary>
    /// <param name="command">Caller, rpc and key.</param>
    /// <param name="returnId">Which return.</param>
    /// <param name="method">What the customer gets.</param>
    /// <param name="by">Who acts.</param>
    /// <param name="labels">Makes numbers and documents.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<V1.CreateReverseDeliveryResponse> Deliver(
        CommandContext command, string returnId, ReverseDeliveryMethod method, Actor by, FileLabels labels, CancellationToken cancellation = default) => executor.Execute(
        command,
        async unit =>
        {
            var find = ReturnName.Id(returnId);
            var orderId = await find.OrderId(unit.Sql).ConfigureAwait(false);
            var loaded = orderId is null ? null : await Loaded.Find(unit.Sql, orderId, command.Caller).ConfigureAwait(false);
            var current = loaded?.Returns.FirstOrDefault(find.Is) ?? throw new RefusedException(find.NotFound);
            var address = labels.AddressFor(loaded.Order.Market) ?? throw new RefusedException(new LabelsNotAvailable());
            var number = Sscc.Of(labels.CompanyPrefix, await NextSerial(unit, labels.CompanyPrefix).ConfigureAwait(false));
            var delivery = new ReverseDelivery(unit.NewId().ToString(), method, ReverseDeliveryState.Ready, FileLabels.CarrierCode, number, address, unit.Now);
            Save(unit, loaded, current, current.Deliver(delivery).Value, by);
            unit.Sql.Defer(
                "insert into reverse_deliveries (reverse_delivery_id, return_id, tracking_number, document) values (@id, @returnId, @number, @document)",
                new { id = delivery.ReverseDeliveryId, returnId, number, document = FileLabels.Draw(delivery, current.RmaCode) });
            return new V1.CreateReverseDeliveryResponse { ReverseDelivery = delivery.ToProto() };
        },
        cancellation);

    // A number that was drawn by a call that fails is free again: the row is the transaction's.
    private static async Task<long> NextSerial(UnitOfWork unit, string companyPrefix) => await unit.Sql.QueryFirst<long>(
        """
        insert into parcel_serials (company_prefix, last) values (@companyPrefix, 1)
        on conflict (company_prefix) do update set last = parcel_serials.last + 1 returning last
        """,
        new { companyPrefix }).ConfigureAwait(false);
}
