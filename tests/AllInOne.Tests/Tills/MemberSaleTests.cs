using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Client.Sales;
using Omnichannel.Loyalty;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;
using Omnichannel.Returns.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using CouponTerms = Omnichannel.Loyalty.V1.CouponTerms;
using ReturnedLine = Omnichannel.Returns.V1.ReturnedLine;

namespace Omnichannel.AllInOne.Tests.Tills;

/// <summary>
/// A till sells to a member by receipt: it finds them, holds points and a coupon, captures, records the sale; some of it comes back. Through the wire of Loyalty and
/// Order-tracking, and the events between them.
/// </summary>
public abstract class MemberSaleTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder folder = new("member-sale");
    private EmbeddedEventLog log = null!;
    private RunningService orders = null!;
    private RunningService loyalty = null!;

    private LoyaltyClients Till => new(loyalty.As(Role.Terminal, "till-1"));

    private LoyaltyClients Ada => new(loyalty.As(Role.Customer, "ada"));

    public async Task InitializeAsync()
    {
        log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = folder["events.db"] }, TimeProvider.System);
        orders = await RunningService.Start(
            OrderTrackingApplication.Build,
            new Dictionary<string, string?>(await Storage(folder["orders.db"]))
            {
                ["Omnichannel:Grants:Keys:0:Id"] = "1", ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
            },
            host: new PlatformHost { EventLog = log });
        loyalty = await RunningService.Start(LoyaltyApplication.Build, await Storage(folder["loyalty.db"]), host: new PlatformHost { EventLog = log });
        await Ada.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada" });
        await new LoyaltyClients(loyalty.As(Role.Ops, "olga")).Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "ada", Points = 1000, Reason = "welcome" });
        await new LoyaltyClients(loyalty.As(Role.Ops, "olga")).Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "ADA-10" }, Terms = new CouponTerms { Percent = "10", MemberId = "ada" } });
    }

    public async Task DisposeAsync()
    {
        await orders.DisposeAsync();
        await loyalty.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<IReadOnlyDictionary<string, string?>> Storage(string file);

    [Fact]
    public async Task Till_SellsToAMember_PartComesBack_PartByPart()
    {
        var receipt = Receipt("0001");
        var held = await Hold(receipt, 400);
        Assert.Equal(500 + 400, receipt.TakeOff(held));
        receipt.Tenders.Add(new Tender { Kind = TenderKind.Cash, Amount = Eur(5000 - 900) });
        var captured = await Till.Holds.CaptureHoldAsync(new CaptureHoldRequest { MemberId = "ada", HoldId = held.Hold.HoldId, Receipt = new Receipt { ExternalId = "0001" } });
        var order = (await Record(receipt)).Order;

        // The receipt is the order for which the hold was captured.
        Assert.Equal(captured.Hold.OrderId, order.OrderId);
        Assert.Equal((400, 500, 400, 4100), (order.PointsRedeemed, order.Totals.Discounts.AmountMinor, order.Totals.PointsValue.AmountMinor, order.Totals.Due.AmountMinor));
        Assert.Equal(["ADA-10"], order.CouponCodes);
        Assert.Equal(order, (await Record(receipt)).Order);

        // 41.00 in two lines: 32.80 and 8.20 earn 32 and 8.
        await Eventually.Within(Limit, async () => Assert.Equal((40, 600, 0), await Points()));

        // One of four lamps: 8 of its 32, and 80 of the 320 points that it was paid with.
        await Returned("r-1", order, ("1", 1));
        await Eventually.Within(Limit, async () => Assert.Equal((32, 680, 0), await Points()));
        await Returned("r-2", order, ("1", 3), ("2", 1));
        await Eventually.Within(Limit, async () => Assert.Equal((0, 1000, 0), await Points()));
        using var proof = new LoyaltyClients(loyalty.As(Role.Ops, "olga")).Ledger.VerifyLedger(new VerifyLedgerRequest());
        LedgerProof? proved = null;
        while (await proof.ResponseStream.MoveNext(default))
        {
            Assert.Empty(proof.ResponseStream.Current.Findings);
            proved = proof.ResponseStream.Current.Proof;
        }

        Assert.True(proved!.Valid, proved.ToString());
    }

    [Fact]
    public async Task Till_SellsForPickup_AndNobodyCaptured_CancelledWhole_GivesPointsAndCouponBack()
    {
        var receipt = Receipt("0002");
        foreach (var line in receipt.Lines)
        {
            line.Fulfilment = new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = "store-2" } };
        }

        receipt.Promised = new PromisedDays { MinDays = 1, MaxDays = 3 };
        receipt.TakeOff(await Hold(receipt, 400));
        receipt.Tenders.Add(new Tender { Kind = TenderKind.Card, Reference = "pay-2", Amount = Eur(4100) });
        var order = (await Record(receipt)).Order;
        Assert.Equal(("store-2", 2), (Assert.Single(order.Pickups).StoreId, order.Pickups[0].Lines.Count));
        Assert.Equal(PromiseState.Made, order.Promise.State);
        await Eventually.Within(Limit, async () => Assert.Equal(((40, 600, 0), 1), (await Points(), await Redeemed())));

        await new OrderClients(orders.As(Role.Ops, "olga")).Orders.CancelOrderAsync(new CancelOrderRequest { OrderId = order.OrderId, Reason = "OUT_OF_STOCK" });
        await Eventually.Within(Limit, async () => Assert.Equal(((0, 1000, 0), 0), (await Points(), await Redeemed())));
    }

    [Fact]
    public async Task Till_ThatRepeatsANumber_OrLiesAboutTime_IsRefused()
    {
        var (first, second) = (Receipt("0003"), Receipt("0003"));
        var held = await Hold(first, 100);
        first.TakeOff(held);
        first.Tenders.Add(new Tender { Kind = TenderKind.Cash, Amount = Eur(4400) });
        await Till.Holds.CaptureHoldAsync(new CaptureHoldRequest { MemberId = "ada", HoldId = held.Hold.HoldId, Receipt = new Receipt { ExternalId = "0003" } });
        var order = (await Record(first)).Order;

        // The second sale under the number: its hold is not captured for it, nor is it recorded.
        var again = await Hold(second, 200, "");
        second.TakeOff(again);
        second.Tenders.Add(new Tender { Kind = TenderKind.Cash, Amount = Eur(4800) });
        Assert.Equal("RECEIPT_TAKEN", await Reason(() => Till.Holds.CaptureHoldAsync(
            new CaptureHoldRequest { MemberId = "ada", HoldId = again.Hold.HoldId, Receipt = new Receipt { ExternalId = "0003" } })));
        Assert.Equal("EXTERNAL_ID_TAKEN", await Reason(() => RecordCall(second)));
        second.ExternalId = "0004";
        second.PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal("PLACED_IN_FUTURE", await Reason(() => RecordCall(second)));

        // A hold that is another order's pays for nothing twice.
        var third = Receipt("0005");
        third.TakeOff(held);
        third.Tenders.Add(new Tender { Kind = TenderKind.Cash, Amount = Eur(4400) });
        var stolen = (await Record(third)).Order;
        await Eventually.Within(Limit, async () => Assert.Equal(86, (await Points()).Pending));
        await Returned("r-3", stolen, ("1", 4), ("2", 1));
        await Returned("r-4", order, ("1", 4), ("2", 1));
        await Eventually.Within(Limit, async () => Assert.Equal((0, 800, 200), await Points()));
    }

    private async Task<HoldPointsResponse> Hold(OrderRecord receipt, long points, string coupon = "ADA-10")
    {
        var given = await Ada.Tills.ProvisionMemberCodeAsync(new ProvisionMemberCodeRequest { MemberId = "ada" });
        var card = (await Ada.Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "ada" })).Member.CardNumber;
        Assert.Equal($"M1.{card}.", given.ScanPrefix);
        var presence = (await Till.Tills.ProvePresenceAsync(new ProvePresenceRequest { Scan = card, CurrencyCode = "EUR" })).Presence;
        var request = new HoldPointsRequest { MemberId = "ada", Points = points, PresenceId = presence.PresenceId, CurrencyCode = "EUR", Market = "IT", Reference = receipt.ExternalId };
        request.Lines.Add(receipt.Lines.Select(line => new BasketLine
        {
            LineId = line.LineId, Sku = line.Sku, Quantity = line.Quantity, Amount = Eur(line.Quantity * 100 * long.Parse(line.UnitPrice, System.Globalization.CultureInfo.InvariantCulture)),
        }));
        if (coupon.Length > 0)
        {
            request.CouponCodes.Add(coupon);
        }

        return await Till.Holds.HoldPointsAsync(request);
    }

    private AsyncUnaryCall<RecordOrderResponse> RecordCall(OrderRecord receipt) =>
        new OrderClients(orders.As(Role.Terminal, "till-1")).Orders.RecordOrderAsync(new RecordOrderRequest { Order = receipt });

    private async Task<RecordOrderResponse> Record(OrderRecord receipt) => await RecordCall(receipt);

    private async Task Returned(string returnId, Order order, params (string Line, int Quantity)[] lines)
    {
        var message = new ReturnResolved { ReturnId = returnId, OrderId = order.OrderId, OrderNumber = order.OrderNumber, CustomerId = "ada", EffectiveAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow) };
        message.Lines.Add(lines.Select(line => new ReturnedLine { LineId = line.Line, Quantity = line.Quantity }));
        await using var publisher = log.CreatePublisher("test");
        await publisher.Publish(
            [
                new EventRecord(
                    EventTopics.Of(ReturnResolved.Descriptor), Guid.CreateVersion7().ToString(), ReturnResolved.Descriptor.FullName, "/omnichannel/test", returnId, 1, DateTimeOffset.UtcNow, null,
                    message.ToByteArray()),
            ],
            default);
    }

    private async Task<(int Pending, int Active, int Held)> Points()
    {
        var balance = (await Ada.Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = "ada" })).Balance;
        return ((int)balance.Pending, (int)balance.Active, (int)balance.Held);
    }

    private async Task<int> Redeemed() => (await Ada.Coupons.GetCouponAsync(new GetCouponRequest { Code = "ADA-10" })).Coupon.RedeemedCount;

    private static async Task<string?> Reason<T>(Func<AsyncUnaryCall<T>> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call())).Reason();

    private static Money Eur(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };

    // 50.00 in two lines.
    private static OrderRecord Receipt(string number) => new()
    {
        ExternalId = number, CurrencyCode = "EUR", Market = "IT", PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
        Lines =
        {
            new OrderRecordLine { LineId = "1", Sku = "lamp", Quantity = 4, UnitPrice = "10" },
            new OrderRecordLine { LineId = "2", Sku = "shade", Quantity = 1, UnitPrice = "10" },
        },
    };
}

public sealed class SqliteMemberSaleTests : MemberSaleTests
{
    protected override Task<IReadOnlyDictionary<string, string?>> Storage(string file) => Task.FromResult<IReadOnlyDictionary<string, string?>>(
        new Dictionary<string, string?> { ["Omnichannel:Storage:Provider"] = "sqlite", ["Omnichannel:Storage:Path"] = file });
}

public sealed class PostgresMemberSaleTests : MemberSaleTests
{
    protected override async Task<IReadOnlyDictionary<string, string?>> Storage(string file) => new Dictionary<string, string?>
    {
        ["Omnichannel:Storage:Provider"] = "postgres",
        ["Omnichannel:Storage:ConnectionString"] = (await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString,
    };
}
