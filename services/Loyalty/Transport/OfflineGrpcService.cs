using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Transport;
using Role = Omnichannel.Types.V1.Role;
using Told = Omnichannel.Loyalty.Domain.OfflineRedemption;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Points that tills redeem while they are off line.</summary>
public sealed class OfflineGrpcService(OfflineRedemptions redemptions, Presences presences, TillGuesses guesses, OutwardNumbers numbers, KeyedHash hash, StaffAudit audit)
    : OfflineRedemptionService.OfflineRedemptionServiceBase
{
    public override Task<GrantOfflineAllowanceResponse> GrantOfflineAllowance(GrantOfflineAllowanceRequest request, ServerCallContext context)
    {
        OfflineRequests.Check(request);
        var caller = context.Caller();
        var command = new GrantCommand(Tills.Of(caller)!, request.Points, request.TimeToLive?.ToTimeSpan(), request.CurrencyCode, caller.Channel.ToDomain());
        return redemptions.Grant(
            context.Command(request),
            request.ProgramId.Length == 0 ? Domain.LoyaltyProgram.DefaultId : request.ProgramId,
            command,
            request.Previous is { } previous ? new Store.UsedAllowance(previous.AllowanceId, previous.LastNumber) : null,
            granted => new GrantOfflineAllowanceResponse { Allowance = ToContract.Allowance(granted) });
    }

    public override async Task<ReconcileOfflineRedemptionsResponse> ReconcileOfflineRedemptions(ReconcileOfflineRedemptionsRequest request, ServerCallContext context)
    {
        new RequestCheck().Count("redemptions", request.Redemptions.Count, 1, OfflineRequests.MostRedemptions).ThrowIfInvalid();
        var answer = new ReconcileOfflineRedemptionsResponse();
        foreach (var told in request.Redemptions)
        {
            answer.Results.Add(await Reconcile(told, context).ConfigureAwait(false));
        }

        return answer;
    }

    public override async Task<ListOfflineAllowancesResponse> ListOfflineAllowances(ListOfflineAllowancesRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("store_id", request.StoreId).OptionalId("terminal_id", request.TerminalId).Range("page_size", request.PageSize, 0, int.MaxValue).ThrowIfInvalid();
        var caller = context.Caller();
        if (caller.Role is Role.Terminal or Role.Associate && caller.StoreId != request.StoreId)
        {
            throw new RefusedException(new NotYourStore());
        }

        var scope = $"offline|{request.StoreId}|{request.TerminalId}";
        var after = PageToken.Read(scope, request.PageToken);
        var size = request.PageSize == 0 ? UsualPage : Math.Min(request.PageSize, MostOnPage);
        await audit.Record(context, $"store {request.StoreId}").ConfigureAwait(false);
        var page = await redemptions.Page(
            new OfflineQuery(request.StoreId, request.TerminalId, after is null ? null : (after.Position, after.Id), size + 1), context.CancellationToken).ConfigureAwait(false);
        var last = page.Reports.Count > size ? page.Reports[size - 1].Allowance : null;
        return new ListOfflineAllowancesResponse
        {
            Reports = { page.Reports.Take(size).Select(ToContract.Report) },
            Strays = { page.Strays.Select(ToContract.Report) },
            Switches = { page.Switches.Select(ToContract.Switch) },
            NextPageToken = last is null ? "" : PageToken.Write(scope, new PagePlace(last.GrantedAt.ToMicros(), Id: last.AllowanceId)),
        };
    }

    public override async Task<SwitchOfflineRedemptionResponse> SwitchOfflineRedemption(SwitchOfflineRedemptionRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("store_id", request.StoreId).OptionalId("terminal_id", request.TerminalId).OptionalText("reason", request.Reason, 512).ThrowIfInvalid();
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            throw new RefusedException(new ReasonRequired());
        }

        await audit.Record(context, $"store {request.StoreId}").ConfigureAwait(false);
        var wanted = new Store.OfflineSwitch(request.StoreId, request.TerminalId, request.Off, request.Reason, ToDomain.Of(context.Caller()).PersonId, default);
        return await redemptions.Switch(
            context.Command(request), wanted, (done, ended) => new SwitchOfflineRedemptionResponse { Switch = ToContract.Switch(done), Ended = ended }).ConfigureAwait(false);
    }

    private const int UsualPage = 20;
    private const int MostOnPage = 100;

    private async Task<OfflineRedemptionResult> Reconcile(V1.OfflineRedemption told, ServerCallContext context)
    {
        if (OfflineRequests.Fault(told) is { } fault)
        {
            return new OfflineRedemptionResult { RedemptionId = told.RedemptionId, Refusal = fault };
        }

        var till = Tills.Of(context.Caller())!;
        var scanned = told.ProofCase is V1.OfflineRedemption.ProofOneofCase.Scan ? ScannedMember.Read(told.Scan) : null;
        var code = scanned is null ? told.Code?.Code : scanned.Code;
        var redemption = new Told(
            told.AllowanceId, told.RedemptionId, told.Number, told.Points, code is null ? PresenceOf(scanned) : Domain.PresenceKind.Code, Instants.FromMicros(told.RedeemedAt.ToMicros()))
        {
            OrderId = Tills.OrderOf(till, told.Receipt, numbers),
            Receipt = told.Receipt.ExternalId,
            IsVoided = told.Voided,
            ContentHash = hash.Of("offline-redemption", told.ToByteString().ToBase64()),
        };
        if (await redemptions.Known(till, redemption, context.CancellationToken).ConfigureAwait(false) is { } known)
        {
            return ToContract.Result(known);
        }

        var memberId = scanned is null ? told.Code?.MemberId : await presences.IdOfCard(scanned.CardNumber, context.CancellationToken).ConfigureAwait(false);
        await audit.Record(context, memberId ?? "").ConfigureAwait(false);
        var taken = await guesses.Take(
            context,
            memberId ?? $"card {scanned?.CardNumber}",
            () => redemptions.Take(till, redemption, new ShownOffline(memberId, code), context.Caller().Channel.ToDomain()),
            done => done.Sent.Outcome is Domain.OfflineOutcome.MemberUnknown or Domain.OfflineOutcome.PresenceNotProved).ConfigureAwait(false);
        return ToContract.Result(taken);
    }

    // What was voided needs to show nothing.
    private static Domain.PresenceKind PresenceOf(ScannedMember? scanned) => scanned is null ? Domain.PresenceKind.None : Domain.PresenceKind.Card;
}
