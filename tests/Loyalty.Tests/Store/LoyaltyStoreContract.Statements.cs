using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>
/// What commands ask of the database: statements, and how often they wait for it. What is added to a hold is added to every sale: it needs a reason here. Each command is
/// done once before it is counted, for programs are read seldom.
/// </content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task Cost_OfAHold_AndOfWhatResolvesIt()
    {
        await bench.Enroll("m");
        await bench.Give("m", 1000);
        await bench.Release("m", await bench.Hold("m", 10));
        var holds = new Queue<string>();

        // The key, the member, its lots; then the lot, the entry, the member, the event, the hold, its timer, the answer.
        Assert.Equal((10, 2), await Cost(async () => holds.Enqueue(await bench.Hold("m", 10))));
        Assert.Equal((10, 2), await Cost(async () => holds.Enqueue(await bench.Hold("m", 10))));

        // The key, the hold; the member, its lots; then as much again.
        Assert.Equal((11, 3), await Cost(() => bench.Capture("m", holds.Dequeue())));
        Assert.Equal((11, 3), await Cost(() => bench.Release("m", holds.Dequeue())));
    }

    [Fact]
    public async Task Cost_OfATill_IsOneQuestionMore_AndNoWait()
    {
        await bench.Enroll("m");
        await bench.Give("m", 1000);
        var presence = await Prove("m", await Code("m"), First);
        var hold = await HoldAt(First, "m", 10, presence);

        // The presence; the receipt.
        Assert.Equal((11, 2), await Cost(() => HoldAt(First, "m", 10, presence)));
        Assert.Equal((12, 3), await Cost(() => CaptureAt(First, "m", hold, "receipt-1")));
    }

    [Fact]
    public async Task Cost_OfACheckout_IsThatOfWhatItHolds()
    {
        await bench.Enroll("anna");
        await bench.Give("anna", 1000);
        var card = await Wallets.Card(1000);
        await Wallets.Checkout("c/0");
        await bench.Commands.PlaceForCheckout(OfPoints("c/1"));

        Assert.Equal((3, 2), await Cost(() => Wallets.Checkout("c/2")));
        Assert.Equal((3, 2), await Cost(() => bench.Commands.Commit("c/2", "o2")));
        Assert.Equal((10, 3), await Cost(() => bench.Commands.PlaceForCheckout(OfPoints("c/3"))));
        Assert.Equal((9, 3), await Cost(() => bench.Commands.Commit("c/3", "o3")));
        Assert.Equal((9, 3), await Cost(() => bench.Commands.ReleaseCheckout("c/1")));
        Assert.Equal((9, 3), await Cost(() => Wallets.Checkout("c/4", (card, 400))));
        Assert.Equal((11, 4), await Cost(() => bench.Commands.Commit("c/4", "o4")));
    }

    [Fact]
    public async Task Cost_OfAnOrder()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o0", "m", 1000));

        // Where there is more than one writer, the order's name is locked first. Then whether it is known, and the member; what waited for it; what counts for tiers; and
        // the order, what it earned, the lot, the entry, the member, the event.
        var locks = bench.Database.Dialect.LockRow.Length > 0 ? 1 : 0;
        Assert.Equal((10 + locks, 4), await Cost(() => bench.Place(bench.Order("o1", "m", 1000))));
    }

    private static CheckoutHoldCommand OfPoints(string holdId) => new(
        holdId, new Basket("anna", false, "IT", "EUR", [new EarningLine("l1", "sku", "home", 1, 1000, true)], 0), [], 100, SalesChannel.Web, "hash");

    private async Task<(long Statements, long RoundTrips)> Cost(Func<Task> command)
    {
        var traffic = bench.Database.Traffic;
        var (statements, roundTrips) = (traffic.Statements, traffic.RoundTrips);
        await command();
        return (traffic.Statements - statements, traffic.RoundTrips - roundTrips);
    }
}
