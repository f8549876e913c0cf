using Omnichannel.Orders.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Orders;

namespace Omnichannel.WebConsole.Tests.Orders;

/// <summary>What can be said of an order's parcels, and what is sent of it.</summary>
public sealed class ClaimDraftTests
{
    [Fact]
    public void Of_AnOrder_OffersWhatWasDelivered_AndNeitherCameBackNorIsInAClaim()
    {
        var order = Delivered(quantity: 5);
        order.Shipments.Add(Sample.Parcel(ShipmentStatus.InTransit));
        order.Lines[0].ReturnedQuantity = 1;
        order.Claims.AddRange([Claim(ClaimState.InReview, 1), Claim(ClaimState.Declined, 2), Claim(ClaimState.Withdrawn, 2)]);

        var draft = ClaimDraft.Of(order);

        Assert.Equal("parcel-1", draft.ShipmentId);
        Assert.Equal(("line-0", "Title of line-0", 3, 3), draft.Parts.Select(part => (part.LineId, part.Title, part.Most, part.Quantity)).Single());
    }

    [Fact]
    public void Of_AnOrder_WhoseGoodsAllCameBack_OrAreInClaims_OffersNothing()
    {
        var returned = Delivered(quantity: 2);
        returned.Lines[0].ReturnedQuantity = 2;
        var claimed = Delivered(quantity: 2);
        claimed.Claims.Add(Claim(ClaimState.Open, 2));

        Assert.Empty(ClaimDraft.Of(returned).Parcels);
        Assert.Empty(ClaimDraft.Of(claimed).Parcels);
    }

    [Fact]
    public void Draft_IsWhole_OnceItSaysWhatIsWrongAndWithWhat()
    {
        var draft = ClaimDraft.Of(Delivered(quantity: 2));
        Assert.False(draft.IsWhole);
        draft.Kind = ClaimKind.ArrivedDamaged;
        Assert.True(draft.IsWhole);
        draft.Parts[0].Quantity = 0;
        Assert.False(draft.IsWhole);
    }

    [Fact]
    public void Request_HasWhatWasTyped_WithAPhotoALine()
    {
        var draft = ClaimDraft.Of(Delivered(quantity: 2));
        (draft.Kind, draft.Description, draft.Photos) = (ClaimKind.ArrivedDamaged, " The shade broke. ", "https://photos.example/1 \r\n\n photo-17");
        draft.Parts[0].Quantity = 1;

        Assert.Equal(
            new FileClaimRequest
            {
                OrderId = "cart-1.1", ShipmentId = "parcel-1", Kind = ClaimKind.ArrivedDamaged, Lines = { new LineQuantity { LineId = "line-0", Quantity = 1 } },
                Description = "The shade broke.", PhotoReferences = { "https://photos.example/1", "photo-17" },
            },
            draft.ToRequest("cart-1.1"));
    }

    [Fact]
    public void Part_ThatIsMeasured_IsClaimedWhole()
    {
        var part = new ClaimPart("line-0", "Ham", 455, Measure.Gram) { IsClaimed = false };
        Assert.Equal((false, 0), (part.IsCounted, part.Quantity));
        part.IsClaimed = true;
        Assert.Equal(455, part.Quantity);
        Assert.True(new ClaimPart("line-0", "Lamp", 2, Measure.Piece).IsCounted);
    }

    private static Order Delivered(int quantity)
    {
        var order = Sample.Order(OrderStatus.Delivered);
        order.Lines.Clear();
        order.Lines.Add(Sample.Line("line-0", Sample.Ship, quantity));
        order.Lines[0].FulfilledQuantity = quantity;
        var parcel = Sample.Parcel(ShipmentStatus.Delivered);
        parcel.Lines.Add(new LineQuantity { LineId = "line-0", Quantity = quantity, Measure = Measure.Piece });
        order.Shipments.Add(parcel);
        return order;
    }

    private static Claim Claim(ClaimState state, int quantity) =>
        new() { ClaimId = $"{state}", ShipmentId = "parcel-1", State = state, Lines = { new LineQuantity { LineId = "line-0", Quantity = quantity } } };
}
