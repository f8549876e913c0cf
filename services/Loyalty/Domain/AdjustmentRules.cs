using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Staff give or take points.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Points">Positive to give.</param>
/// <param name="MayOwe">Whether taking more than there is makes a debt.</param>
/// <param name="ExpiresAt">Of given points; null for by the program.</param>
/// <param name="Reason">Shown in the statement.</param>
/// <param name="Actor">Who does it.</param>
public sealed record AdjustCommand(string MemberId, long Points, bool MayOwe, DateTimeOffset? ExpiresAt, string Reason, Actor Actor);

/// <summary>What staff may give or take by hand.</summary>
public static class AdjustmentRules
{
    /// <summary>The most points that any command takes.</summary>
    public const long MostPoints = 1_000_000_000;

    /// <summary>Why an adjustment may not be made, whoever makes it; null when it may.</summary>
    /// <param name="points">Positive to give.</param>
    /// <param name="reason">Shown in the statement.</param>
    /// <param name="expiresAt">Of given points; null for by the program.</param>
    /// <param name="now">The moment.</param>
    public static Refusal? WhyNot(long points, string reason, DateTimeOffset? expiresAt, DateTimeOffset now) => points switch
    {
        0 or > MostPoints or < -MostPoints => new PointsOutOfRange(),
        _ when string.IsNullOrWhiteSpace(reason) => new ReasonRequired(),
        > 0 when expiresAt <= now => new ExpiresInPast(),
        _ => null,
    };

    /// <summary>Gives or takes points. Given ones lapse as the program has it, unless the command says when.</summary>
    /// <param name="command">How many, and why.</param>
    /// <param name="account">The member's; when points are taken with lots that can give them, or all that can be spent.</param>
    /// <param name="program">The version in force; null when there is none.</param>
    /// <param name="now">The moment.</param>
    public static Decision<long> Adjust(AdjustCommand command, Account account, LoyaltyProgram? program, DateTimeOffset now) => account.Adjust(
        command.Points,
        command.ExpiresAt is { } at ? program?.EndingAt(at) ?? at : program?.ExpiryAfter(now),
        command.MayOwe,
        new Cause(now) { Reason = command.Reason, Actor = command.Actor, Channel = command.Actor.Channel });
}
