using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Labels;
using Omnichannel.Returns.Store;
using Omnichannel.Returns.Transport;
using Omnichannel.Types.V1;

namespace Omnichannel.Returns.Tests.Store;

/// <content>Parcels that bring goods back, and money that went back before them.</content>
public abstract partial class ReturnsStoreContract
{
    private static readonly FileLabels Labels = new(new LabelSettings { CompanyPrefix = "9521234", Addresses = { [LabelSettings.AnyMarket] = new LabelAddressSettings { Lines = ["Via Roma 1"] } } });

    [Fact]
    public async Task Labels_HaveNumbersOfTheirOwn_AndDocumentsForWhomTheyAre()
    {
        await Place("o1");
        var begun = await BeginByPost("o1");

        var parcels = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Deliver(begun.ReturnId)));

        Assert.Equal(4, parcels.Select(parcel => parcel.TrackingNumber).Distinct().Count());
        Assert.Equal(parcels.Select(parcel => parcel.ReverseDeliveryId).Order(), (await Get(begun.ReturnId)).ReverseDeliveries.Select(parcel => parcel.ReverseDeliveryId).Order());
        Assert.Equal("%PDF"u8.ToArray(), (await queries.Document(begun.ReturnId, parcels[0].ReverseDeliveryId, As("customer-1"), default))[..4]);
        await Refused("RETURN_NOT_FOUND", () => queries.Document(begun.ReturnId, parcels[0].ReverseDeliveryId, As("customer-2"), default));
        await Refused("REVERSE_DELIVERY_NOT_FOUND", () => queries.Document(begun.ReturnId, "other", As("customer-1"), default));
        await Refused("RETURN_NOT_FOUND", () => Deliver(begun.ReturnId, "customer-2"));
        await Refused("LABELS_NOT_AVAILABLE", () => Deliver(begun.ReturnId, labels: new FileLabels(new LabelSettings())));
    }

    [Fact]
    public async Task FirstScan_SetsItInTransit_GivesMoneyBack_AndWhatDoesNotComeIsABreach_UntilItIsCharged()
    {
        await policies.Publish(
            Command("ops-1", Role.Ops),
            BuiltInPolicy.Document with { EffectiveFrom = Sales.PlacedAt.AddDays(-1), Rules = [BuiltInPolicy.Document.Rules[0] with { RefundAt = RefundTrigger.FirstScan }] }, isHistory: true);
        await Place("o1");
        var begun = await BeginByPost("o1");
        var parcel = await Deliver(begun.ReturnId);
        await Scan(begun.ReturnId, parcel);
        await Scan(begun.ReturnId, parcel);
        var moving = await Get(begun.ReturnId);
        Assert.Equal((V1.ReturnState.InTransit, V1.RefundTrigger.FirstScan, V1.ReverseDeliveryState.InTransit), (moving.State, moving.Refund.Trigger, moving.ReverseDeliveries[0].State));
        Assert.Equal(parcel.TrackingNumber, moving.Parcel.TrackingNumber);
        await Apply(Sales.Record("o1", new RefundCompleted
        {
            ReturnId = begun.ReturnId, RefundId = moving.Refund.RefundId, Amount = moving.Refund.Amount, EffectiveAt = Timestamp.FromDateTimeOffset(clock.Now),
        }, version: 9));

        await Step(begun, change => change.Current.Receive([], change.Order, change.Policy, change.Now));
        await Step(begun, change => change.Current.Inspect(
            [new Omnichannel.Returns.Domain.Inspection("1", 3, Omnichannel.Returns.Domain.InspectionGrade.None, Omnichannel.Returns.Domain.Disposition.Missing, "")], change.Order, change.Policy, Warehouse, change.Now));
        var resolved = await Get(begun.ReturnId);
        Assert.Equal((V1.ReturnState.Resolved, V1.ShortfallState.Open, 1000), (resolved.State, resolved.Shortfall.State, resolved.Shortfall.Amount.AmountMinor));
        Assert.Equal(["REFUNDED_NOT_RECEIVED"], await Broken());

        await Step(begun, change => change.Current.SettleShortfall(Omnichannel.Returns.Domain.ShortfallState.Charged, "an empty box", change.Order, Warehouse, change.Now));
        var charged = await Get(begun.ReturnId);
        Assert.Equal((V1.ReturnState.Closed, V1.ShortfallState.Charged, 0, "an empty box"), (charged.State, charged.Shortfall.State, charged.RefundAmount.AmountMinor, charged.Shortfall.Reason));
        Assert.Empty(await Broken());
        var told = (await Published()).Select(record => record.Type.Split('.')[^1]).ToList();
        Assert.Equal(1, told.Count(type => type == "RefundOwed"));
        Assert.Equal(["RefundReclaimed", "ReturnClosed"], told[^2..]);
    }

    private Task<V1.Return> BeginByPost(string orderId) => Begin(orderId, "1", 3, method: Omnichannel.Returns.Domain.ReturnMethod.Carrier);

    private async Task<V1.ReverseDelivery> Deliver(string returnId, string customer = "customer-1", FileLabels? labels = null) => (await store.Deliver(
        Command(customer), returnId, Omnichannel.Returns.Domain.ReverseDeliveryMethod.Label, Warehouse, labels ?? Labels)).ReverseDelivery;

    private Task Scan(string returnId, V1.ReverseDelivery parcel) => Apply(Sales.Record("o1", new ReturnParcelChanged
    {
        OrderId = "o1", ReturnId = returnId, ReverseDeliveryId = parcel.ReverseDeliveryId, Status = ShipmentStatus.PickedUp, LeftAt = Timestamp.FromDateTimeOffset(clock.Now),
    }));
}
