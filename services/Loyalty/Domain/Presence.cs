using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What proved that a member is at a till.</summary>
public enum PresenceKind
{
    /// <summary>Nothing: it was not asked for.</summary>
    None = 0,

    /// <summary>A code of their app.</summary>
    Code = 1,

    /// <summary>The scan of a card, or of a picture of it.</summary>
    Card = 2,
}

/// <summary>A member was at a till. All tills of the store may rely on it until it ends: one may be left for another.</summary>
public sealed record Presence(string PresenceId, string MemberId, string StoreId, PresenceKind Kind, DateTimeOffset ExpiresAt)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>A proof of this moment.</summary>
    public static Presence Now(string presenceId, string memberId, Till till, PresenceKind kind, DateTimeOffset now) =>
        new(presenceId, memberId, till.StoreId, kind, now + Lifetime);

    /// <summary>Whether it says that a member is at a till now.</summary>
    public bool IsOf(string memberId, Till till, DateTimeOffset now) => MemberId == memberId && StoreId == till.StoreId && ExpiresAt > now;
}

/// <summary>A proof, as a hold relies on it.</summary>
/// <param name="Presence">What the till named; null when it named none, or there is none.</param>
/// <param name="HeldOnCards">Points of the member that were held on cards today, and not given back.</param>
public sealed record ShownPresence(Presence? Presence, long HeldOnCards)
{
    /// <summary>Points that can still be held on cards today.</summary>
    public long CardPointsLeft(LoyaltyProgram? program) => Math.Max(0, (program?.CardPointsPerDay ?? 0) - HeldOnCards);

    /// <summary>Why a till may not hold so many points for a member; null when it may.</summary>
    /// <param name="command">What it wants held.</param>
    /// <param name="till">The till.</param>
    /// <param name="program">The version in force.</param>
    /// <param name="now">The moment.</param>
    public Refusal? WhyNot(HoldCommand command, Till till, LoyaltyProgram? program, DateTimeOffset now) =>
        command.PresenceId.Length == 0 ? new PresenceRequired()
        : Presence?.IsOf(command.MemberId, till, now) is not true ? new PresenceNotValid()
        : Presence.Kind is PresenceKind.Card && command.Points > CardPointsLeft(program) ? new CardLimit(program?.CardPointsPerDay ?? 0, CardPointsLeft(program))
        : null;
}

/// <summary>What a scanner read at a till: a card's number, with a code where the member's app showed it.</summary>
/// <param name="CardNumber">In its canonical form; empty when it is none.</param>
/// <param name="Code">Null on a card.</param>
public sealed record ScannedMember(string CardNumber, string? Code)
{
    private const string Mark = "M1.";

    /// <summary>What an app shows before its code.</summary>
    public static string Prefix(string cardNumber) => $"{Mark}{cardNumber}.";

    /// <summary>Reads what a scanner read.</summary>
    public static ScannedMember Read(string scan)
    {
        var text = scan.Trim();
        var end = text.LastIndexOf('.');
        return text.StartsWith(Mark, StringComparison.OrdinalIgnoreCase) && end >= Mark.Length
            ? new ScannedMember(Canonical.CardNumber(text[Mark.Length..end]) ?? "", text[(end + 1)..])
            : new ScannedMember(Canonical.CardNumber(text) ?? "", null);
    }
}
