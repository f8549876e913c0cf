using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Accounts of customers who turn out to be one person, and several again.</summary>
public sealed class MergedAccountsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void MergesAnyCommandsAndUndos_LeaveEveryAccountProven_AndMoveNothingFromPersonToPerson() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var story = new MergeStory(seed);
        for (var step = 0; step < 60; step++)
        {
            story.Step();
        }

        story.Separate();
        foreach (var model in story.Models)
        {
            Assert.Empty(new LedgerStory(model).Verify());
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void WhatLapsesNextIsSpentFirst_TheSurvivorsOwnAtTheSameMoment()
    {
        var (survivor, merged) = (Account("b", (10, 5), (20, 9)), Account("a", (30, 5), (40, 2)));

        survivor.Gather([merged], 55, false, new Cause(Now));
        var held = survivor.Hold(55, new Cause(Now) { HoldId = "h" }).Value;

        Assert.Equal([("a", 2L, 40L), ("b", 1L, 10L), ("a", 1L, 5L)], held.Select(each => (Source(survivor, each).Item1, Source(survivor, each).Item2, each.Points)));
        Assert.Equal((20, 25), (survivor.Active, merged.Active));
    }

    [Fact]
    public void TooLittleTogether_MovesNothing_AndSaysWhatThereIs()
    {
        var (survivor, merged) = (Account("b", (10, 5)), Account("a", (30, 5)));

        survivor.Gather([merged], 41, false, new Cause(Now));

        Assert.Equal(new InsufficientPoints(40, 41), survivor.Hold(41, new Cause(Now)).Refusal);
        Assert.Equal((10, 30), (survivor.Active, merged.Active));
    }

    [Fact]
    public void WhatTheMergedOneOwes_TheSurvivorDoesNotSpend()
    {
        var (survivor, merged) = (Account("b", (100, 5)), Account("a"));
        merged.Adjust(-30, null, mayOwe: true, new Cause(Now));

        survivor.Gather([merged], 71, false, new Cause(Now));
        Assert.Equal(new InsufficientPoints(70, 71), survivor.Hold(71, new Cause(Now)).Refusal);
        Assert.True(survivor.Hold(70, new Cause(Now)).IsAccepted);
    }

    [Fact]
    public void Undone_WhatIsLeftOfEachLotIsThereAgain_AndTheRestIsOutstanding()
    {
        var (survivor, merged) = (Account("b"), Account("a", (30, 5), (40, 2)));
        survivor.Gather([merged], 50, false, new Cause(Now));
        var hold = new Hold { HoldId = "h", Points = 50, Allocations = survivor.Hold(50, new Cause(Now) { HoldId = "h" }).Value };
        survivor.Capture(hold, 45, new Cause(Now) { HoldId = "h" });

        Assert.Equal(5, survivor.GiveBack(merged, new Cause(Now)));

        Assert.Equal((0, 25), (survivor.Active, merged.Active));
        Assert.Equal([25L, 0L], merged.Lots.Select(lot => lot.Active));
        Assert.Equal(45, survivor.Outstanding("a"));
    }

    private static (string, long) Source(Account account, Allocation part)
    {
        var lot = account.Lots.Single(lot => lot.Sequence == part.LotSequence);
        return lot.Origin is { } origin ? (origin.MemberId, origin.Lot) : (account.MemberId, lot.Sequence);
    }

    private static Account Account(string id, params (long Points, int Days)[] lots)
    {
        var account = new Account { MemberId = id };
        foreach (var (points, days) in lots)
        {
            account.GiveBonus(points, Now.AddDays(days), new Cause(Now));
        }

        return account;
    }

    /// <summary>Random commands on four accounts, whose holders are merged and separated meanwhile.</summary>
    private sealed class MergeStory
    {
        private readonly Random random;

        // Into whom each was merged.
        private readonly int?[] into = new int?[4];

        public MergeStory(int seed)
        {
            random = new Random(seed);
            Models = [.. Enumerable.Range(0, into.Length).Select(i => new AccountModel(unchecked(seed + i), "m" + i))];
            for (var i = 0; i < Models.Count; i++)
            {
                var at = i;
                Models[i].BeforeSpending = points => Gather(at, points);
            }
        }

        public IReadOnlyList<AccountModel> Models { get; }

        public void Step()
        {
            switch (random.Next(10))
            {
                case 0:
                    Merge();
                    break;
                case 1:
                    Undo(random.Next(into.Length));
                    break;
                default:
                    var model = Models[random.Next(Models.Count)];
                    model.Step();
                    foreach (var other in Models)
                    {
                        other.Now = model.Now;
                        other.Check();
                    }

                    break;
            }
        }

        public void Separate()
        {
            for (var i = 0; i < into.Length; i++)
            {
                Undo(i);
            }
        }

        private void Merge()
        {
            var (from, to) = (random.Next(into.Length), random.Next(into.Length));
            if (into[from] is null && Find(to) != from)
            {
                into[from] = to;
            }
        }

        private void Undo(int from)
        {
            into[from] = null;
            foreach (var model in Models)
            {
                model.Account.Expire(new Cause(model.Now));
            }

            var before = Sums();
            foreach (var (holder, owner) in Models.SelectMany(holder => Models.Where(owner => owner != holder).Select(owner => (holder, owner))))
            {
                if (Find(holder) != Find(owner))
                {
                    holder.Account.GiveBack(owner.Account, new Cause(holder.Now));
                    Assert.DoesNotContain(holder.Account.Lots, lot => lot.Active > 0 && lot.Origin?.MemberId == owner.Account.MemberId);
                }
            }

            Assert.Equal(before, Sums());
            Assert.All(Models, model => model.Check());
        }

        private void Gather(int at, long points)
        {
            if (points <= 0)
            {
                return;
            }

            var others = Models.Where((_, i) => i != at && Find(at) == at && Find(i) == at).Select(model => model.Account).ToList();
            foreach (var account in others.Append(Models[at].Account))
            {
                account.Expire(new Cause(Models[at].Now));
            }

            var before = Sums();
            Models[at].Account.Gather(others, points, random.Next(2) == 0, new Cause(Models[at].Now));
            Assert.Equal(before, Sums());
        }

        private (long Pending, long Net, long Held, long Redeemed, long Expired, long Zero) Sums() => (
            Sum(LedgerAccount.Pending),
            Sum(LedgerAccount.Active) + Sum(LedgerAccount.Debt),
            Sum(LedgerAccount.Held),
            Sum(LedgerAccount.Redeemed),
            Sum(LedgerAccount.Expired),
            Models.Sum(model => model.Account.Balances.Sum));

        private long Sum(LedgerAccount account) => Models.Sum(model => model.Account.Balances[account]);

        private int Find(AccountModel model) => Find(Models.TakeWhile(each => each != model).Count());

        private int Find(int at)
        {
            while (into[at] is { } next)
            {
                at = next;
            }

            return at;
        }
    }
}
