using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>What is told of a ledger, and what proves it, follows from its entries.</summary>
public sealed class LedgerCheckTests
{
    [Fact]
    public void LedgerOfAnyCommands_IsProven_AndOneChangedNumberIsFound() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), Gen.Choose(0, 9).ToArbitrary(), (seed, damage) =>
    {
        var sums = SumsOf(Run(seed));
        var violations = LedgerCheck.Of(Damaged(sums, damage)).Select(violation => violation.Code).Distinct();

        return !LedgerCheck.Of(sums).Any() && violations.Contains(damage switch
        {
            0 => "POSTINGS_NOT_ZERO",
            1 => "BALANCE_MISMATCH",
            2 => "NEGATIVE_ACCOUNT",
            3 or 4 or 5 => "LOT_MISMATCH",
            6 => "HOLD_MISMATCH",
            _ => "SEQUENCE_GAP",
        });
    }).QuickCheckThrowOnFailure();

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

    private static AccountModel Run(int seed)
    {
        var model = new AccountModel(seed);
        for (var step = 0; step < 40; step++)
        {
            model.Step();
        }

        return model;
    }

    private static LedgerSums SumsOf(AccountModel model)
    {
        var (account, lots) = (model.Account, model.Account.Lots);
        return new LedgerSums
        {
            MemberId = account.MemberId,
            Entries = Copy(account.Balances),
            Stored = Copy(account.Balances),
            Lots = new Balances
            {
                [LedgerAccount.Pending] = lots.Sum(lot => lot.Pending),
                [LedgerAccount.Active] = lots.Sum(lot => lot.Active),
                [LedgerAccount.Held] = lots.Sum(lot => lot.Held),
                [LedgerAccount.Redeemed] = lots.Sum(lot => lot.Redeemed),
                [LedgerAccount.Expired] = lots.Sum(lot => lot.Expired),
            },
            OnHold = account.Balances[LedgerAccount.Held],
            Count = (model.Ledger.Count, lots.Count),
            Sequence = (1, account.LastEntry),
            Last = (account.LastEntry, account.LastLot),
            BrokenLots = lots.Count(lot => !lot.IsConsistent),
        };
    }

    private static LedgerSums Damaged(LedgerSums sums, int damage) => damage switch
    {
        0 => sums with { Entries = Copy(sums.Entries, LedgerAccount.Issuance, 1) },
        1 => sums with { Stored = Copy(sums.Stored, LedgerAccount.Debt, 1) },
        2 => sums with { Entries = Copy(sums.Entries, LedgerAccount.Active, -sums.Entries[LedgerAccount.Active] - 1) },
        3 => sums with { Lots = Copy(sums.Lots, LedgerAccount.Redeemed, 1) },
        4 => sums with { BrokenLots = 1 },
        5 => sums with { Last = (sums.Last.Entry, sums.Last.Lot + 1) },
        6 => sums with { OnHold = sums.OnHold + 1 },
        7 => sums with { Last = (sums.Last.Entry + 1, sums.Last.Lot) },
        8 => sums with { Sequence = (2, sums.Sequence.Last) },
        _ => sums with { Count = (sums.Count.Entries - 1, sums.Count.Lots) },
    };

    private static Balances Copy(Balances from, LedgerAccount changed = LedgerAccount.Issuance, long by = 0)
    {
        var copy = new Balances();
        foreach (var account in Enum.GetValues<LedgerAccount>())
        {
            copy[account] = from[account] + (account == changed ? by : 0);
        }

        return copy;
    }
}
