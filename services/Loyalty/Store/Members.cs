using System.Globalization;
using System.Security.Cryptography;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A customer to enrol.</summary>
/// <param name="EnrolledAt">Null for now; else a fact of the past.</param>
public sealed record Enrollment(string MemberId, string ProgramId, string? CardNumber, SalesChannel Channel, string? StoreId, DateTimeOffset? EnrolledAt);

/// <summary>What became of an enrolment.</summary>
public sealed record EnrollmentOutcome(MemberState? State, bool AlreadyMember, Refusal? Refusal);

/// <summary>Enrols customers and keeps their tiers.</summary>
public sealed class Members(Ledgers ledgers, ProgramCatalogue programs)
{
    /// <summary>Makes a customer a member; one who is a member already stays, with the earliest enrolment.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="enrollment">Who, when, where.</param>
    /// <param name="orders">Credits what the customer bought before.</param>
    public async Task<EnrollmentOutcome> Enroll(UnitOfWork unit, Enrollment enrollment, Orders orders)
    {
        if (enrollment.EnrolledAt is { } past && ReportedTime.IsAhead(past, unit.Now))
        {
            return new EnrollmentOutcome(null, false, new EnrolledInFuture());
        }

        var at = enrollment.EnrolledAt ?? unit.Now;
        var cause = new Cause(at) { IsHistorical = enrollment.EnrolledAt is not null, Channel = enrollment.Channel };
        var creditsFrom = enrollment.EnrolledAt is null ? at - TierRules.CreditedBeforeEnrolment : at;
        if (await ledgers.Find(unit, enrollment.MemberId).ConfigureAwait(false) is { } known)
        {
            if (enrollment.EnrolledAt is not null && at < known.Member.EnrolledAt)
            {
                known.Member = known.Member with
                {
                    EnrolledAt = at,
                    CreditsFrom = creditsFrom < known.Member.CreditsFrom ? creditsFrom : known.Member.CreditsFrom,
                };
                await orders.CreditRemembered(unit, known, cause).ConfigureAwait(false);
                ledgers.Save(unit, known);
            }

            return new EnrollmentOutcome(known, true, null);
        }

        var program = await programs.At(unit.Sql, enrollment.ProgramId, unit.Now).ConfigureAwait(false);
        if (program is null)
        {
            return new EnrollmentOutcome(null, false, new ProgramNotFound(enrollment.ProgramId));
        }

        if (enrollment.CardNumber is { } card
            && await unit.Sql.QueryFirst<string>("select member_id from members where card_number = @card", new { card }).ConfigureAwait(false) is not null)
        {
            return new EnrollmentOutcome(null, false, new CardNumberTaken());
        }

        await SettleFirst.Owner(unit, enrollment.MemberId).ConfigureAwait(false);
        var state = ledgers.Add(unit, new Member
        {
            MemberId = enrollment.MemberId,
            ProgramId = program.ProgramId,
            CardNumber = enrollment.CardNumber ?? NewCardNumber(),
            EnrolledAt = at,
            EnrolledChannel = enrollment.Channel,
            CreditsFrom = creditsFrom,
            TierId = program.LowestTier,
            TierSince = at,
        });
        unit.Publish(
            enrollment.MemberId,
            state.Version,
            LedgerEvents.HeaderOf(cause).On(new V1.MemberEnrolled
            {
                MemberId = enrollment.MemberId,
                ProgramId = program.ProgramId,
                TierId = state.Member.TierId,
                StoreId = enrollment.StoreId ?? "",
            }));
        await orders.CreditRemembered(unit, state, cause).ConfigureAwait(false);
        return new EnrollmentOutcome(state, false, null);
    }

    /// <summary>
    /// Looks whether the member's tier still follows from what counts in the tiers' windows. The change is saved with the member's next
    /// <see cref="Ledgers.Save"/>, which the caller makes. What history changes is history: nobody is congratulated on an import.
    /// </summary>
    public async Task ReviewTier(UnitOfWork unit, MemberState state, Cause cause)
    {
        var program = await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false);
        if (program is null || program.Tiers.Count < 2)
        {
            return;
        }

        var reached = await Reached(unit.Sql, state.Member.MemberId, program, unit.Now).ConfigureAwait(false);
        var before = state.Member;
        state.Member = TierRules.Review(program, before, reached, unit.Now);
        await ScheduleReview(unit, state, program, reached).ConfigureAwait(false);
        if (state.Member.TierId != before.TierId)
        {
            unit.Publish(state.Member.MemberId, state.Version + 1, LedgerEvents.HeaderOf(cause with { EffectiveAt = unit.Now }).On(new V1.TierChanged
            {
                MemberId = state.Member.MemberId,
                TierId = state.Member.TierId,
                PreviousTierId = before.TierId,
                Upgrade = program.TierIndex(state.Member.TierId) > program.TierIndex(before.TierId),
            }));
        }
    }

    /// <summary>What counts towards each tier of a program, in the tier's own window.</summary>
    public static async Task<IReadOnlyList<long>> Reached(SqlSession sql, string memberId, LoyaltyProgram program, DateTimeOffset now)
    {
        var byWindow = new Dictionary<(TierMetric, int), long>();
        var reached = new long[program.Tiers.Count];
        for (var i = 1; i < reached.Length; i++)
        {
            var tier = program.Tiers[i];
            if (!byWindow.TryGetValue((tier.Metric, tier.WindowDays), out var count))
            {
                count = await sql.QueryFirst<long>(
                    $"select cast(coalesce(sum({Measure(tier)}), 0) as bigint) from orders where member_id = @memberId and {Clock(tier)} > @from",
                    new { memberId, from = now.AddDays(-tier.WindowDays).ToMicros() }).ConfigureAwait(false);
                byWindow.Add((tier.Metric, tier.WindowDays), count);
            }

            reached[i] = count;
        }

        return reached;
    }

    // Above the lowest tier, time alone can take a tier away: look again when the oldest purchases that it rests on leave the window.
    private static async Task ScheduleReview(UnitOfWork unit, MemberState state, LoyaltyProgram program, IReadOnlyList<long> reached)
    {
        var current = program.TierIndex(state.Member.TierId);
        if (state.Member.TierAtRiskAt is { } end)
        {
            unit.Schedule(TimerKinds.TierReview, state.Member.MemberId, end);
        }
        else if (current > 0)
        {
            var tier = program.Tiers[current];
            var oldest = await unit.Sql.QueryFirst<long?>(
                $"""
                select min(at) from (
                    select {Clock(tier)} as at, sum({Measure(tier)}) over (order by {Clock(tier)}, order_id) as gone
                    from orders where member_id = @memberId and {Clock(tier)} > @from) as ordered
                where gone > @spare
                """,
                new
                {
                    memberId = state.Member.MemberId,
                    from = unit.Now.AddDays(-tier.WindowDays).ToMicros(),
                    spare = reached[current] - tier.Threshold,
                }).ConfigureAwait(false);
            if (oldest is { } at)
            {
                unit.Schedule(TimerKinds.TierReview, state.Member.MemberId, Instants.FromMicros(at).AddDays(tier.WindowDays));
            }
        }
    }

    private static string Measure(Tier tier) => tier.Metric is TierMetric.Orders ? "1" : "earned_points - clawed_points";

    private static string Clock(Tier tier) => tier.Metric is TierMetric.Orders ? "delivered_at" : "placed_at";

    // 15 digits and a check digit (Luhn), as on cards.
    private static string NewCardNumber()
    {
        var digits = RandomNumberGenerator.GetInt32(100_000_000, 1_000_000_000).ToString(CultureInfo.InvariantCulture)
            + RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
        var sum = 0;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            var digit = digits[i] - '0';
            var counts = (digits.Length - i) % 2 == 1 ? digit * 2 : digit;
            sum += counts > 9 ? counts - 9 : counts;
        }

        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
