using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Client;
using Omnichannel.Client.Sales;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Support.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>A till loses its network, a member redeems at it, and spends the same points on the web meanwhile.</summary>
[Collection(OnAnEmptyShop.Name)]
public sealed class OfflineRedemptionTests(EmptyShop shop)
{
    private const string Member = "ada";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task TillOffLine_RedeemsWhatTheMemberSpendsOnTheWeb_AndIsBack_TheyOweIt_AndTheShopKnows()
    {
        var system = shop.System;
        using var folder = new TempFolder("offline-till");
        using var ops = await Client(system, new { sub = "olga", role = "ops" });
        using var agent = await Client(system, new { sub = "ann", role = "agent" });
        using var ada = await Client(system, new { sub = Member, role = "customer", channel = "WEB" });
        using var till = await Client(system, new { sub = "till-1", role = "terminal", channel = "STORE", store_id = "milano-1", actor = "associate-1" });
        await Offer(ops);
        await ops.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = Member });
        await agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = Member, Points = 500, Reason = "welcome" });
        var app = await ada.Tills.ProvisionMemberCodeAsync(new ProvisionMemberCodeRequest { MemberId = Member });

        await using (var off = OfflineRedemptions.Open(till, folder["redemptions.db"]))
        await using (var receipts = OfflineSales.Open(till, folder["receipts.db"]))
        {
            await off.GrantAsync(1_000, "EUR");

            // Nothing is started: there is no network from here on.
            var redeemed = await off.RedeemAsync(app.ScanPrefix + CodeOf(app.Secret), 400, new Receipt { ExternalId = "R-1" });
            await receipts.KeepAsync(Sold(redeemed));
            await off.CompleteAsync(redeemed);
        }

        var held = (await ada.Holds.HoldPointsAsync(new HoldPointsRequest { MemberId = Member, Points = 450 })).Hold;
        await ada.Holds.CaptureHoldAsync(new CaptureHoldRequest { MemberId = Member, HoldId = held.HoldId });

        using var limit = new CancellationTokenSource(Limit);
        await using var back = OfflineRedemptions.Open(till, folder["redemptions.db"]);
        await using var sales = OfflineSales.Open(till, folder["receipts.db"], redemptions: back);
        back.Start();
        sales.Start();
        await back.ReconcileAsync(limit.Token);
        await sales.DeliverAsync(limit.Token);

        var settled = Assert.Single(back.Redemptions).Result!;
        Assert.Equal((OfflineOutcome.Booked, 350, Member), (settled.Outcome, settled.DebtPoints, settled.MemberId));
        Assert.Null(Assert.Single(sales.Sales).Refusal);
        Assert.Equal(settled.OrderId, sales.Sales[0].OrderId);
        var balance = (await ada.Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = Member })).Member.Balance;
        Assert.Equal((0, 350), (balance.Active, balance.Debt));

        var report = Assert.Single((await ops.OfflineRedemptions.ListOfflineAllowancesAsync(new ListOfflineAllowancesRequest { StoreId = "milano-1" })).Reports);
        Assert.Equal((1_000, 400, 400, 350, 0, 0), (report.Allowance.Points, report.RedeemedPoints, report.BookedPoints, report.DebtPoints, report.OverspentPoints, report.Missing));
        Assert.Equal([OfflineException.Debt], Assert.Single(report.Exceptions).Exceptions);
        await Eventually.Within(Limit, async () =>
        {
            var timeline = await agent.Support.ListTimelineAsync(new ListTimelineRequest { CustomerId = Member });
            Assert.Contains(timeline.Entries, entry => entry.EventName == "omnichannel.loyalty.v1.OfflineOverspent");
        });

        // Nothing is missing, so the till has its next allowance.
        await back.GrantAsync(1_000, "EUR", cancellation: limit.Token);
        Assert.Equal(350, (await ada.Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = Member })).Member.Balance.Debt);
    }

    private static async Task Offer(OmnichannelClient ops)
    {
        var document = (await ops.Invoke(new GetProgramRequest { ProgramId = "default" })).Document;
        await ops.Publish($"{document}\noffline: {{per_terminal: 1000, per_store: 5000, per_member: 500, longest_hours: 12}}\n");
    }

    private static OrderRecord Sold(KeptRedemption redeemed)
    {
        var receipt = new OrderRecord
        {
            ExternalId = "R-1",
            CurrencyCode = "EUR",
            Market = "IT",
            PlacedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
            Lines = { new OrderRecordLine { LineId = "1", Sku = "LAMP", Title = "a lamp", Quantity = 1, UnitPrice = "10" } },
        };
        var off = receipt.TakeOff(redeemed, new Dictionary<string, long> { ["1"] = 1_000 });
        receipt.Tenders.Add(new Tender { Kind = TenderKind.Cash, Amount = new Money { CurrencyCode = "EUR", AmountMinor = 1_000 - off } });
        return receipt;
    }

    // As a member's app does: RFC 6238 with HMAC-SHA-256, 8 digits, 30 seconds.
    private static string CodeOf(string secret)
    {
        var key = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in secret)
        {
            (buffer, bits) = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits >= 8)
            {
                bits -= 8;
                key.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        var counter = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
        var hash = HMACSHA256.HashData(key.ToArray(), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % 100_000_000).ToString("D8", CultureInfo.InvariantCulture);
    }

    private static async Task<OmnichannelClient> Client(AllInOneProcess system, object claims)
    {
        var token = await system.TokenAsync(claims);
        return new OmnichannelClient(new OmnichannelClientOptions(new Uri($"http://{system.Grpc}"), _ => new(token)) { LongestPause = TimeSpan.FromMilliseconds(500) });
    }
}

/// <summary>Programs are no till's: the client has no property for them.</summary>
internal static class Programs
{
    public static async Task<GetProgramResponse> Invoke(this OmnichannelClient client, GetProgramRequest request) =>
        await new ProgramService.ProgramServiceClient(client.Invoker).GetProgramAsync(request);

    public static async Task Publish(this OmnichannelClient client, string document) =>
        await new ProgramService.ProgramServiceClient(client.Invoker).PublishProgramAsync(new PublishProgramRequest { Document = document, Origin = Origin.Historical });
}
