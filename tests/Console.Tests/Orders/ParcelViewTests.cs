using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Orders;

namespace Omnichannel.WebConsole.Tests.Orders;

public sealed class ParcelViewTests
{
    [Fact]
    public void Of_ParcelUnderWay_HasScansLatestFirst()
    {
        var view = Of(Sample.Parcel(ShipmentStatus.InTransit, (1, ShipmentStatus.PickedUp), (2, ShipmentStatus.Unspecified), (3, ShipmentStatus.InTransit)));

        Assert.Equal(["IN_TRANSIT", "", "PICKED_UP"], view.Scans.Select(scan => scan.Status));
        Assert.Equal((2, false), (view.Stage, view.IsProblem));
    }

    [Fact]
    public void Of_FailedDelivery_StaysWhereTheParcelHadCome()
    {
        var view = Of(Sample.Parcel(ShipmentStatus.DeliveryFailed, (1, ShipmentStatus.InTransit), (8, ShipmentStatus.OutForDelivery), (9, ShipmentStatus.DeliveryFailed)));

        Assert.Equal((3, true), (view.Stage, view.IsProblem));
    }

    [Fact]
    public void Of_DeliveryThatWasNone_IsNotAtItsEnd()
    {
        var view = Of(Sample.Parcel(ShipmentStatus.LostSuspected, (1, ShipmentStatus.InTransit), (8, ShipmentStatus.Delivered), (9, ShipmentStatus.LostSuspected)));

        Assert.True(view.Stage < ParcelView.Stages - 1);
    }

    [Theory]
    [InlineData("https://carrier.example/track?n=1", true)]
    [InlineData("http://carrier.example/track", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,<script>1</script>", false)]
    [InlineData("/desk", false)]
    [InlineData("", false)]
    public void Of_TrackingAddress_OpensPagesOnly(string address, bool isOpened)
    {
        var parcel = Sample.Parcel(ShipmentStatus.Pending);
        parcel.TrackingUri = address;

        Assert.Equal(isOpened, Of(parcel).Tracking is not null);
    }

    [Fact]
    public void Of_Contents_AreNamedAsTheyWereSold()
    {
        var parcel = Sample.Parcel(ShipmentStatus.Pending);
        parcel.Lines.Add(new LineQuantity { LineId = "line-0", Quantity = 2 });
        parcel.Lines.Add(new LineQuantity { LineId = "elsewhere", Quantity = 1 });

        Assert.Equal(["Title of line-0", "elsewhere"], Of(parcel).Contents.Select(part => part.Title));
    }

    [Fact]
    public void Of_CarrierWithoutWords_ShowsItsCode()
    {
        var parcel = Sample.Parcel(ShipmentStatus.InTransit, (1, ShipmentStatus.Unspecified));
        (parcel.Events[0].Description, parcel.Events[0].CarrierStatusCode) = ("", "XX9");

        Assert.Equal("XX9", Assert.Single(Of(parcel).Scans).Words);
    }

    private static ParcelView Of(Shipment parcel) => ParcelView.Of(parcel, Sample.Order(OrderStatus.InTransit));
}
