using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What staff may give or take by hand.</summary>
public static class AdjustmentRules
{
    /// <summary>The most that an agent gives or takes at once; beyond it somebody of operations decides.</summary>
    public const long MostPointsOfAgent = 10_000;

    /// <summary>The most points that any command takes.</summary>
    public const long MostPoints = 1_000_000_000;

    /// <summary>Why an adjustment may not be made; null when it may.</summary>
    /// <param name="points">Positive to give.</param>
    /// <param name="reason">Shown in the statement.</param>
    /// <param name="isAgent">Whose limit it is under.</param>
    /// <param name="expiresAt">Of given points; null for by the program.</param>
    /// <param name="now">The moment.</param>
    public static Refusal? WhyNot(long points, string reason, bool isAgent, DateTimeOffset? expiresAt, DateTimeOffset now) => points switch
    {
        0 or > MostPoints or < -MostPoints => new PointsOutOfRange(),
        _ when string.IsNullOrWhiteSpace(reason) => new ReasonRequired(),
        > MostPointsOfAgent or < -MostPointsOfAgent when isAgent => new AdjustmentLimit(MostPointsOfAgent),
        > 0 when expiresAt <= now => new ExpiresInPast(),
        _ => null,
    };
}
