using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Transport;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Coupons: issued, looked up, tried on a basket, stopped.</summary>
public sealed class CouponGrpcService(Commands commands, CouponMints mints, Rewards rewards, Statements statements, CouponReads reads, CouponGuesses guesses, StaffAudit audit)
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

    public override async Task<ListMemberCouponsResponse> ListMemberCoupons(ListMemberCouponsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).Range("page_size", request.PageSize, 0, int.MaxValue).ThrowIfInvalid();
        var scope = $"coupons|{request.MemberId}";
        var after = PageToken.Read(scope, request.PageToken);
        var size = PageToken.Size(request.PageSize);
        var page = await reads.Page(
            new OwnCouponQuery(request.MemberId, after is null ? null : (after.Position, after.Id), size + 1), context.CancellationToken).ConfigureAwait(false);
        return new ListMemberCouponsResponse
        {
            Coupons = { page.Take(size).Select(ToContract.Coupon) },
            NextPageToken = page.Count > size ? PageToken.Write(scope, new PagePlace(page[size - 1].IssuedAt.ToMicros(), Id: page[size - 1].Code)) : "",
        };
    }

    public override async Task<SetCouponStateResponse> SetCouponState(SetCouponStateRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("code", request.Code, 32).Known("state", request.State).OptionalText("reason", request.Reason, 512).ThrowIfInvalid();
        var code = Requests.Code(request.Code);
        await audit.Record(context, $"coupon:{code}").ConfigureAwait(false);
        var coupon = await guesses.Answer(
            [code], Guesser.Of(context), "", () => commands.SetCoupon(code, (Domain.CouponState)request.State, request.Reason), context).ConfigureAwait(false);
        return new SetCouponStateResponse { Coupon = ToContract.Coupon(coupon) };
    }

    public override async Task<SetCampaignResponse> SetCampaign(SetCampaignRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        await audit.Record(context, $"campaign:{request.CampaignId}").ConfigureAwait(false);
        var campaign = await commands.SetCampaign(ToDomain.Campaign(request)).ConfigureAwait(false);
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

    public override async Task<MintCouponsResponse> MintCoupons(MintCouponsRequest request, ServerCallContext context)
    {
        Requests.Check(request, statements.Now);
        await audit.Record(context, $"campaign:{request.Terms.CampaignId}").ConfigureAwait(false);
        return await mints.Begin(
            context.Command(request), ToDomain.Terms(request.Terms), request.Prefix, request.Count, mint => new MintCouponsResponse { Mint = ToContract.Mint(mint) }).ConfigureAwait(false);
    }

    public override async Task<GetCouponMintResponse> GetCouponMint(GetCouponMintRequest request, ServerCallContext context) =>
        new() { Mint = ToContract.Mint(await Mint(request.MintId, context).ConfigureAwait(false)) };

    public override async Task<ListCouponMintsResponse> ListCouponMints(ListCouponMintsRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalText("campaign_id", request.CampaignId, 128).Range("page_size", request.PageSize, 0, int.MaxValue).ThrowIfInvalid();
        var scope = $"mints|{request.CampaignId}";
        var after = PageToken.Read(scope, request.PageToken);
        var size = PageToken.Size(request.PageSize);
        var page = await mints.Page(
            new CouponMintQuery(request.CampaignId.Length == 0 ? null : request.CampaignId, after is null ? null : (after.Position, after.Id), size + 1), context.CancellationToken).ConfigureAwait(false);
        return new ListCouponMintsResponse
        {
            Mints = { page.Take(size).Select(ToContract.Mint) },
            NextPageToken = page.Count > size ? PageToken.Write(scope, new PagePlace(page[size - 1].BegunAt.ToMicros(), Id: page[size - 1].MintId)) : "",
        };
    }

    public override async Task ExportCoupons(ExportCouponsRequest request, IServerStreamWriter<ExportCouponsResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().Range("after_position", request.AfterPosition, 0, long.MaxValue).ThrowIfInvalid();
        var last = (await Mint(request.MintId, context).ConfigureAwait(false)).Minted;
        await audit.Record(context, $"mint:{request.MintId}").ConfigureAwait(false);
        var position = request.AfterPosition;
        var head = position == 0 ? CouponCsv.Header : "";
        while (position < last || head.Length > 0)
        {
            var coupons = await mints.After(request.MintId, position, last, context.CancellationToken).ConfigureAwait(false);
            position = coupons.Count == 0 ? last : coupons[^1].Number;
            await responseStream.WriteAsync(new ExportCouponsResponse { Position = position, Csv = head + CouponCsv.Lines(coupons) }, context.CancellationToken).ConfigureAwait(false);
            head = "";
        }
    }

    public override Task<RedeemRewardResponse> RedeemReward(RedeemRewardRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).Id("reward_id", request.RewardId, 64).ThrowIfInvalid();
        return rewards.Redeem(
            context.Command(request),
            request.MemberId,
            request.RewardId,
            context.Caller().Channel.ToDomain(),
            (coupon, balances) => new RedeemRewardResponse { Coupon = ToContract.Coupon(coupon), Balance = ToContract.Balance(balances) });
    }

    public override Task<ReturnRewardResponse> ReturnReward(ReturnRewardRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).Text("code", request.Code, 32).ThrowIfInvalid();
        return rewards.Return(
            context.Command(request),
            request.MemberId,
            Requests.Code(request.Code),
            context.Caller().Channel.ToDomain(),
            (coupon, balances) => new ReturnRewardResponse { Coupon = ToContract.Coupon(coupon), Balance = ToContract.Balance(balances) });
    }

    private async Task<Domain.CouponMint> Mint(string mintId, ServerCallContext context)
    {
        new RequestCheck().Id("mint_id", mintId).ThrowIfInvalid();
        return await mints.Find(mintId, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new CouponMintUnknown());
    }
}
