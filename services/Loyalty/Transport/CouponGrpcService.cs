using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Coupons: issued, looked up, tried on a basket, stopped.</summary>
public sealed class CouponGrpcService(Commands commands, Statements statements, CouponReads reads, CouponGuesses guesses)
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
            await statements.FindCoupon(code, context.CancellationToken).ConfigureAwait(false) is { } coupon
                && (!caller.IsShopper || await statements.IsFor(coupon, member, context.CancellationToken).ConfigureAwait(false))
                ? new GetCouponResponse { Coupon = ToContract.Coupon(coupon) }
                : throw new RefusedException(CouponRefused.NotFound(code));
    }

    public override async Task<QualifyCouponsResponse> QualifyCoupons(QualifyCouponsRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        var caller = context.Caller();
        var isGuest = caller.IsShopper ? caller.Role is Types.V1.Role.Guest : request.OwnerIsGuest;
        var basket = new Basket(
            request.OwnerId, isGuest, request.Market, request.CurrencyCode, [.. request.Lines.Select(ToDomain.Line)], request.Shipping?.AmountMinor ?? 0)
        {
            Asker = caller.IsShopper ? Asker.Owner : Asker.Staff,
        };
        var codes = request.CouponCodes.Select(Requests.Code).Distinct().ToList();
        return ToContract.Qualified(
            codes.Count == 0
                ? await Qualify().ConfigureAwait(false)
                : await guesses.Answer(codes, Guesser.Of(context), isGuest ? "" : request.OwnerId, Qualify, context).ConfigureAwait(false),
            request.CurrencyCode);

        Task<Qualification> Qualify() => reads.Qualify(basket, codes, context.CancellationToken);
    }

    public override async Task<SetCouponStateResponse> SetCouponState(SetCouponStateRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("code", request.Code, 32).Known("state", request.State).OptionalText("reason", request.Reason, 512).ThrowIfInvalid();
        var code = Requests.Code(request.Code);
        var coupon = await guesses.Answer(
            [code], Guesser.Of(context), "", () => commands.SetCoupon(code, (Domain.CouponState)request.State, request.Reason), context).ConfigureAwait(false);
        return new SetCouponStateResponse { Coupon = ToContract.Coupon(coupon) };
    }

    public override async Task<SetCampaignResponse> SetCampaign(SetCampaignRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        var campaign = await commands.SetCampaign(new CampaignTerms(
            request.CampaignId,
            request.Paused,
            request.Budget?.CurrencyCode ?? "",
            request.Budget?.AmountMinor,
            request.HasBudgetUses ? request.BudgetUses : null)).ConfigureAwait(false);
        return new SetCampaignResponse { Campaign = ToContract.Campaign(campaign) };
    }

    public override async Task<GetCampaignResponse> GetCampaign(GetCampaignRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("campaign_id", request.CampaignId, 128).ThrowIfInvalid();
        return new GetCampaignResponse
        {
            Campaign = ToContract.Campaign(await reads.Campaign(request.CampaignId, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new CampaignUnknown())),
        };
    }
}
