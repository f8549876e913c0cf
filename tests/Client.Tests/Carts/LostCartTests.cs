using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Client.Carts;
using Omnichannel.Client.Device;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Carts;

/// <summary>A cart that is not the device's any more while edits wait for it.</summary>
public sealed class LostCartTests(Shop shop) : IClassFixture<Shop>, IDisposable
{
    private readonly TempFolder folder = new("client-lost");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task LostCartsEdits_AreHandedBack_OnceAndForGood()
    {
        using var client = shop.Client("lost-owner");
        using (var log = SqliteOperationLog.Open(folder["till.db"]))
        {
            await using var cart = new DeviceCart(client, log, Shop.Quiet with { CartId = await CartOfSomebodyElse() });
            var lost = Lost(cart);
            await cart.AddAsync("MUG", 2);
            await cart.SetGiftNoteAsync("Auguri");
            cart.Start();
            await lost.WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(2, cart.View.Pending);

            var handed = await cart.DiscardLostAsync();
            Assert.Equal([CartOperation.OperationOneofCase.Add, CartOperation.OperationOneofCase.SetGiftNote], handed.Select(edit => edit.OperationCase));
            Assert.Equal(("MUG", 2), (handed[0].Add.Sku, handed[0].Add.Quantity));
            Assert.Equal(0, cart.View.Pending);
            Assert.Empty(await cart.DiscardLostAsync());
        }

        using var again = SqliteOperationLog.Open(folder["till.db"]);
        Assert.Empty(again.Read().Operations);
    }

    [Fact]
    public async Task EarlierCart_ThatIsLost_IsHandedBack_AndTheCurrentOneKeepsItsEdits()
    {
        using var client = shop.Client("lost-second");
        using var log = new MemoryOperationLog();
        await using (var before = new DeviceCart(client, log, Shop.Quiet with { CartId = await CartOfSomebodyElse() }))
        {
            await before.AddAsync("LAMP", 7);
        }

        var own = (await shop.CartOf("lost-second")).CartId;
        await using var cart = new DeviceCart(client, log, Shop.Quiet with { CartId = own });
        var lost = Lost(cart);
        await cart.AddAsync("MUG");
        cart.Start();
        await lost.WaitAsync(TimeSpan.FromMinutes(1));
        await Shop.Settle(cart);
        Assert.Equal(7, Assert.Single(await cart.DiscardLostAsync()).Add.Quantity);
        Assert.Equal([("MUG", 1)], Shop.LinesOf(await shop.CartOf("lost-second")));
    }

    [Fact]
    public async Task OwnCart_HasNothingToDiscard()
    {
        using var client = shop.Client("lost-none");
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        await cart.AddAsync("MUG");
        cart.Start();
        Assert.Empty(await cart.DiscardLostAsync());
        await Shop.Settle(cart);
        Assert.Equal([("MUG", 1)], Shop.LinesOf(await shop.CartOf("lost-none")));
    }

    private async Task<string> CartOfSomebodyElse()
    {
        var other = shop.World.As(Role.Customer, $"other-{Guid.NewGuid():N}");
        return (await shop.World.Fill(other, CartSyncWorld.Market, ("CUP", 1, null))).CartId;
    }

    private static Task Lost(DeviceCart cart)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cart.Trouble += (_, trouble) =>
        {
            if (trouble.Kind is TroubleKind.CartNotFound)
            {
                lost.TrySetResult();
            }
        };
        return lost.Task;
    }
}
