using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>What is kept about people, and its erasure.</content>
public abstract partial class LoyaltyStoreContract
{
    private const string AccountKind = "loyalty-account";
    private const string OrderKind = "loyalty-order";
    private const string ForAWhile = "goes with the account; an id, and numbers of a limit, of a merge or of a notice";
    private const string BesideItsAccount = "goes with the account that it is of; an id";
    private const string UsesOfCode = "how often a person used a code, under an id; the use is nobody's once its hold is forgotten";
    private const string OfStaff = "who of the staff did it: an audit";

    /// <summary>Every column that may hold a customer's or a guest's id: the kind that exports it, or why none does.</summary>
    private static readonly Dictionary<string, string> PeoplesColumns = new()
    {
        ["members.member_id"] = AccountKind,
        ["wallets.member_id"] = AccountKind,
        ["wallets.buyer_id"] = "who bought a card is forgotten with what they bought; an order's buyer is Order-tracking's to tell",
        ["entries.member_id"] = "ledger-entry",
        ["lots.member_id"] = BesideItsAccount,
        ["lots.origin_member_id"] = BesideItsAccount,
        ["holds.member_id"] = BesideItsAccount,
        ["holds.owner_id"] = BesideItsAccount,
        ["goodwill.member_id"] = BesideItsAccount,
        ["earnings.member_id"] = OrderKind,
        ["orders.member_id"] = OrderKind,
        ["orders.owner_id"] = OrderKind,
        ["orders.guest_id"] = OrderKind,
        ["coupons.member_id"] = "coupon",
        ["coupon_uses.owner_id"] = UsesOfCode,
        ["adjustments.member_id"] = "loyalty-adjustment",
        ["presences.member_id"] = "till-trace",
        ["verified_names.customer_id"] = "till-trace",
        ["member_codes.member_id"] = ForAWhile,
        ["merged_tiers.member_id"] = ForAWhile,
        ["cap_uses.member_id"] = ForAWhile,
        ["expiry_notices.member_id"] = ForAWhile,
        ["member_birthdays.member_id"] = "birthday",
        ["person_devices.customer_id"] = "till-trace",
        ["referral_codes.member_id"] = ForAWhile,
        ["referrals.referrer_id"] = BesideItsAccount,
        ["referrals.friend_id"] = BesideItsAccount,
        ["staff_use.person_id"] = OfStaff,
    };

    [Fact]
    public async Task EveryTableWithAPersonsId_IsExported_OrSaysWhyNot()
    {
        var columns = (await Tables()).SelectMany(table => table.Columns.Where(column => IsPersons(column.Name)).Select(column => $"{table.Name}.{column.Name}"));
        Assert.Equal(PeoplesColumns.Keys.Order(), columns.Order());
        var kinds = Kinds().Select(kind => kind.Kind).ToHashSet();
        Assert.All(PeoplesColumns.Values.Where(kind => !kind.Contains(' ', StringComparison.Ordinal)), kind => Assert.Contains(kind, kinds));
        Assert.Equal(kinds.Order(), PeoplesColumns.Values.Where(kind => !kind.Contains(' ', StringComparison.Ordinal)).Distinct().Order());

        static bool IsPersons(string column) => column is "member_id" or "customer_id" or "owner_id" or "guest_id" or "buyer_id" or "person_id" or "origin_member_id" or "referrer_id" or "friend_id";
    }

    [Fact]
    public async Task WhatIsKeptOfAPerson_IsExported_AndErased_ButForTheBooks_AndTheLedgerStaysProven()
    {
        await LiveThroughEverything();
        await bench.Apply(unit => VerifiedNames.Link(unit, new VerifiedName(NameKind.Phone, "hash", "m", "link", unit.Now)));
        await SetBirthday("--03-31");
        await bench.Commands.Prove(bench.Context(), "m", null, new Till("store-1", "till-1"), _ => new Google.Protobuf.WellKnownTypes.Empty());
        var m = new Person(["m", "anna"], ["g2"]);
        var before = await Exported(m);
        Assert.Equal([AccountKind, "ledger-entry", OrderKind, "coupon", "birthday", "till-trace"], Kinds().Select(kind => kind.Kind).Where(before.ContainsKey));
        Assert.All(before[AccountKind], record => Assert.Equal(Books.Duty, record.Duty));
        Assert.Contains(before[OrderKind], record => record.Data.Fields["earned"].StringValue.Length > 0);
        var owing = await Exported(new Person(["owing"], []));
        Assert.NotEmpty(owing["loyalty-adjustment"]);
        var sums = await Sums();

        var erased = await Erased(m);
        await Erased(new Person(["owing"], []));

        Assert.Equal(before[AccountKind].Count, Assert.Single(erased[AccountKind].Kept).Count);
        Assert.True(erased["ledger-entry"].Erased > 0);
        await bench.Verify();
        Assert.Equal(sums, await Sums());
        var after = await Exported(m);
        Assert.Equal(new[] { AccountKind, "ledger-entry", OrderKind }.Order(), after.Keys.Order());
        Assert.All(after.Values.SelectMany(records => records), record => Assert.Equal(Books.Duty, record.Duty));
        Assert.All(after["ledger-entry"], record => Assert.DoesNotContain("reason", record.Data.Fields.Keys));
        Assert.All(after[OrderKind], record => Assert.Empty(record.Data.Fields["earned"].StringValue));
        Assert.Null(await bench.Get<Presences>().FindByPhone("hash", default));
        Assert.Equal(0, (await Erased(m)).Values.Sum(erasure => erasure.Erased));
        await bench.Return("p", ("l0", 4));
        await bench.Verify();

        bench.Clock.Advance(TimeSpan.FromDays(366 * 12));
        await Erased(m);
        Assert.DoesNotContain(AccountKind, (await Exported(new Person(["m"], ["g2"]))).Keys);
        await bench.Verify();
        Assert.Null(await bench.Statements.Find("m", default));
    }

    private IReadOnlyList<IPersonalData> Kinds()
    {
        var (store, settings) = (bench.Get<PersonStore>(), new RetentionSettings());
        return
        [
            new AccountsOfPerson(store, settings, bench.Clock), new EntriesOfPerson(store, settings), new LoyaltyOrdersOfPerson(store, settings),
            new AdjustmentsOfPerson(store), new CouponsOfPerson(store), new BirthdaysOfPerson(store), new TillTracesOfPerson(store),
        ];
    }

    private async Task<Dictionary<string, List<PersonalRecord>>> Exported(Person person)
    {
        var records = new Dictionary<string, List<PersonalRecord>>();
        foreach (var kind in Kinds())
        {
            await foreach (var record in kind.Export(person, default))
            {
                records.TryAdd(kind.Kind, []);
                records[kind.Kind].Add(record);
            }
        }

        return records;
    }

    private async Task<Dictionary<string, Erasure>> Erased(Person person)
    {
        var erased = new Dictionary<string, Erasure>();
        foreach (var kind in Kinds())
        {
            erased.Add(kind.Kind, await kind.Erase(person, default));
        }

        return erased;
    }

    private async Task<(long, long)> Sums()
    {
        var proof = await bench.Get<LedgerProof>().Verify(null, _ => Task.CompletedTask, default);
        return (proof.Totals[LedgerAccount.Active], proof.Entries);
    }
}
