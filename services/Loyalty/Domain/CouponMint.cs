using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>How far the codes of a campaign are made.</summary>
public enum MintState
{
    /// <summary>More are made.</summary>
    Running = 1,

    /// <summary>All are made.</summary>
    Done = 2,

    /// <summary>The campaign was stopped for good before all were made.</summary>
    Stopped = 3,
}

/// <summary>Codes of a campaign, all with the same terms, that are made in the background: its own aggregate. They are numbered from 1, without a gap.</summary>
public sealed record CouponMint
{
    /// <summary>The most codes that a campaign has of all its mints.</summary>
    public const long MostCodes = 1_000_000;

    /// <summary>How many are made in one step: few enough that a step holds up nobody.</summary>
    public const long CodesPerStep = 1_000;

    public required string MintId { get; init; }

    public required CouponTerms Terms { get; init; }

    /// <summary>Of each code; empty for none.</summary>
    public required string Prefix { get; init; }

    /// <summary>How many there are to be.</summary>
    public required long Wanted { get; init; }

    /// <summary>How many there are.</summary>
    public long Minted { get; init; }

    public MintState State { get; init; } = MintState.Running;

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When there was no more to do; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Begins to make codes.</summary>
    /// <param name="mint">What was asked for.</param>
    /// <param name="campaign">Its campaign; null when nothing was decided about that.</param>
    /// <param name="others">How many codes the campaign's other mints have, or will have.</param>
    public static Decision<CouponMint> Begin(CouponMint mint, Campaign? campaign, long others) =>
        campaign is { Terms.State: CouponState.Voided } ? new CampaignVoided()
        : mint.Wanted > MostCodes - others ? new CampaignFull(MostCodes - others)
        : mint;

    /// <summary>What it is after its next step.</summary>
    /// <param name="campaign">Its campaign; null when nothing was decided about that.</param>
    /// <param name="now">The moment.</param>
    public CouponMint Step(Campaign? campaign, DateTimeOffset now)
    {
        if (State is not MintState.Running)
        {
            return this;
        }

        if (campaign is { Terms.State: CouponState.Voided })
        {
            return this with { State = MintState.Stopped, EndedAt = now };
        }

        var minted = Math.Min(Wanted, Minted + CodesPerStep);
        return minted < Wanted ? this with { Minted = minted } : this with { Minted = minted, State = MintState.Done, EndedAt = now };
    }
}
