namespace Omnichannel.Loyalty.Domain;

/// <summary>What was amiss with a redemption. None of it keeps it from being booked.</summary>
public enum OfflineException
{
    OverAllowance = 1,
    OverMemberLimit = 2,
    OverCardLimit = 3,
    AfterExpiry = 4,
    BeforeGrant = 5,
    ClockAhead = 6,
    ClockBackwards = 7,
    RepeatedNumber = 8,
    RepeatedCode = 9,
    NumberBeyondLast = 10,
    ContentChanged = 11,
    OtherProgram = 12,
    Debt = 13,
}

/// <summary>Numbers that were not sent, both included.</summary>
public sealed record NumberGap(long First, long Last)
{
    public long Count => Last - First + 1;
}

/// <summary>A redemption, and what was amiss with it.</summary>
public sealed record ReportedRedemption(SentRedemption Sent, IReadOnlyList<OfflineException> Exceptions)
{
    /// <summary>Whether somebody has to look at it.</summary>
    public bool IsException => Exceptions.Count > 0 || Sent.Outcome is not (OfflineOutcome.Booked or OfflineOutcome.Voided);
}

/// <summary>What became of an allowance: a function of what was sent under it, in whatever order.</summary>
/// <param name="Allowance">The allowance.</param>
/// <param name="Redemptions">By number.</param>
/// <param name="Gaps">Numbers that are missing below the highest one that is known.</param>
public sealed record OfflineReport(OfflineAllowance Allowance, IReadOnlyList<ReportedRedemption> Redemptions, IReadOnlyList<NumberGap> Gaps)
{
    // Between a till that counts what has passed and the platform, on a network that was just away.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>How many redemptions there are, those that were voided left out.</summary>
    public long Count => Redemptions.Count(each => each.Sent.IsRedeemed);

    /// <summary>What goods left the shop for.</summary>
    public long Redeemed => Sum(each => each.IsRedeemed, each => each.Told.Points);

    /// <summary>What of it was booked.</summary>
    public long Booked => Sum(each => each.Outcome is OfflineOutcome.Booked, each => each.Told.Points);

    /// <summary>What the shop lost.</summary>
    public long Lost => Redeemed - Booked;

    /// <summary>Beyond the allowance.</summary>
    public long Overspent => Math.Max(0, Redeemed - Allowance.Points);

    /// <summary>What members owed when it was booked.</summary>
    public long Debt => Sum(_ => true, each => each.Debt);

    /// <summary>How many numbers are missing.</summary>
    public long Missing => Gaps.Sum(gap => gap.Count);

    /// <summary>The report on an allowance.</summary>
    /// <param name="allowance">The allowance.</param>
    /// <param name="sent">All that was sent under it.</param>
    public static OfflineReport Of(OfflineAllowance allowance, IEnumerable<SentRedemption> sent)
    {
        var ordered = sent.OrderBy(each => each.Told.Number).ThenBy(each => each.Told.RedemptionId, StringComparer.Ordinal).ToList();
        var (numbers, codes) = (ordered.CountBy(each => each.Told.Number).ToDictionary(), ordered.Where(each => each.CodeStep is not null).CountBy(CodeOf).ToDictionary());
        var running = new Running(allowance);
        var reported = new List<ReportedRedemption>(ordered.Count);
        foreach (var each in ordered)
        {
            List<OfflineException> exceptions = [.. running.Add(each)];
            Add(each.Told.RedeemedAt > allowance.ExpiresAt, OfflineException.AfterExpiry);
            Add(each.Told.RedeemedAt < allowance.GrantedAt - Tolerance, OfflineException.BeforeGrant);
            Add(each.Told.RedeemedAt > each.ReceivedAt + Tolerance, OfflineException.ClockAhead);
            Add(numbers[each.Told.Number] > 1, OfflineException.RepeatedNumber);
            Add(each.CodeStep is not null && codes[CodeOf(each)] > 1, OfflineException.RepeatedCode);
            Add(each.Told.Number > allowance.LastNumber && each.Told.RedeemedAt > allowance.ClosedAt + Tolerance, OfflineException.NumberBeyondLast);
            Add(each.Altered > 0, OfflineException.ContentChanged);
            Add(each.IsOtherProgram, OfflineException.OtherProgram);
            Add(each.Debt > 0, OfflineException.Debt);
            reported.Add(new ReportedRedemption(each, [.. exceptions.Order()]));

            void Add(bool isSo, OfflineException exception)
            {
                if (isSo)
                {
                    exceptions.Add(exception);
                }
            }
        }

        return new OfflineReport(allowance, reported, Missed(ordered.Select(each => each.Told.Number), allowance.LastNumber ?? 0));
    }

    private static List<NumberGap> Missed(IEnumerable<long> ordered, long last)
    {
        var gaps = new List<NumberGap>();
        var before = 0L;
        foreach (var number in ordered.Append(Math.Max(last, 0) + 1))
        {
            if (number > before + 1)
            {
                gaps.Add(new NumberGap(before + 1, number - 1));
            }

            before = Math.Max(before, number);
        }

        return gaps;
    }

    private static (string?, long?) CodeOf(SentRedemption each) => (each.MemberId, each.CodeStep);

    private long Sum(Func<SentRedemption, bool> which, Func<SentRedemption, long> points) => Redemptions.Where(each => which(each.Sent)).Sum(each => points(each.Sent));

    // What was redeemed up to a number, and the latest time that was told by then.
    private sealed class Running(OfflineAllowance allowance)
    {
        private readonly Dictionary<string, long> members = new(StringComparer.Ordinal);
        private readonly Dictionary<string, long> cards = new(StringComparer.Ordinal);
        private DateTimeOffset latest = DateTimeOffset.MinValue;
        private long total;

        public IEnumerable<OfflineException> Add(SentRedemption each)
        {
            var found = new List<OfflineException>();
            if (each.Told.RedeemedAt < latest)
            {
                found.Add(OfflineException.ClockBackwards);
            }

            latest = each.Told.RedeemedAt > latest ? each.Told.RedeemedAt : latest;
            if (!each.IsRedeemed)
            {
                return found;
            }

            total += each.Told.Points;
            if (total > allowance.Points)
            {
                found.Add(OfflineException.OverAllowance);
            }

            if (each.MemberId is not { } member)
            {
                return found;
            }

            if (Sum(members, member, each.Told.Points) > allowance.PointsPerMember)
            {
                found.Add(OfflineException.OverMemberLimit);
            }

            if (each.Told.Presence is PresenceKind.Card && Sum(cards, member, each.Told.Points) > allowance.CardPoints)
            {
                found.Add(OfflineException.OverCardLimit);
            }

            return found;
        }

        private static long Sum(Dictionary<string, long> sums, string of, long points) => sums[of] = sums.GetValueOrDefault(of) + points;
    }
}
