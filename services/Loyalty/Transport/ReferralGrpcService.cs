using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Transport;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Friends whom members bring.</summary>
public sealed class ReferralGrpcService(Referrals referrals, ReferralGuesses guesses, StaffAudit audit) : ReferralService.ReferralServiceBase
{
    public override async Task<MakeReferralCodeResponse> MakeReferralCode(MakeReferralCodeRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).ThrowIfInvalid();
        await audit.Record(context, request.MemberId).ConfigureAwait(false);
        return await referrals.MakeCode(
            context.Command(request),
            request.MemberId,
            guesses.DeviceKey(context),
            offer => new MakeReferralCodeResponse { ReferralCode = offer.Code, Terms = ToContract.Terms(offer.Terms) }).ConfigureAwait(false);
    }

    public override async Task<UseReferralCodeResponse> UseReferralCode(UseReferralCodeRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).Text("referral_code", request.ReferralCode, ReferralGuesses.LongestTyped).ThrowIfInvalid();
        await audit.Record(context, request.MemberId).ConfigureAwait(false);
        return await guesses.Answer(context, request.MemberId, request.ReferralCode, use => referrals.Use(
            context.Command(request),
            use,
            (referral, terms) => new UseReferralCodeResponse
            {
                ReferralId = referral.ReferralId, Reward = ToContract.Reward(terms.Friend), MinimumOrders = { terms.MinimumOrders.Select(ToContract.Minimum) },
            })).ConfigureAwait(false);
    }

    public override async Task<ListReferralsResponse> ListReferrals(ListReferralsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).Range("page_size", request.PageSize, 0, int.MaxValue).ThrowIfInvalid();
        var scope = $"referrals|{request.MemberId}";
        var after = PageToken.Read(scope, request.PageToken);
        var size = PageToken.Size(request.PageSize);
        await audit.Record(context, request.MemberId).ConfigureAwait(false);
        var isStaff = !context.Caller().IsShopper;
        var page = await referrals.Page(request.MemberId, after is null ? null : (after.Position, after.Id), size + 1, context.CancellationToken).ConfigureAwait(false);
        return new ListReferralsResponse
        {
            Referrals = { page.Take(size).Select(referral => ToContract.Referral(referral, isStaff)) },
            NextPageToken = page.Count > size ? PageToken.Write(scope, new PagePlace(page[size - 1].LinkedAt.ToMicros(), Id: page[size - 1].ReferralId)) : "",
        };
    }

    public override async Task<GetReferralResponse> GetReferral(GetReferralRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("referral_id", request.ReferralId).ThrowIfInvalid();
        var referral = await referrals.Find(request.ReferralId, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new ReferralNotFound());
        await audit.Record(context, referral.ReferrerId).ConfigureAwait(false);
        return new GetReferralResponse { Referral = ToContract.Referral(referral, toStaff: true) };
    }
}
