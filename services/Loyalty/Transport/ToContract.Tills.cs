using System.Text;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Transport;

/// <content>What tills are told.</content>
internal static partial class ToContract
{
    private const int ShownOfCard = 4;

    /// <summary>A member as somebody may see them: who has a card's number has the card's bar code, so stores are not told it of whom they name by id.</summary>
    public static V1.Member ShownTo(this V1.Member member, Caller caller)
    {
        if (caller.Role is Role.Terminal or Role.Associate)
        {
            member.CardNumber = Ending(member.CardNumber);
        }

        return member;
    }

    public static V1.FoundMember Found(FoundMember found, string currencyCode)
    {
        var member = new V1.FoundMember
        {
            MemberId = found.View.Member.MemberId,
            CardEnding = Ending(found.View.Member.CardNumber),
            ProgramId = found.View.Member.ProgramId,
            TierId = found.View.Member.TierId,
            Balance = Balance(found.View),
            MinimumRedemption = found.Program?.MinimumRedemption ?? 0,
            Coupons = { found.Coupons.Select(Coupon) },
        };
        if (currencyCode.Length > 0)
        {
            member.ActiveValue = Money(
                currencyCode, found.Program?.ValueOf(found.View.Balances[LedgerAccount.Active], currencyCode) ?? throw new RefusedException(new CurrencyNotRedeemable()));
        }

        return member;
    }

    public static V1.ProvePresenceResponse Proved(ProvedPresence proved, string currencyCode) => new()
    {
        Presence = new V1.Presence
        {
            PresenceId = proved.Presence.PresenceId,
            Kind = proved.Presence.Kind switch
            {
                PresenceKind.Code => V1.PresenceKind.Code,
                PresenceKind.Card => V1.PresenceKind.Card,
                _ => V1.PresenceKind.Unspecified,
            },
            ExpiresAt = Time(proved.Presence.ExpiresAt),
        },
        Member = Found(proved.Found, currencyCode),
        CardPointsLeft = proved.CardPointsLeft,
    };

    public static V1.ProvisionMemberCodeResponse Provisioned(Member member, byte[] secret, DateTimeOffset now)
    {
        var text = RotatingCode.Written(secret);
        return new()
        {
            Secret = text,
            Uri = $"otpauth://totp/Omnichannel:{Ending(member.CardNumber)}?secret={text}&issuer=Omnichannel&algorithm=SHA256&digits={RotatingCode.Digits}&period={RotatingCode.PeriodSeconds}",
            ScanPrefix = ScannedMember.Prefix(member.CardNumber),
            Digits = RotatingCode.Digits,
            PeriodSeconds = RotatingCode.PeriodSeconds,
            Now = Time(now),
        };
    }

    public static V1.HoldPointsResponse Held(Hold hold, Balances? balances, Basket? basket) => new()
    {
        Hold = Hold(hold),
        Balance = balances is null ? null : Balance(balances),
        Coupons = { hold.Coupons.Select(coupon => Discount(coupon, hold.CurrencyCode)) },
        PointsShares =
        {
            (basket is null ? [] : HoldSteps.SharesOf(hold, basket)).Select(share => new V1.PointsShare
            {
                LineId = share.LineId,
                Points = share.Points,
                Amount = Money(hold.CurrencyCode, share.AmountMinor),
            }),
        },
    };

    private static string Ending(string cardNumber) => cardNumber.Length <= ShownOfCard ? "" : cardNumber[^ShownOfCard..];
}
