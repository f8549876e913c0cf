using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>What is told of a ledger, and what proves it, follows from its entries.</summary>
public sealed class LedgerCheckTests
{
    [Fact]
    public void LedgerOfAnyCommands_IsProven_AndWhateverIsDamagedIsFound() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (seed, choice) =>
    {
        Assert.Empty(new LedgerStory(seed).Verify());
        foreach (var (what, damage) in Damages)
        {
            var story = new LedgerStory(seed);
            if (damage(story, new Random(choice)))
            {
                Assert.True(story.Verify().Count > 0, what);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reason_ThatWasErasedWithItsSalt_LeavesTheChainWhole_AndNothingLessDoes()
    {
        var story = new LedgerStory(5);
        var at = story.Entries.FindIndex(entry => entry.Reason is not null);
        var entry = story.Entries[at];
        story.Entries[at] = entry with { Reason = null, ReasonSalt = null };
        Assert.Empty(story.Verify());

        foreach (var damaged in (PostedEntry[])[entry with { Reason = null }, entry with { ReasonSalt = null }, entry with { Reason = "else" }, entry with { Reason = null, ReasonSalt = null, ReasonDigest = null }])
        {
            story.Entries[at] = damaged;
            Assert.NotEmpty(story.Verify());
        }
    }

    [Fact]
    public void Hash_IsThatOfTheDocumentedForm()
    {
        var entry = new PostedEntry { MemberId = "m", Sequence = 1, Version = 2, Kind = "ADJUST", FromAccount = "ISSUANCE", ToAccount = "ACTIVE", Points = 5, Lots = "1:5", ActiveAfter = 5, Reason = "è", ReasonDigest = [0xab] };
        var form = "1:m,1:1,1:2,6:ADJUST,8:ISSUANCE,6:ACTIVE,1:5,3:1:5,1:5,1:0,1:0,1:0,1:0,-----1:0,-2:ab,-";

        Assert.Equal(SHA256.HashData([.. new byte[32], .. Encoding.UTF8.GetBytes(form)]), LedgerChain.Next(LedgerChain.Start, entry));
        Assert.Equal(SHA256.HashData([9, .. Encoding.UTF8.GetBytes("è")]), LedgerChain.Digest("è", [9]));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("3:20 4:5>7", true)]
    [InlineData("3", false)]
    [InlineData("3:", false)]
    [InlineData(":3", false)]
    [InlineData("3:-1", false)]
    [InlineData("3:1>", false)]
    [InlineData("3>1:2", false)]
    [InlineData("3:1  4:1", false)]
    public void Moves_AreReadAsTheyAreWritten_OrNotAtAll(string text, bool isSound) => Assert.Equal(isSound ? text : null, LotMoves.Read(text) is { } moves ? LotMoves.Write(moves) : null);

    [Fact]
    public void Facts_OfAnyEntries_TellEachOnce_AndOneThingEach() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var entries = Run(seed).Ledger;
        var facts = LedgerFact.Of(entries);

        Assert.Equal(entries, facts.SelectMany(fact => fact.Entries));
        Assert.All(facts, fact =>
        {
            Assert.All(fact.Entries, entry => Assert.Equal((fact.Cause.OrderId, fact.Cause.HoldId, fact.Cause.ReturnId), (entry.Cause.OrderId, entry.Cause.HoldId, entry.Cause.ReturnId)));
            Assert.Equal(
                fact.Entries.Sum(entry => entry.Points),
                Math.Abs(fact.Points) + (fact.Kind is EntryKind.DebtPaid ? 0 : fact.Moved(EntryKind.DebtPaid)) + (fact.Kind is EntryKind.Release ? 0 : fact.Moved(EntryKind.Release)));
            Assert.True(fact.Points >= 0 || fact.Kind is EntryKind.Adjust);
        });
    }).QuickCheckThrowOnFailure();

    // Each field that is not in the chain, and each way to meddle with the chain. False where the story has nothing to damage so.
    private static readonly IReadOnlyList<(string What, Func<LedgerStory, Random, bool> Damage)> Damages =
    [
        ("entry out", (story, random) => Change(story.Entries, random, (entries, at) => entries.RemoveAt(at))),
        ("entry twice", (story, random) => Change(story.Entries, random, (entries, at) => entries.Insert(at, entries[at]))),
        ("entries swapped", (story, random) => story.Entries.Count > 1 && Change(story.Entries, random, (entries, at) =>
        {
            var other = at == 0 ? 1 : at - 1;
            (entries[at], entries[other]) = (entries[other] with { Sequence = entries[at].Sequence }, entries[at] with { Sequence = entries[other].Sequence });
        })),
        ("entry and hash", (story, random) => Change(story.Entries, random, (entries, at) =>
        {
            var changed = entries[at] with { Points = entries[at].Points + 1 };
            entries[at] = changed with { Hash = LedgerChain.Next(at == 0 ? LedgerChain.Start : entries[at - 1].Hash, changed) };
        })),
        .. Each<PostedEntry>(story => story.Entries, "Reason", "ReasonSalt"),
        .. Each<LotFact>(story => story.Lots, "Quantity", "ReturnedQuantity", "ExpiresAt", "Inactivity"),
        .. Each<HoldFact>(story => story.Holds),
        .. Each<OrderFact>(story => story.Orders),
        ("lot out", (story, random) => Change(story.Lots, random, (lots, at) => lots.RemoveAt(at))),
        ("hold out", (story, random) => Change(story.Holds, random, (holds, at) => holds.RemoveAt(at))),
        ("last entry", (story, _) => HolderIs(story, story.Holder with { LastEntry = story.Holder.LastEntry + 1 })),
        ("last lot", (story, _) => HolderIs(story, story.Holder with { LastLot = story.Holder.LastLot + 1 })),
        ("head", (story, _) => HolderIs(story, story.Holder with { ChainHead = new byte[31] })),
        .. Enum.GetValues<LedgerAccount>().Select(account => ($"balance {account}", (Func<LedgerStory, Random, bool>)((story, _) =>
        {
            story.Holder.Balances[account]++;
            return true;
        }))),
    ];

    // What is left out is checked by the row's seal, or has a test of its own.
    private static IEnumerable<(string What, Func<LedgerStory, Random, bool> Damage)> Each<T>(Func<LedgerStory, List<T>> rows, params string[] leftOut) =>
        typeof(T).GetProperties().Where(property => property.Name is not "EqualityContract" && !leftOut.Contains(property.Name)).Select(property => (
            $"{typeof(T).Name}.{property.Name}",
            (Func<LedgerStory, Random, bool>)((story, random) => Change(rows(story), random, (all, at) =>
            {
                var copy = (T)typeof(T).GetMethod("<Clone>$")!.Invoke(all[at], null)!;
                property.SetValue(copy, Other(property.GetValue(copy), property.PropertyType));
                all[at] = copy;
            }))));

    private static object Other(object? value, Type type) => value switch
    {
        long number => number + 1,
        string text => text + "x",
        byte[] bytes => bytes.Length == 0 ? [1] : (byte[])[(byte)(bytes[0] ^ 1), .. bytes[1..]],
        IReadOnlyList<Allocation> allocations => (IReadOnlyList<Allocation>)[.. allocations, new Allocation(1, 1)],
        null when type == typeof(string) => "x",
        null when type == typeof(long?) => 1L,
        null when type == typeof(byte[]) => new byte[] { 1 },
        _ => throw new NotSupportedException($"{type} {value}"),
    };

    private static bool HolderIs(LedgerStory story, HolderFact holder)
    {
        story.Holder = holder;
        return true;
    }

    private static bool Change<T>(List<T> rows, Random random, Action<List<T>, int> change)
    {
        if (rows.Count == 0)
        {
            return false;
        }

        change(rows, random.Next(rows.Count));
        return true;
    }

    private static AccountModel Run(int seed)
    {
        var model = new AccountModel(seed);
        for (var step = 0; step < 40; step++)
        {
            model.Step();
        }

        return model;
    }
}
