using Omnichannel.Loyalty.V1;

namespace Omnichannel.WebConsole.Shared;

/// <summary>A member's own coupons.</summary>
public static class OwnCoupons
{
    /// <summary>Those that were issued last, the latest first: an empty basket names them, and what each is for, its code tells.</summary>
    /// <param name="coupons">As staff.</param>
    /// <param name="memberId">Whose.</param>
    /// <param name="currencyCode">Of the basket.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlyList<Coupon>> Of(CouponService.CouponServiceClient coupons, string memberId, string currencyCode, CancellationToken cancellation)
    {
        var named = await coupons.QualifyCouponsAsync(new QualifyCouponsRequest { OwnerId = memberId, CurrencyCode = currencyCode }, cancellationToken: cancellation);
        var found = await Task.WhenAll(named.Coupons.Select(each => coupons.GetCouponAsync(new GetCouponRequest { Code = each.Code }, cancellationToken: cancellation).ResponseAsync));
        return [.. found.Select(each => each.Coupon)];
    }
}
