using Omnichannel.Cart.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>The service dies at each step of a merge.</summary>
public sealed class MergeCrashTests : CrashingService
{
    [Theory]
    [InlineData("merge.frozen")]
    [InlineData("merge.applied")]
    [InlineData("merge.closed")]
    public async Task MergeGuestCart_ProcessDies_MergesOnce(string point)
    {
        await Start(point);
        var cart = await FilledAndJoined();
        var guest = As(Role.Guest, "guest-1");
        var guestCart = (await guest.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await guest.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = guestCart, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG", 3) } });
        var request = new MergeGuestCartRequest { GuestToken = GuestToken("guest-1"), Market = "IT", Strategy = MergeStrategy.Sum };
        await Dies(() => As(Role.Customer, "anna").Cart.MergeGuestCartAsync(request, CartSyncWorld.Key("m")).ResponseAsync);
        await Start(null);

        // Nobody asks again: the guest's cart resumes by itself.
        await Repeated(() => As(Role.Guest, "guest-1").Cart.GetCartAsync(new GetCartRequest { CartId = guestCart }).ResponseAsync, answer => answer.Cart.State is CartState.Merged);
        var merged = await As(Role.Customer, "anna").Cart.MergeGuestCartAsync(request, CartSyncWorld.Key("m"));
        Assert.Equal((cart.CartId, 5), (merged.Cart.CartId, merged.Cart.Lines.Single().Quantity));
        Assert.Equal((2, 3, 5), (merged.Lines.Single().CustomerQuantity, merged.Lines.Single().GuestQuantity, merged.Lines.Single().MergedQuantity));
    }
}
