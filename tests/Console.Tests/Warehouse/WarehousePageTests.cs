namespace Omnichannel.WebConsole.Tests.Warehouse;

/// <summary>The page of whoever ships, by clicks.</summary>
public sealed class WarehousePageTests
{
    [Fact]
    public async Task Warehouse_PicksPacksAndHandsOver()
    {
        var console = await ConsoleHost.SharedAsync();
        Assert.Equal(
            [
                "a warehouse finds its page, and no others, and what is to be shipped", "the packing list has address, gift wrap and note, and no price", "the packing list alone is printed",
                "what is in hand is picked and packed", "a parcel is announced and called off, and refusals are in the platform's words", "a parcel with an earlier address is not handed over",
                "the page on a phone, dark, in Italian", "the last parcel is handed over, and the order is on its way", "the page is not for customers, and not shown to them",
            ],
            await console.TellAsync("warehouse"));
    }
}
