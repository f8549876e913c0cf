using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Tests.Carts;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Device;

/// <summary>A disk that is really full.</summary>
public sealed class FullDiskTests(Shop shop) : IClassFixture<Shop>, IDisposable
{
    private readonly TempFolder folder = new("client-disk");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Edit_ThatDoesNotFit_IsRefused_AndOthersAreKept() =>
        Assert.Equal(["Full True True", "True", "1", "sound MUG"], await SmallDisk.Run(folder.Path, "size=1m", "--full-disk", "edits", folder.Path));

    [Fact]
    public async Task Receipt_ThatDoesNotFit_IsRefused_AndOthersAreKept() =>
        Assert.Equal(["Full True True", "1", "last True"], await SmallDisk.Run(folder.Path, "size=1m", "--full-disk", "sales", folder.Path));

    [Fact]
    public async Task Log_ForWhichThereIsNoRoom_IsNotInUse() =>
        Assert.Equal(["Full"], await SmallDisk.Run(folder.Path, "size=1m,nr_inodes=1", "--full-disk", "open", folder.Path));

    [Fact]
    public async Task Catalogue_ThatDoesNotFit_IsRefused()
    {
        var items = Enumerable.Range(0, 1_000).Select(n => CartSyncWorld.Item($"D-{n}", new string('x', 1_000), "1"));
        await shop.World.As(Role.Ops, "ops").Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { items } });
        Assert.Equal(
            ["Full True"],
            await SmallDisk.Run(folder.Path, "size=512k", "--full-disk", "catalogue", folder.Path, shop.Address.ToString(), shop.TillToken("till-1")));
    }
}
