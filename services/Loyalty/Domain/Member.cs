using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A customer who enrolled; the id is the customer's.</summary>
public sealed record Member
{
    public required string MemberId { get; init; }

    public required string ProgramId { get; init; }

    public required string CardNumber { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    public SalesChannel EnrolledChannel { get; init; }

    /// <summary>Orders from here on are credited: up to 30 days before an enrolment of today, never before one of the past.</summary>
    public required DateTimeOffset CreditsFrom { get; init; }

    /// <summary>By which another member brought them; null when nobody did.</summary>
    public string? ReferralId { get; init; }

    public string TierId { get; init; } = "";

    public DateTimeOffset TierSince { get; init; }

    /// <summary>When the tier is lost unless more is earned.</summary>
    public DateTimeOffset? TierAtRiskAt { get; init; }
}
