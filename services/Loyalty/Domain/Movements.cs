namespace Omnichannel.Loyalty.Domain;

/// <summary>What entries of one kind moved in a month, of the members of one program.</summary>
/// <param name="Month">Which of the report's months, from 0; the number of months for all that was after them.</param>
/// <param name="ProgramId">The members' program.</param>
/// <param name="Kind">Of the entries.</param>
/// <param name="From">Which account they took from.</param>
/// <param name="To">Which account they added to.</param>
/// <param name="Points">How many.</param>
public sealed record MovementSum(int Month, string ProgramId, EntryKind Kind, LedgerAccount From, LedgerAccount To, long Points);

/// <summary>What was issued in a month, and how much of that has lapsed unspent.</summary>
public sealed record IssuedSum(DateOnly Month, long Issued, long Expired);

/// <summary>How the points that members have, or will have, changed in a month. <c>Opening + Earned + Goodwill + Adjusted + Restored - Spent - Expired - TakenBack = Closing</c>.</summary>
/// <param name="Month">Its first day.</param>
public sealed record MonthMovement(DateOnly Month)
{
    /// <summary>Pending, active and held points, less what members owe, when the month began.</summary>
    public long Opening { get; init; }

    /// <summary>By orders, by friends, and by whatever else the program names.</summary>
    public long Earned { get; init; }

    /// <summary>For promises that were broken.</summary>
    public long Goodwill { get; init; }

    /// <summary>By hand, given less taken. What moves between members is in both, and adds up to nothing.</summary>
    public long Adjusted { get; init; }

    /// <summary>Captured.</summary>
    public long Spent { get; init; }

    /// <summary>Given back because what they were spent on came back.</summary>
    public long Restored { get; init; }

    /// <summary>Lapsed unspent.</summary>
    public long Expired { get; init; }

    /// <summary>Because what earned them came back; points that had lapsed are in no month's balance any more.</summary>
    public long TakenBack { get; init; }

    /// <summary>What is there when the month ends.</summary>
    public long Closing => Opening + Earned + Goodwill + Adjusted + Restored - Spent - Expired - TakenBack;

    /// <summary>What lapsed, by the members' program: points are worth what their program says.</summary>
    public IReadOnlyDictionary<string, long> ExpiredByProgram { get; init; } = new Dictionary<string, long>();

    /// <summary>What was issued from 24 to 12 months before the month's end.</summary>
    public long CohortIssued { get; init; }

    /// <summary>What of that has lapsed unspent.</summary>
    public long CohortExpired { get; init; }

    /// <summary>How many of the closing points will lapse unspent, if they fare as those of the cohort did; rounded down.</summary>
    public long ExpectedBreakage => CohortIssued == 0 ? 0 : (long)((Int128)Math.Max(0, Closing) * CohortExpired / CohortIssued);
}

/// <summary>The movement report: how one month's closing becomes the next one's.</summary>
public static class MovementReport
{
    /// <summary>How far back the cohort begins whose fate tells what to expect, and where it ends.</summary>
    public static readonly (int From, int Until) CohortMonths = (24, 12);

    /// <summary>The months, one after the other.</summary>
    /// <param name="first">First day of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="outstanding">What members have now, or will have, less what they owe.</param>
    /// <param name="sums">What entries moved in them, and after.</param>
    /// <param name="issued">What was issued, by month, from <see cref="CohortMonths"/> before the end of the first to those before the end of the last.</param>
    public static IReadOnlyList<MonthMovement> Of(DateOnly first, int count, long outstanding, IReadOnlyCollection<MovementSum> sums, IReadOnlyCollection<IssuedSum> issued)
    {
        var opening = outstanding - sums.Sum(Outstanding);
        var months = new List<MonthMovement>(count);
        for (var i = 0; i < count; i++)
        {
            var month = first.AddMonths(i);
            var of = sums.Where(sum => sum.Month == i).ToList();
            var cohort = issued.Where(sum => sum.Month >= month.AddMonths(1 - CohortMonths.From) && sum.Month < month.AddMonths(1 - CohortMonths.Until)).ToList();
            var movement = new MonthMovement(month)
            {
                Opening = opening,
                Earned = Sum(of, EntryKind.EarnPending) + Sum(of, EntryKind.Bonus) + Sum(of, EntryKind.Referral),
                Goodwill = Sum(of, EntryKind.Goodwill),
                Adjusted = of.Where(sum => sum.Kind is not (EntryKind.EarnPending or EntryKind.Bonus or EntryKind.Referral or EntryKind.Goodwill or EntryKind.Clawback)
                    && (sum.From is LedgerAccount.Issuance || sum.To is LedgerAccount.Issuance)).Sum(Outstanding),
                Spent = of.Where(sum => sum.To is LedgerAccount.Redeemed).Sum(sum => -Outstanding(sum)),
                Restored = of.Where(sum => sum.From is LedgerAccount.Redeemed).Sum(Outstanding),
                Expired = of.Where(IsExpiry).Sum(sum => -Outstanding(sum)),
                TakenBack = of.Where(sum => sum.Kind is EntryKind.Clawback).Sum(sum => -Outstanding(sum)),
                ExpiredByProgram = of.Where(IsExpiry).GroupBy(sum => sum.ProgramId).ToDictionary(program => program.Key, program => program.Sum(sum => -Outstanding(sum))),
                CohortIssued = cohort.Sum(sum => sum.Issued),
                CohortExpired = cohort.Sum(sum => sum.Expired),
            };
            months.Add(movement);
            opening = movement.Closing;
        }

        return months;
    }

    // What lapsed, less what came back because it had not to.
    private static bool IsExpiry(MovementSum sum) => sum.To is LedgerAccount.Expired || sum is { From: LedgerAccount.Expired, To: LedgerAccount.Active };

    // What entries of a kind issued.
    private static long Sum(IEnumerable<MovementSum> sums, EntryKind kind) => sums.Where(sum => sum.From is LedgerAccount.Issuance && sum.Kind == kind).Sum(Outstanding);

    // What members have, or will have, or owe: what an entry moves within that changes nothing.
    private static long Outstanding(MovementSum sum) => (IsOutstanding(sum.To) ? sum.Points : 0) - (IsOutstanding(sum.From) ? sum.Points : 0);

    private static bool IsOutstanding(LedgerAccount account) => account is LedgerAccount.Pending or LedgerAccount.Active or LedgerAccount.Held or LedgerAccount.Debt;
}
