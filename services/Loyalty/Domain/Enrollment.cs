using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A customer becomes a member.</summary>
/// <param name="MemberId">The customer's id.</param>
/// <param name="ProgramId">Into which program.</param>
/// <param name="CardNumber">Null for a new one.</param>
/// <param name="Channel">Where it was asked for.</param>
/// <param name="StoreId">At which store; null elsewhere.</param>
/// <param name="EnrolledAt">Null for now; else a fact of the past.</param>
public sealed record Enrollment(string MemberId, string ProgramId, string? CardNumber, SalesChannel Channel, string? StoreId, DateTimeOffset? EnrolledAt)
{
    /// <summary>How long before today's enrolment orders are credited. An enrolment of the past credits none before it.</summary>
    public static readonly TimeSpan CreditedBefore = TimeSpan.FromDays(30);

    /// <summary>Why it cannot be; null when it can.</summary>
    public Refusal? WhyNot(DateTimeOffset now) => EnrolledAt is { } past && ReportedTime.IsAhead(past, now) ? new EnrolledInFuture() : null;

    /// <summary>What follows from it happens because of it.</summary>
    public Cause Cause(DateTimeOffset now) => new(EnrolledAt ?? now) { IsHistorical = EnrolledAt is not null, Channel = Channel };

    /// <summary>The new member, on the program's lowest tier.</summary>
    /// <param name="program">The version in force.</param>
    /// <param name="newCard">A number that nobody has, for who brings none.</param>
    /// <param name="now">The moment.</param>
    public Member NewMember(LoyaltyProgram program, string newCard, DateTimeOffset now) => new()
    {
        MemberId = MemberId,
        ProgramId = program.ProgramId,
        CardNumber = CardNumber ?? newCard,
        EnrolledAt = EnrolledAt ?? now,
        EnrolledChannel = Channel,
        CreditsFrom = CreditsFrom(now),
        TierId = program.LowestTier,
        TierSince = EnrolledAt ?? now,
    };

    /// <summary>Who is a member already stays one: only a fact of an earlier past counts, and orders since then. Null when nothing changes.</summary>
    public Member? Again(Member known) => EnrolledAt is { } past && past < known.EnrolledAt
        ? known with { EnrolledAt = past, CreditsFrom = past < known.CreditsFrom ? past : known.CreditsFrom }
        : null;

    private DateTimeOffset CreditsFrom(DateTimeOffset now) => EnrolledAt ?? now - CreditedBefore;
}
