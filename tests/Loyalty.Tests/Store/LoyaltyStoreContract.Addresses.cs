using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Guests who gave an address that turns out to be a customer's.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task GuestOrdersOfAVerifiedAddress_AreCreditedAtEnrolment_Once()
    {
        await bench.Place(OfAddress("before", "g1"));
        await Verified("m", "link-1");
        await Verified("m", "link-1");
        await bench.Place(OfAddress("after", "g2"));
        await bench.Place(OfAddress("of-nobody", "g3") with { BuyerKey = "another" });
        await bench.Advance(TimeSpan.FromDays(29));

        await bench.Enroll("m");
        await Verified("m", "link-2");
        await bench.Apply(unit => bench.Orders.Follow(unit, "g1", "m", 1));

        Assert.Equal((20, 0, 0, 0), await bench.Points("m"));
        await bench.Place(OfAddress("of-a-member", "g4"));
        Assert.Equal((30, 0, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task GuestOrder_OfAnAddressThatIsVerifiedAfterEnrolment_IsCredited_AndThatOfALoginIsTheLogins()
    {
        await bench.Enroll("m");
        await bench.Enroll("other");
        await bench.Place(OfAddress("a", "g1"));
        await bench.Place(OfAddress("b", "g2"));
        await bench.Apply(unit => bench.Orders.Follow(unit, "g2", "other", 1));

        await Verified("m", "link-1");
        await Verified("other", "older", -1);

        Assert.Equal((10, 0, 0, 0), await bench.Points("m"));
        Assert.Equal((10, 0, 0, 0), await bench.Points("other"));
    }

    private PlacedOrder OfAddress(string orderId, string guestId) => bench.Order(orderId, null, 1_000) with { GuestId = guestId, BuyerKey = "address" };

    private Task Verified(string customerId, string linkId, int minutes = 0) => bench.Apply(async unit =>
    {
        var name = new VerifiedName(NameKind.Email, "address", customerId, linkId, bench.Clock.Now.AddMinutes(minutes));
        if (await VerifiedNames.Link(unit, name))
        {
            await bench.Orders.Claim(unit, name);
        }
    });
}
