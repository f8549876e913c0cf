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

/// <summary>Adjustments that two people make.</summary>
public sealed class AdjustmentGrpcService(Adjustments adjustments, StaffAudit audit) : AdjustmentService.AdjustmentServiceBase
{
    private const int LongestReason = 512;

    public override async Task<RequestAdjustmentResponse> RequestAdjustment(RequestAdjustmentRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).OptionalText("reason", request.Reason, LongestReason).ThrowIfInvalid();
        await audit.Record(context, request.MemberId).ConfigureAwait(false);
        var command = new AdjustCommand(
            request.MemberId, request.Points, request.AllowDebt, ToDomain.Instant(request.PointsExpireAt), request.Reason, ToDomain.Of(context.Caller()));
        return await adjustments.Request(
            context.Command(request), command, asked => new RequestAdjustmentResponse { Adjustment = ToContract.Adjustment(asked) }).ConfigureAwait(false);
    }

    public override async Task<ApproveAdjustmentResponse> ApproveAdjustment(ApproveAdjustmentRequest request, ServerCallContext context)
    {
        await Audit(request.AdjustmentId, context).ConfigureAwait(false);
        return await adjustments.Approve(
            context.Command(request),
            request.AdjustmentId,
            ToDomain.Of(context.Caller()),
            (approved, adjusted) => new ApproveAdjustmentResponse
            {
                Adjustment = ToContract.Adjustment(approved),
                Entries = { adjusted.Entries.Select(ToContract.Entry) },
                Balance = ToContract.Balance(adjusted.Balances),
            }).ConfigureAwait(false);
    }

    public override async Task<DeclineAdjustmentResponse> DeclineAdjustment(DeclineAdjustmentRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalText("reason", request.Reason, LongestReason).ThrowIfInvalid();
        await Audit(request.AdjustmentId, context).ConfigureAwait(false);
        return await adjustments.Decline(
            context.Command(request),
            request.AdjustmentId,
            ToDomain.Of(context.Caller()),
            request.Reason,
            declined => new DeclineAdjustmentResponse { Adjustment = ToContract.Adjustment(declined) }).ConfigureAwait(false);
    }

    public override async Task<ListAdjustmentsResponse> ListAdjustments(ListAdjustmentsRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .OptionalId("member_id", request.MemberId).Range("page_size", request.PageSize, 0, int.MaxValue)
            .That(Enum.IsDefined(request.State), "state", "must be a known value").ThrowIfInvalid();
        var scope = $"adjustments|{request.MemberId}|{request.State}";
        var after = PageToken.Read(scope, request.PageToken);
        var size = PageToken.Size(request.PageSize);
        await audit.Record(context, request.MemberId).ConfigureAwait(false);
        var page = await adjustments.Page(
            new AdjustmentQuery(request.MemberId.Length == 0 ? null : request.MemberId, Words.ToDomain(request.State), after is null ? null : (after.Position, after.Id), size + 1),
            context.CancellationToken).ConfigureAwait(false);
        return new ListAdjustmentsResponse
        {
            Adjustments = { page.Take(size).Select(ToContract.Adjustment) },
            NextPageToken = page.Count > size ? PageToken.Write(scope, new PagePlace(page[size - 1].RequestedAt.ToMicros(), Id: page[size - 1].AdjustmentId)) : "",
        };
    }

    // On record is whose points it is about.
    private async Task Audit(string adjustmentId, ServerCallContext context)
    {
        new RequestCheck().Id("adjustment_id", adjustmentId).ThrowIfInvalid();
        var asked = await adjustments.Find(adjustmentId, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new AdjustmentNotFound());
        await audit.Record(context, asked.Command.MemberId).ConfigureAwait(false);
    }
}
