using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Coupons: issued and looked up.</summary>
public sealed class CouponGrpcService(Commands commands, Statements statements, CouponGuesses guesses)
    : CouponService.CouponServiceBase
{
    public override Task<IssueCouponsResponse> IssueCoupons(IssueCouponsRequest request, ServerCallContext context)
    {
        Requests.Check(request, statements.Now);

        return guesses.Issue(context, () => commands.Issue(
            context.Command(request),
            ToDomain.Terms(request.Terms),
            request.Codes,
            request.Count,
            coupons => new IssueCouponsResponse { Coupons = { coupons.Select(ToContract.Coupon) } }));
    }

    public override async Task<GetCouponResponse> GetCoupon(GetCouponRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("code", request.Code, 32).ThrowIfInvalid();
        var code = Requests.Code(request.Code);
        var caller = context.Caller();
        var member = caller.Role is Types.V1.Role.Guest ? "" : caller.Subject;
        return await guesses.Answer([code], Guesser.Of(context), member, Find, context).ConfigureAwait(false);

        async Task<GetCouponResponse> Find() =>
            await statements.FindCoupon(code, context.CancellationToken).ConfigureAwait(false) is { } coupon && (!caller.IsShopper || coupon.Terms.IsFor(member))
                ? new GetCouponResponse { Coupon = ToContract.Coupon(coupon) }
                : throw new RefusedException(CouponRefused.NotFound(code));
    }
}
