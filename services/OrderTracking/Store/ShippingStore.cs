using Google.Protobuf;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>
/// The personal data of shipping, kept apart from orders: where they go, who took their parcels, what claims say. Written in the transaction of the step that it belongs to; read with
/// the order, so that what is shown is of the order as it is.
/// </summary>
public sealed class ShippingStore(CommandExecutor executor, IDatabase database, OrderRows rows)
{
    /// <summary>An order that the caller may see, with its delivery details; these are null when nobody gave any.</summary>
    /// <exception cref="RefusedException">No such order, or not theirs.</exception>
    public Task<(Domain.Order Order, DeliveryDetails? Details)> FindDetails(string orderId, Requester who, CancellationToken cancellation) =>
        Read(orderId, who, async (sql, order) => (order, (await Details(sql, orderId))?.Parse()), cancellation);

    /// <summary>Who took a parcel, by source.</summary>
    /// <exception cref="RefusedException">No such order or parcel, or not theirs.</exception>
    public Task<IReadOnlyList<ProofOfDelivery>> FindProofs(string orderId, string shipmentId, Requester who, CancellationToken cancellation) => Read(
        orderId,
        who,
        async (sql, order) => order.Shipments.All(parcel => parcel.ShipmentId != shipmentId)
            ? throw new RefusedException(new ShipmentNotFound())
            : (IReadOnlyList<ProofOfDelivery>)[.. (await sql.Query<byte[]>(
                "select proof from delivery_proofs where order_id = @orderId and shipment_id = @shipmentId order by source", new { orderId, shipmentId })).Select(ProofOfDelivery.Parser.ParseFrom)],
        cancellation);

    /// <summary>A claim with its text and photos.</summary>
    /// <exception cref="RefusedException">No such order or claim, or not theirs.</exception>
    public Task<(Domain.Order Order, Domain.Claim Claim, FileClaimRequest? Details)> FindClaim(string orderId, string claimId, Requester who, CancellationToken cancellation) => Read(
        orderId,
        who,
        async (sql, order) =>
        {
            var claim = order.Claims.FirstOrDefault(known => known.ClaimId == claimId) ?? throw new RefusedException(new ClaimNotFound());
            var details = await sql.QueryFirst<byte[]>("select details from claims where order_id = @orderId and claim_id = @claimId", new { orderId, claimId });
            return (order, claim, details is null ? null : FileClaimRequest.Parser.ParseFrom(details));
        },
        cancellation);

    /// <summary>Sends what was not handed over to another address.</summary>
    public Task<TAnswer> ChangeAddress<TAnswer>(
        CommandContext command, string orderId, Requester who, DeliveryDetails delivery, Func<Domain.Order, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(
            command,
            async unit =>
            {
                var order = await Load(unit, orderId, who);
                var change = OrderSteps.ChangeAddress(order, delivery.Address.RegionCode, who.Channel, unit.Now).Value;
                rows.Update(unit, order, change);
                await Put(unit, change.Order, delivery);
                return answer(change.Order);
            },
            cancellation);

    /// <summary>Files a claim; its text and photos are kept with it, apart from the order.</summary>
    public Task<TAnswer> FileClaim<TAnswer>(
        CommandContext command, FileClaimRequest request, Func<Guid, DateTimeOffset, Domain.Claim> read, Requester who, Func<Domain.Order, Domain.Claim, TAnswer> answer,
        CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(
            command,
            async unit =>
            {
                var order = await Load(unit, request.OrderId, who);
                var change = OrderSteps.File(order, read(unit.NewId(), unit.Now), who.Channel, unit.Now).Value;
                rows.Update(unit, order, change);
                var claim = change.Order.Claims[^1];
                var details = new FileClaimRequest { Description = request.Description, PhotoReferences = { request.PhotoReferences } };
                unit.Sql.Defer(
                    "update claims set details = @details where order_id = @OrderId and claim_id = @ClaimId",
                    new { details = details.ToByteArray(), request.OrderId, claim.ClaimId });
                return answer(change.Order, claim);
            },
            cancellation);

    /// <summary>Keeps who took a parcel. The same again changes nothing.</summary>
    /// <exception cref="RefusedException">No such order or parcel.</exception>
    public Task RecordProof(string orderId, string shipmentId, ProofOfDelivery proof, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var order = await OrderRows.Load(unit.Sql, orderId) ?? throw new RefusedException(new OrderNotFound());
            await Prove(unit, order, shipmentId, proof);
        },
        cancellation);

    /// <summary>Keeps what carriers say of who took their parcels: of those that are delivered. Of other parcels, and unknown ones, their numbers say nothing.</summary>
    public Task TakeProofs(IReadOnlyList<(ParcelNumber Number, ProofOfDelivery Proof)> proofs, CancellationToken cancellation) => proofs.Count == 0
        ? Task.CompletedTask
        : executor.Apply(
            async unit =>
            {
                var parcels = await ParcelRows.Find(unit.Sql, proofs.Select(told => told.Number));
                var orders = await OrderRows.Load(unit.Sql, [.. parcels.Values.Select(turns => turns[0].OrderId)]);
                foreach (var (number, proof) in proofs.Where(told => parcels.ContainsKey(told.Number)))
                {
                    var row = parcels[number][0];
                    if (orders[row.OrderId].Shipments.FirstOrDefault(parcel => parcel.ShipmentId == row.ShipmentId) is { Reported.DeliveredAt: { } at } parcel)
                    {
                        var told = proof.Clone();
                        told.DeliveredAt ??= (parcel.PieceOf(number.TrackingNumber) is { Length: > 0 } piece ? parcel.StateOf(piece).DeliveredAt ?? at : at).ToTimestamp();
                        orders[row.OrderId] = await Prove(unit, orders[row.OrderId], row.ShipmentId, told);
                    }
                }
            },
            cancellation);

    private async Task<Domain.Order> Prove(UnitOfWork unit, Domain.Order order, string shipmentId, ProofOfDelivery proof)
    {
        var change = OrderSteps.Prove(order, shipmentId, unit.Now).Value;
        rows.Update(unit, order, change);
        await unit.Sql.Execute(
            """
            insert into delivery_proofs (order_id, shipment_id, source, proof) values (@OrderId, @shipmentId, @Source, @bytes)
            on conflict (order_id, shipment_id, source) do update set proof = excluded.proof
            """,
            new { order.OrderId, shipmentId, proof.Source, bytes = proof.ToByteArray() });
        return change.Order;
    }

    private Task<T> Read<T>(string orderId, Requester who, Func<SqlSession, Domain.Order, Task<T>> read, CancellationToken cancellation) => database.Read(
        async sql => await OrderRows.Peek(sql, orderId) is { } order && await OrderQueries.MaySee(sql, order, who)
            ? await read(sql, order)
            : throw new RefusedException(new OrderNotFound()),
        cancellation);

    private static async Task<Domain.Order> Load(UnitOfWork unit, string orderId, Requester who) =>
        await OrderRows.Load(unit.Sql, orderId) is { } order && await OrderQueries.MaySee(unit.Sql, order, who) ? order : throw new RefusedException(new OrderNotFound());

    private static async Task<DetailsRow?> Details(SqlSession sql, string orderId) => await sql.QueryFirst<DetailsRow>(
        """
        select checkout_details.checkout_id as CheckoutId, checkout_details.details as Details
        from orders join checkout_details on checkout_details.order_id = orders.order_id and checkout_details.checkout_id = coalesce(orders.checkout_id, checkout_details.checkout_id)
        where orders.order_id = @orderId order by checkout_details.updated_at desc limit 1
        """,
        new { orderId });

    // Gift wrap and note stay.
    private static async Task Put(UnitOfWork unit, Domain.Order order, DeliveryDetails delivery)
    {
        var known = await Details(unit.Sql, order.OrderId);
        var before = known?.Parse() ?? new DeliveryDetails();
        var details = delivery.Clone();
        (details.GiftWrap, details.GiftNote) = (before.GiftWrap, before.GiftNote);
        unit.Sql.Defer(
            """
            insert into checkout_details (order_id, checkout_id, details, updated_at) values (@OrderId, @checkoutId, @bytes, @at)
            on conflict (order_id, checkout_id) do update set details = excluded.details, updated_at = excluded.updated_at
            """,
            new { order.OrderId, checkoutId = known?.CheckoutId ?? order.Sale.CheckoutId, bytes = details.ToByteArray(), at = unit.Now.ToMicros() });
    }

    private sealed record DetailsRow
    {
        public string CheckoutId { get; init; } = "";

        public byte[] Details { get; init; } = [];

        public DeliveryDetails Parse() => DeliveryDetails.Parser.ParseFrom(Details);
    }
}
