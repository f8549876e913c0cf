using System.Text.RegularExpressions;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>The proof finds whatever anybody changes by hand, wherever the service keeps it.</content>
public abstract partial class LoyaltyStoreContract
{
    private const string TillSecret = "which code opens a till next; no points, and the holds say what was done with it";
    private const string AtTheTill = "lives for minutes, and lets somebody spend; what was spent is a hold";
    private const string StaffLimit = "how much of a day's limit somebody has left; what was moved, and by whom, is in the entries";
    private const string Window = "until when goods can be returned is Returns' to say, and is told again with each change; no points";
    private const string CapLimit = "how much of a limit was used; what was earned under it is an entry";
    private const string Device = "with what somebody was seen follows from calls and from Support's events; no points";
    private const string BirthdayDay = "on which day a member is given points; what was given, and when, is an entry";
    private const string Told = "what a member was told of points that lapse; when they do is in the lots";
    private const string TierBefore = "how a tier stood before a merge; a tier follows from the orders, and is looked at anew";
    private const string AboutNames = "whose address or number it is follows from Support's events, and is found again there";

    /// <summary>Columns that no proof can rest on, and why not. A column that is not here must be proven.</summary>
    private static readonly Dictionary<string, string> Unproven = new()
    {
        ["member_codes.member_id"] = TillSecret,
        ["member_codes.generation"] = TillSecret,
        ["member_codes.last_step"] = TillSecret,
        ["presences.presence_id"] = AtTheTill,
        ["presences.member_id"] = AtTheTill,
        ["presences.store_id"] = AtTheTill,
        ["presences.kind"] = AtTheTill,
        ["presences.expires_at"] = AtTheTill,
        ["verified_names.name_key"] = AboutNames,
        ["verified_names.kind"] = AboutNames,
        ["verified_names.customer_id"] = AboutNames,
        ["verified_names.link_id"] = AboutNames,
        ["verified_names.linked_at"] = AboutNames,
        ["merged_tiers.merge_id"] = TierBefore,
        ["merged_tiers.member_id"] = TierBefore,
        ["merged_tiers.tier_id"] = TierBefore,
        ["merged_tiers.tier_since"] = TierBefore,
        ["merged_tiers.tier_at_risk_at"] = TierBefore,
        ["person_devices.customer_id"] = Device,
        ["person_devices.device_key"] = Device,
        ["return_windows.order_id"] = Window,
        ["return_windows.version"] = Window,
        ["return_windows.windows"] = Window,
        ["member_birthdays.member_id"] = BirthdayDay,
        ["member_birthdays.month_day"] = BirthdayDay,
        ["member_birthdays.next_on"] = BirthdayDay,
        ["member_birthdays.last_on"] = BirthdayDay,
        ["expiry_notices.member_id"] = Told,
        ["expiry_notices.expires_at"] = Told,
        ["cap_uses.program_id"] = CapLimit,
        ["cap_uses.cap_id"] = CapLimit,
        ["cap_uses.member_id"] = CapLimit,
        ["cap_uses.period_start"] = CapLimit,
        ["cap_uses.used"] = CapLimit,
        ["staff_use.program_id"] = StaffLimit,
        ["staff_use.person_id"] = StaffLimit,
        ["staff_use.day"] = StaffLimit,
        ["staff_use.points"] = StaffLimit,
    };

    [Fact]
    public async Task VerifyLedger_FindsEachFieldOfEachTable_ThatSomebodyChanges()
    {
        await LiveThroughEverything();
        Assert.Empty(await bench.Findings());
        var flipped = new HashSet<string>();
        foreach (var table in (await Tables()).Where(table => table.IsProven))
        {
            foreach (var column in table.Columns.Where(column => !Unproven.ContainsKey($"{table.Name}.{column.Name}")))
            {
                foreach (var row in Sample(await Rows(table), column.Name))
                {
                    foreach (var value in Others(row[column.Name], column))
                    {
                        await Flip(table, column, row, value);
                        flipped.Add($"{table.Name}.{column.Name}");
                    }
                }
            }
        }

        // Every column of every table was changed at least once, with a value in it where the column may be empty.
        Assert.Equal((await Tables()).SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}")).Except(Unproven.Keys).Order(), flipped.Order());
        Assert.All(Unproven.Keys, column => Assert.DoesNotContain(column, flipped));
        Assert.Empty(await bench.Findings());
    }

    [Fact]
    public async Task VerifyLedger_FindsEachRow_ThatSomebodyTakesOut()
    {
        await LiveThroughEverything();
        foreach (var table in (await Tables()).Where(table => table.IsProven))
        {
            // What nobody else speaks of is not missed: a coupon that nobody uses, an order of nobody or of which nothing is left, the latest program, a card without money, a friend who was not rewarded.
            foreach (var row in (await Rows(table)).Where(row => table.Name switch
            {
                "coupons" or "programs" or "campaigns" or "wallet_refunds" or "adjustments" or "earnings" or "referral_codes" or "offline_allowances" or "offline_switches" => false,
                "offline_redemptions" => (string)row["outcome"]! == "BOOKED",
                "referrals" => (string)row["state"]! == "REWARDED",
                "wallets" => (long)row["last_entry"]! > 0,
                "holds" => row["member_id"] is not null,
                "orders" => row["member_id"] is not null && (long)row["earned_points"]! > (long)row["clawed_points"]!,
                _ => true,
            }).Take(bench.Database.Dialect == SqlDialect.Postgres ? 3 : int.MaxValue))
            {
                await Change($"delete from {table.Name} where {table.Key}", row);
                Assert.True((await bench.Findings()).Count > 0, $"{table.Name} {Show(table, row)} is gone, and nobody misses it");
                await Change($"insert into {table.Name} ({table.Names}) values ({table.Parameters})", row);
            }
        }
    }

    [Fact]
    public async Task VerifyLedger_OfOneMember_FindsTheirs_AndNoOneElses()
    {
        await bench.Enroll("a");
        await bench.Enroll("b");
        await bench.Give("a", 10);
        await bench.Give("b", 10);
        var head = (await bench.Get<LedgerProof>().Verify("a", _ => Task.CompletedTask, default)).ChainHead;
        Assert.Equal((await bench.Statement("a"))[0].Hash, head);
        await bench.Database.Write(sql => sql.Execute("update entries set recorded_at = recorded_at + 1 where member_id = 'b'"));

        Assert.Empty(await bench.Findings("a"));
        Assert.Equal("hash", Assert.Single(await bench.Findings("b")).Field);
        await bench.Database.Write(sql => sql.Execute("update entries set recorded_at = recorded_at - 1 where member_id = 'b'"));
    }

    [Fact]
    public async Task VerifyLedger_OfALedgerAtWork_RaisesNoFalseAlarm()
    {
        foreach (var member in new[] { "a", "b", "c" })
        {
            await bench.Enroll(member);
            await bench.Give(member, 1_000_000);
        }

        using var stop = new CancellationTokenSource();
        var work = Task.WhenAll(new[] { "a", "b", "c" }.Select(async member =>
        {
            while (!stop.IsCancellationRequested)
            {
                await bench.Capture(member, await bench.Hold(member, 2), 1);
                await Task.Yield();
            }
        }));
        for (var i = 0; i < 15; i++)
        {
            var before = await Version();
            Assert.Empty(await bench.Findings());
            while (await Version() == before && !work.IsCompleted)
            {
                await Task.Yield();
            }
        }

        await stop.CancelAsync();
        await work;

        async Task<long> Version() => (await bench.Statements.Find("a", default))!.Version;
    }

    // Everything that the service does, so that each column of each table has something in it.
    private async Task LiveThroughEverything()
    {
        await bench.Database.Write(sql => sql.Execute("delete from programs where version > 1"));
        await BringFriends();
        await bench.Place(bench.Order("guest", null, 10_000) with { GuestId = "g", BuyerKey = "hash-of-g" });
        await bench.Place(bench.Order("claimed", null, 3_000));
        await bench.Enroll("m");
        await bench.EnrollPast("past", new DateTimeOffset(2010, 12, 1, 0, 0, 0, TimeSpan.Zero));
        await bench.Place(bench.Order("history", "past", 2_000) with { PlacedAt = new DateTimeOffset(2010, 12, 2, 0, 0, 0, TimeSpan.Zero), IsHistorical = true });
        await bench.Place(bench.Order("to-guest", null, 500_000) with { GuestId = "g2" });
        await bench.Apply(unit => bench.Orders.Follow(unit, "g2", "m", 1));
        await bench.Give("m", 500, bench.Clock.Now.AddDays(1));
        await Coupon("TEN", new CouponTerms { Percent = 10, MaxRedemptions = 9, CampaignId = "spring" });
        await bench.Commands.SetCampaign(new CampaignTerms("spring", "EUR", 1_000_000, 100) { UsesPerPerson = 50 });
        await Mint(3);
        await Coupon("MINE", new CouponTerms { FreeShipping = true, MemberId = "m", ValidUntil = bench.Clock.Now.AddDays(9) });
        await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 400, "TEN"));
        await bench.Commands.Commit("c/1/1", "o");
        await bench.Place(bench.Order("o", "m", 10_000, 4_000) with { HoldId = "c/1/1", Redemptions = [new RedeemedLine("l0", 4, 400)] });
        await bench.Deliver("o");
        await bench.Return("o", ("l0", 1));
        var guests = Checkout("c/2/1", 0, "TEN");
        await bench.Commands.PlaceForCheckout(guests with { Basket = guests.Basket with { OwnerId = "g", OwnerIsGuest = true } });
        await bench.Commands.PlaceForCheckout(Checkout("c/3/1", 0, "TEN"));
        await bench.Commands.Commit("c/3/1", "off");
        await bench.Place(bench.Order("off", "m", 1_000) with { HoldId = "c/3/1" });
        await bench.Apply(unit => bench.Orders.Return(unit, new ReturnedUnits("off", null, bench.Clock.Now, false, SalesChannel.Web, [new ReturnedLine("l0", 4)]) { NewsId = "off", CallsOrderOff = true }));
        await bench.Commands.ReleaseCheckout("c/9/1");
        await bench.Release("m", await bench.Hold("m", 10));
        await bench.Hold("m", 10);
        await bench.Advance(TimeSpan.FromDays(16));
        await bench.Capture("m", await bench.Hold("m", 30), 20);
        await bench.Return("o", ("l1", 2));
        await Publish(LoyaltyProgram.BuiltIn() with { EffectiveFrom = bench.Clock.Now.AddMinutes(1), ExpiryDays = 0, ExpiryInactiveMonths = 3, ExpiryNoticeDays = 10, BrokenPromisePoints = 7, EarnRules = [new EarnRule { RuleId = "base", PointsPerUnit = 1 }, new EarnRule { RuleId = "review", Points = 20, EventType = "review" }], Tiers = [new Tier { TierId = "basic" }, new Tier { TierId = "top", Threshold = 10, GraceDays = 5 }] });
        await bench.Advance(TimeSpan.FromMinutes(2));
        await bench.Place(bench.Order("p", "m", 5_000) with { GuestId = "g3" });
        await bench.Apply(unit => bench.Orders.Break(unit, new BrokenPromise("p", "promise", bench.Clock.Now, SalesChannel.Web)));
        await Tell("review", "r1");
        await bench.Hold("m", 5);
        await bench.Commands.PlaceForCheckout(Checkout("c/4/1", 0, "TEN"));
        await UseWallets();
        await bench.Enroll("owing");
        await Approve(await Ask("owing", 50_000), Olga);
        await Ask("owing", 50_000);
        await bench.Give("owing", -50_020);
        await bench.Advance(TimeSpan.FromDays(3));
        await bench.Hold("m", 3);
        await bench.Return("to-guest", ("l0", 4));
        await bench.Enroll("merged");
        await bench.Give("merged", 50);
        await bench.Enroll("survivor");
        await Merge("lived", "merged", "survivor");
        await bench.Hold("survivor", 20);
        await RedeemOffline();
    }

    private async Task RedeemOffline()
    {
        await OfferOffline();
        await bench.Enroll("away");
        var off = await GrantOffline(First);
        await TakeOffline(First, off, 1, 30, "away", await Code("away"));
        await TakeOffline(First, off, 1, 30, "away", await Code("away"), receipt: "other");
        await TakeOffline(First, off, 2, 5, "nobody", null);
        await GrantOffline(First, used: new UsedAllowance(off, 2));
        await SwitchOffline("", off: true);
    }

    private async Task BringFriends()
    {
        var code = await Offer(PointsForBoth with { Friend = new ReferralReward { Coupon = new RewardCoupon { CampaignId = "friends", FreeShipping = true, ValidDays = 9 } } });
        await Bring("friend", code);
        await bench.Place(bench.Order("f1", "friend", 9_000) with { Marks = [new BuyerMark(MarkKind.Address, "home")] });
        await bench.Deliver("f1");
        await bench.Advance(TimeSpan.FromDays(14));
        await Bring("other-friend", code);
        await bench.Give("other-friend", 1);
    }

    private async Task UseWallets()
    {
        var card = await Wallets.Card(5_000);
        await Wallets.Credit("anna", 700);
        var credit = await Wallets.Credit("anna", 300);
        var used = await Wallets.Hold(credit, 400);
        await Wallets.Capture(credit, used, 350);
        await Wallets.RefundHold(credit, used, "refund", 100);
        await Wallets.Release(card, await Wallets.Hold(card, 20));
        await Wallets.Hold(card, 30);
        await Wallets.Checkout("c/5/1", (card, 200), (credit, 100));
        await Wallets.Transfer(credit, "bob", 50);
        await Wallets.Void(await Wallets.Card(900));
        await Wallets.Claim(await Wallets.Card(100), "carla");
        var cards = new CardOrder("cards", "O-1", "anna", false, "IT", "EUR", SalesChannel.Web, IsPaid: false, [new CardLine("l1", 2, 6_000)]);
        await Wallets.Sell(cards);
        await Wallets.Paid(cards);
    }

    private async Task Flip(Table table, Column column, IReadOnlyDictionary<string, object?> row, object? value)
    {
        var set = $"update {table.Name} set {column.Name} = @value_ where {table.Key}";
        try
        {
            await Change(set, new Dictionary<string, object?>(row) { ["value_"] = value });
        }
        catch (UniqueViolationException) when (value is long)
        {
            value = (long)value + 1_000_000;
            await Change(set, new Dictionary<string, object?>(row) { ["value_"] = value });
        }

        var changed = new Dictionary<string, object?>(row) { [column.Name] = value };
        Assert.True((await bench.Findings()).Count > 0, $"{table.Name}.{column.Name} of {Show(table, row)}: {row[column.Name] ?? "null"} became {value ?? "null"}, and nothing was found");
        await Change(set, new Dictionary<string, object?>(changed) { ["value_"] = row[column.Name] });
    }

    private Task<int> Change(string sql, Dictionary<string, object?> parameters) => bench.Database.Write(async session =>
    {
        var touched = await session.Query<long>($"{sql} returning 1", parameters);
        Assert.Single(touched);
        return touched.Count;
    });

    private Task<int> Change(string sql, IReadOnlyDictionary<string, object?> parameters) => Change(sql, new Dictionary<string, object?>(parameters));

    // The service's own tables, by its migrations; Platform's are not its to prove.
    private async Task<IReadOnlyList<Table>> Tables()
    {
        var assembly = typeof(LoyaltyApplication).Assembly;
        var names = new List<string>();
        foreach (var script in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(script)!);
            names.AddRange(Regex.Matches(await reader.ReadToEndAsync(), @"create table (\w+)").Select(match => match.Groups[1].Value));
        }

        var tables = new List<Table>();
        foreach (var name in names)
        {
            var columns = await bench.Database.Read(sql => sql.Query<Column>(
                sql.Dialect == SqlDialect.Postgres
                    ? """
                      select c.column_name as "Name", c.data_type as "Type", case when c.is_nullable = 'YES' then 1 else 0 end::bigint as "Nullable",
                          (select count(*) from information_schema.key_column_usage k join information_schema.table_constraints t using (constraint_name, table_name)
                           where t.constraint_type = 'PRIMARY KEY' and k.table_name = c.table_name and k.column_name = c.column_name) as "IsKey"
                      from information_schema.columns c where c.table_name = @name order by c.ordinal_position
                      """
                    : """select name as "Name", lower(type) as "Type", 1 - "notnull" as "Nullable", pk as "IsKey" from pragma_table_info(@name)""",
                new { name }));
            tables.Add(new Table(name, columns));
        }

        Assert.NotEmpty(tables);
        return tables;
    }

    private async Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> Rows(Table table)
    {
        // A count of none says what no count says: whether it is there, and whose it is, means nothing.
        var where = table.Name == "coupon_uses" ? " where used > 0" : "";
        var rows = await bench.Database.Read(sql => sql.Query<dynamic>($"select {table.Names} from {table.Name}{where}"));
        Assert.NotEmpty(rows);
        return [.. rows.Select(row => (IReadOnlyDictionary<string, object?>)new Dictionary<string, object?>((IDictionary<string, object?>)row))];
    }

    // Rows that are unlike in the column, and one with nothing in it. What is decided about a row is the same on both engines: on PostgreSQL one row shows that its column is read.
    private IEnumerable<IReadOnlyDictionary<string, object?>> Sample(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, string column)
    {
        var unlike = rows.Where(row => row[column] is not null).DistinctBy(row => row[column] as byte[] is null ? row[column] : "bytes");
        var empty = rows.Where(row => row[column] is null).Take(1);
        return bench.Database.Dialect == SqlDialect.Postgres ? unlike.Concat(empty).Take(1) : unlike.Take(2).Concat(empty);
    }

    private static IEnumerable<object?> Others(object? value, Column column)
    {
        yield return (column.Type, value) switch
        {
            ("bigint", null) => 1L,
            ("bigint", long.MaxValue) => 1L,
            ("bigint", var number) => (long)number! + (column.IsKey > 0 ? 1_000_000 : 1),
            ("bytea", null) => new byte[] { 1 },
            ("bytea", var bytes) => (byte[])[(byte)(((byte[])bytes!)[0] ^ 1), .. ((byte[])bytes)[1..]],
            (_, var text) => $"{text}x",
        };
        if (value is not null && column is { Nullable: 1, IsKey: 0 })
        {
            yield return null;
        }
    }

    private static string Show(Table table, IReadOnlyDictionary<string, object?> row) => string.Join('/', table.Columns.Where(column => column.IsKey > 0).Select(column => row[column.Name]));

    private sealed record Table(string Name, IReadOnlyList<Column> Columns)
    {
        public bool IsProven => Columns.Any(column => !Unproven.ContainsKey($"{Name}.{column.Name}"));

        public string Key => string.Join(" and ", Columns.Where(column => column.IsKey > 0).Select(column => $"{column.Name} = @{column.Name}"));

        public string Names => string.Join(", ", Columns.Select(column => column.Name));

        public string Parameters => string.Join(", ", Columns.Select(column => "@" + column.Name));
    }

    private sealed record Column
    {
        public string Name { get; init; } = "";

        public string Type { get; init; } = "";

        public long Nullable { get; init; }

        public long IsKey { get; init; }
    }
}
