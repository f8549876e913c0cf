using Omnichannel.Client.Device;
using Omnichannel.Client.Sales;
using Omnichannel.Client.Tests.Carts;
using Omnichannel.Client.Tests.Catalogue;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Sales;

/// <summary>A till's redemptions off line: within its allowance, kept, and sent until they are settled.</summary>
public sealed class OfflineRedemptionsTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new("client-redemptions");
    private readonly OfflinePlatform platform = new();
    private readonly DroppingHandler network = new();
    private readonly TillClock clock = new();
    private GrpcServer server = null!;
    private OmnichannelClient client = null!;

    private string Path => folder["redemptions.db"];

    public async Task InitializeAsync()
    {
        server = await GrpcServer.Start(platform);
        client = new OmnichannelClient(new OmnichannelClientOptions(server.Address, _ => new("token"))
        {
            HttpHandler = network,
            FirstPause = TimeSpan.FromMilliseconds(2),
            LongestPause = TimeSpan.FromMilliseconds(20),
        });
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        client.Dispose();
        network.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Till_RedeemsWithinItsAllowance_AndNoFurther()
    {
        await using var till = Open();
        Assert.Equal(OfflineRefusal.NoAllowance, await Refused(() => till.RedeemAsync("card 1", 10, Receipt("1"))));
        await till.GrantAsync(80, "EUR");
        Assert.Equal(OfflineRefusal.BelowMinimum, await Refused(() => till.RedeemAsync(Code("1", 1), 4, Receipt("1"))));
        Assert.Equal(OfflineRefusal.OverMemberLimit, await Refused(() => till.RedeemAsync(Code("1", 1), 61, Receipt("1"))));
        Assert.Equal(OfflineRefusal.OverCardLimit, await Refused(() => till.RedeemAsync("1", 26, Receipt("1"))));
        var first = await till.RedeemAsync(Code("1", 1), 31, Receipt("1"));
        Assert.Equal((1, 15, "EUR"), (first.Redemption.Number, first.Value!.AmountMinor, first.Value.CurrencyCode));
        Assert.Equal(OfflineRefusal.CodeUsed, await Refused(() => till.RedeemAsync(Code("1", 1), 10, Receipt("2"))));
        await till.RedeemAsync(Code("1", 2), 29, Receipt("2"));
        Assert.Equal(OfflineRefusal.OverMemberLimit, await Refused(() => till.RedeemAsync("1", 5, Receipt("3"))));
        Assert.Equal(OfflineRefusal.OverAllowance, await Refused(() => till.RedeemAsync(Code("2", 1), 21, Receipt("3"))));

        // What was not sold can be redeemed again.
        await till.VoidAsync(first);
        var third = await till.RedeemAsync(Code("2", 1), 51, Receipt("3"));
        Assert.Equal(3, third.Redemption.Number);
        await Assert.ThrowsAsync<ArgumentException>(() => till.CompleteAsync(first));
        await till.VoidAsync(first);
    }

    [Fact]
    public async Task Clock_ThatIsSet_ProlongsNothing_AndTimesNeverGoBack()
    {
        await using (var till = Open())
        {
            await till.GrantAsync(80, "EUR");
            clock.Pass(TimeSpan.FromMinutes(30));
            Assert.Equal(platform.Now.AddMinutes(30), (await till.RedeemAsync(Code("1", 1), 5, Receipt("1"))).Redemption.RedeemedAt.ToDateTimeOffset());
            clock.Set(TimeSpan.FromDays(-400));
            clock.Pass(TimeSpan.FromMinutes(30));
            Assert.Equal(platform.Now.AddHours(1), (await till.RedeemAsync(Code("1", 2), 5, Receipt("2"))).Redemption.RedeemedAt.ToDateTimeOffset());
        }

        // Over a restart only the clock on the wall can tell; no time is before one that was told.
        await using (var again = Open())
        {
            Assert.Equal(platform.Now.AddHours(1), (await again.RedeemAsync(Code("1", 3), 5, Receipt("3"))).Redemption.RedeemedAt.ToDateTimeOffset());
            clock.Set(TimeSpan.FromDays(800));
            Assert.Equal(OfflineRefusal.Expired, await Refused(() => again.RedeemAsync(Code("1", 4), 5, Receipt("4"))));
        }
    }

    [Fact]
    public async Task Redemptions_AreBookedOnce_WhateverIsLostOnTheWay_AndWhatWasShownIsForgotten()
    {
        await using (var day = Open())
        {
            await day.GrantAsync(1_000, "EUR");
            for (var n = 1; n <= 130; n++)
            {
                var redeemed = await day.RedeemAsync(Code($"{n}", 1), 5, Receipt($"{n}"));
                await (n % 10 == 0 ? day.VoidAsync(redeemed) : day.CompleteAsync(redeemed));
            }
        }

        var random = new Random(3);
        network.Loses = _ => (Loss)random.Next(3);
        await using var till = Open();
        var told = new List<string>();
        till.Settled += (_, settled) => told.Add(settled.Redemption.RedemptionId);
        till.Start();
        await Settle(till);

        Assert.Equal(Enumerable.Range(1, 130).Select(n => (long)n), platform.Taken.Values.Select(taken => taken.Number).Order());
        Assert.Equal(13, platform.Taken.Values.Count(taken => taken.Voided));
        Assert.Empty(platform.Altered);
        Assert.Equal(till.Redemptions.Select(each => each.Redemption.RedemptionId), told);
        Assert.All(till.Redemptions, each => Assert.Equal((RedemptionState.Settled, OfflineRedemption.ProofOneofCase.None), (each.State, each.Redemption.ProofCase)));
        network.Loses = _ => Loss.None;

        // What is written down counts under its allowance until the next.
        await till.ForgetAsync(till.Redemptions[0]);
        Assert.Equal(129, till.Redemptions.Count);
        await till.GrantAsync(1_000, "EUR");
        Assert.Equal(("off-1", 130), (platform.Asked[^1].Previous.AllowanceId, platform.Asked[^1].Previous.LastNumber));
        Assert.Equal(1, (await till.RedeemAsync(Code("1", 9), 5, Receipt("131"))).Redemption.Number);
    }

    [Fact]
    public async Task KilledTill_LosesNoRedemption_AndBooksNoneTwice()
    {
        var random = new Random(5);
        var promised = 0;
        for (var life = 1; life <= 4; life++)
        {
            promised += await KilledProcess.After(random.Next(1, 25), "--redeemer", Path, server.Address.ToString(), $"{life}");
        }

        await using var till = OfflineRedemptions.Open(client, Path);
        foreach (var open in till.Redemptions.Where(each => each.State is RedemptionState.Open))
        {
            await till.VoidAsync(open);
        }

        till.Start();
        await Settle(till);
        Assert.True(platform.Taken.Values.Count(taken => !taken.Voided) >= promised);
        Assert.Equal(Enumerable.Range(1, platform.Taken.Count).Select(n => (long)n), platform.Taken.Values.Select(taken => taken.Number).Order());
        Assert.Empty(platform.Altered);
        Assert.All(platform.Taken.Values.GroupBy(taken => taken.Receipt.ExternalId), receipt => Assert.Single(receipt));
        Assert.Single(platform.Asked);
    }

    [Fact]
    public async Task OpenRedemption_IsNotSent_AndIsThereAfterARestart()
    {
        await using (var till = Open())
        {
            await till.GrantAsync(80, "EUR");
            await till.RedeemAsync("1", 10, Receipt("1"));
            till.Start();
            await Settle(till);
        }

        Assert.Empty(platform.Taken);
        await using var again = Open();
        again.Start();
        await again.CompleteAsync(Assert.Single(again.Redemptions));
        await Settle(again);
        Assert.Equal(10, Assert.Single(platform.Taken.Values).Points);
    }

    [Fact]
    public async Task NonsenseAnswer_IsNotBelieved()
    {
        platform.Spoil = answer => answer.Results.Clear();
        await using var till = Open();
        var troubles = new TaskCompletionSource<ClientTrouble>();
        till.Trouble += (_, trouble) => troubles.TrySetResult(trouble);
        till.Start();
        await till.GrantAsync(80, "EUR");
        await till.CompleteAsync(await till.RedeemAsync("1", 10, Receipt("1")));
        Assert.Equal(TroubleKind.NonsenseAnswer, (await troubles.Task.WaitAsync(TimeSpan.FromMinutes(1))).Kind);
        platform.Spoil = null;
        await Settle(till);
        Assert.Equal(RedemptionState.Settled, Assert.Single(till.Redemptions).State);
    }

    [Fact]
    public async Task Receipt_GoesAfterItsRedemption_AndToItsMember()
    {
        var orders = new ShakyOrders();
        await using var shop = await GrpcServer.Start(orders);
        using var shopClient = new OmnichannelClient(new OmnichannelClientOptions(shop.Address, _ => new("token")) { FirstPause = TimeSpan.FromMilliseconds(2), LongestPause = TimeSpan.FromMilliseconds(20) });
        await using var till = Open();
        await using var sales = OfflineSales.Open(shopClient, folder["receipts.db"], redemptions: till);
        await till.GrantAsync(80, "EUR");
        var redeemed = await till.RedeemAsync(Code("1", 1), 41, Receipt("1"));
        var receipt = Receipts.Of("1");
        receipt.Lines.Add(new OrderRecordLine { LineId = "2", Sku = "CUP", Title = "a cup", Quantity = 1, UnitPrice = "5" });
        Assert.Equal(20, receipt.TakeOff(redeemed, new Dictionary<string, long> { ["1"] = 1000, ["2"] = 500 }));
        Assert.Equal([(27, 13), (14, 7)], receipt.Lines.Select(line => ((int)line.PointsRedeemed, (int)line.LoyaltyDiscounts.Single().Amount.AmountMinor)));
        await sales.KeepAsync(receipt);
        await sales.KeepAsync(Receipts.Of("2"));
        var held = new TaskCompletionSource();
        sales.Trouble += (_, _) => held.TrySetResult();
        sales.Start();
        await held.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["2"], orders.Recorded);

        await till.CompleteAsync(redeemed);
        till.Start();
        await Settle(till);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await sales.DeliverAsync(limit.Token);
        Assert.Equal(["2", "1"], orders.Recorded);
        Assert.Equal((redeemed.HoldId, "ada"), (orders.Last.HoldId, orders.Last.CustomerId));
    }

    private OfflineRedemptions Open() => OfflineRedemptions.Open(client, Path, clock);

    private static string Code(string card, int code) => $"M1.{card}.{code:D8}";

    private static Receipt Receipt(string number) => new() { ExternalId = number };

    private static async Task<OfflineRefusal> Refused(Func<Task> redeem) => (await Assert.ThrowsAsync<OfflineRefusedException>(redeem)).Refusal;

    private static async Task Settle(OfflineRedemptions till)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await till.ReconcileAsync(limit.Token);
    }
}
