using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A till asks for an allowance.</summary>
/// <param name="Till">Which.</param>
/// <param name="Points">How many it wants.</param>
/// <param name="TimeToLive">For how long; null for as long as may be.</param>
/// <param name="CurrencyCode">In which it wants to know what points pay; empty for none.</param>
/// <param name="Channel">Where it is.</param>
public sealed record GrantCommand(Till Till, long Points, TimeSpan? TimeToLive, string CurrencyCode, SalesChannel Channel);

/// <summary>So many points may a till let members redeem off line, until a moment. Nothing of it changes but that it ends.</summary>
public sealed record OfflineAllowance
{
    public required string AllowanceId { get; init; }

    public required string StoreId { get; init; }

    /// <summary>The till's device.</summary>
    public required string TerminalId { get; init; }

    public required string ProgramId { get; init; }

    public required long Points { get; init; }

    public required long PointsPerMember { get; init; }

    /// <summary>Of a member's points, those that the scan of a card is enough for.</summary>
    public required long CardPoints { get; init; }

    public long MinimumRedemption { get; init; }

    /// <summary>What points pay; null when no currency was named.</summary>
    public RedemptionRate? Rate { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When another one took its place, or it was switched off; null while neither was.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The highest number that the till said it used; null while it said none.</summary>
    public long? LastNumber { get; init; }

    /// <summary>Whether redeeming under it is right at a moment.</summary>
    public bool IsOpen(DateTimeOffset at) => ClosedAt is null && at < ExpiresAt;

    /// <summary>Whether it was granted to a till.</summary>
    public bool IsOf(Till till) => StoreId == till.StoreId && TerminalId == till.Device;

    /// <summary>What points pay; 0 when no currency was named.</summary>
    public long ValueOf(long points) => Rate is { } rate ? (long)((Int128)points * rate.AmountMinor / rate.Points) : 0;

    /// <summary>When something happened off line, as far as a till's word is believed: not before it had the allowance, not after it told of it.</summary>
    public DateTimeOffset Believed(DateTimeOffset told, DateTimeOffset now) => told < GrantedAt ? GrantedAt : told > now ? now : told;

    /// <summary>It ends; one that ended stays as it is, but for what the till says that it used.</summary>
    public OfflineAllowance Close(DateTimeOffset now, long? lastNumber) => this with { ClosedAt = ClosedAt ?? now, LastNumber = lastNumber ?? LastNumber };
}

/// <summary>Grants allowances: at no moment more than the bounds of the program.</summary>
public static class OfflineGrants
{
    /// <summary>Grants a till what it asks for, as far as there is room. Its own earlier one ends with it.</summary>
    /// <param name="command">What it asks for.</param>
    /// <param name="allowanceId">The id of the new one.</param>
    /// <param name="program">The version in force.</param>
    /// <param name="granted">The store's allowances of the program that did not end yet.</param>
    /// <param name="isOff">Whether staff switched it off.</param>
    /// <param name="missing">How many redemptions of the one before the till has not sent, by what it says.</param>
    /// <param name="now">The moment.</param>
    public static Decision<OfflineAllowance> Grant(
        GrantCommand command, string allowanceId, LoyaltyProgram program, IEnumerable<OfflineAllowance> granted, bool isOff, long missing, DateTimeOffset now)
    {
        var terms = program.Offline;
        var rate = program.RedemptionRates.FirstOrDefault(rate => rate.CurrencyCode == command.CurrencyCode);
        var others = granted.Where(other => !other.IsOf(command.Till) && other.IsOpen(now)).Sum(other => other.Points);
        var points = Math.Min(Math.Min(command.Points, terms.PerTerminal), terms.PerStore - others);
        var longest = TimeSpan.FromHours(terms.LongestHours);
        return !terms.IsOffered() ? new OfflineNotOffered()
            : isOff ? new OfflineSwitchedOff()
            : command.CurrencyCode.Length > 0 && rate is null ? new CurrencyNotRedeemable()
            : missing > 0 ? new OfflineRedemptionsMissing(missing)
            : points < 1 ? new OfflineLimit(terms.PerStore)
            : new OfflineAllowance
            {
                AllowanceId = allowanceId,
                StoreId = command.Till.StoreId,
                TerminalId = command.Till.Device,
                ProgramId = program.ProgramId,
                Points = points,
                PointsPerMember = Math.Min(points, terms.PerMember),
                CardPoints = Math.Min(Math.Min(points, terms.PerMember), program.CardPointsPerDay),
                MinimumRedemption = program.MinimumRedemption,
                Rate = rate,
                GrantedAt = now,
                ExpiresAt = now + (command.TimeToLive is { } wanted && wanted < longest ? wanted : longest),
            };
    }
}
