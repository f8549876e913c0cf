using System.Globalization;
using System.Text;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Codes of a mint as lines of CSV. A code has nothing that a spreadsheet takes for a formula.</summary>
internal static class CouponCsv
{
    public const string Header = "number,code,state,redeemed_count,held_count\r\n";

    public static string Lines(IEnumerable<MintedCoupon> coupons)
    {
        var text = new StringBuilder();
        foreach (var (number, coupon) in coupons)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number},{coupon.Code},{coupon.State.Name()},{coupon.RedeemedCount},{coupon.HeldCount}\r\n");
        }

        return text.ToString();
    }
}
