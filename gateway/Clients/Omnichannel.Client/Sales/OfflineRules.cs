using System.Security.Cryptography;
using System.Text;
using Omnichannel.Loyalty.V1;

namespace Omnichannel.Client.Sales;

/// <summary>What a member showed, as the limits count it.</summary>
/// <param name="Member">Whose it is, hashed.</param>
/// <param name="Proof">What was shown, hashed.</param>
/// <param name="IsCard">Whether it was a card, or a picture of it.</param>
internal sealed record ShownScan(string Member, string Proof, bool IsCard)
{
    private const string Mark = "M1.";

    public static ShownScan Read(string scan)
    {
        var text = scan.Trim();
        var end = text.LastIndexOf('.');
        var isCard = !text.StartsWith(Mark, StringComparison.OrdinalIgnoreCase) || end < Mark.Length;
        var card = new string([.. (isCard ? text : text[Mark.Length..end]).Where(char.IsLetterOrDigit)]).ToUpperInvariant();
        return new ShownScan(Hash(card), Hash($"{card}.{(isCard ? "" : text[(end + 1)..].Trim())}"), isCard);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What a till lets a member redeem under its allowance. Pure.</summary>
internal static class OfflineRules
{
    /// <summary>Why not; null when it may.</summary>
    /// <param name="allowance">What was granted; null for nothing.</param>
    /// <param name="kept">What was redeemed under it.</param>
    /// <param name="shown">What the member shows.</param>
    /// <param name="points">How many.</param>
    /// <param name="now">By the platform's clock.</param>
    public static OfflineRefusedException? WhyNot(OfflineAllowance? allowance, IEnumerable<KeptRedemption> kept, ShownScan shown, long points, DateTimeOffset now)
    {
        if (allowance is null)
        {
            return new OfflineRefusedException(OfflineRefusal.NoAllowance);
        }

        var counted = kept.Where(each => each.Redemption.AllowanceId == allowance.AllowanceId && !each.Redemption.Voided).ToList();
        var member = counted.Where(each => each.Member == shown.Member).ToList();
        var (left, memberLeft, cardLeft) = (
            allowance.Points - counted.Sum(Points), allowance.PointsPerMember - member.Sum(Points), allowance.CardPoints - member.Where(each => each.IsCard).Sum(Points));
        return now >= allowance.ExpiresAt.ToDateTimeOffset() ? new OfflineRefusedException(OfflineRefusal.Expired)
            : points < Math.Max(1, allowance.MinimumRedemption) ? new OfflineRefusedException(OfflineRefusal.BelowMinimum, allowance.MinimumRedemption)
            : !shown.IsCard && member.Exists(each => each.Proof == shown.Proof) ? new OfflineRefusedException(OfflineRefusal.CodeUsed)
            : points > left ? new OfflineRefusedException(OfflineRefusal.OverAllowance, left)
            : points > memberLeft ? new OfflineRefusedException(OfflineRefusal.OverMemberLimit, memberLeft)
            : shown.IsCard && points > cardLeft ? new OfflineRefusedException(OfflineRefusal.OverCardLimit, cardLeft)
            : null;
    }

    private static long Points(KeptRedemption each) => each.Redemption.Points;
}
