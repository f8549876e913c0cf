using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;
using FoundMember = Omnichannel.Loyalty.Store.FoundMember;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Members at tills.</summary>
public sealed class TillGrpcService(Commands commands, Presences presences, Statements statements, KeyedHash hash, TillGuesses guesses, StaffAudit audit)
    : TillService.TillServiceBase
{
    private const int LongestScan = 256;

    public override async Task<FindMemberResponse> FindMember(FindMemberRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .That(request.ByCase is not FindMemberRequest.ByOneofCase.None, "by", "give a card number, a scan or a phone number")
            .OptionalText("card_number", request.CardNumber, 64)
            .OptionalText("scan", request.Scan, LongestScan)
            .OptionalText("phone", request.Phone, 64)
            .OptionalText("region_code", request.RegionCode, 2)
            .Money("currency_code", request.CurrencyCode)
            .ThrowIfInvalid();
        var found = await (request.ByCase is FindMemberRequest.ByOneofCase.Phone ? ByPhone(request, context) : ByCard(request, context)).ConfigureAwait(false);
        await audit.Record(context, found.View.Member.MemberId).ConfigureAwait(false);
        return new FindMemberResponse { Member = ToContract.Found(found, request.CurrencyCode) };
    }

    public override async Task<ProvePresenceResponse> ProvePresence(ProvePresenceRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .That(request.ProofCase is not ProvePresenceRequest.ProofOneofCase.None, "proof", "give a scan or a code")
            .OptionalText("scan", request.Scan, LongestScan)
            .OptionalId("code.member_id", request.Code?.MemberId ?? "")
            .OptionalText("code.code", request.Code?.Code ?? "", 32)
            .Money("currency_code", request.CurrencyCode)
            .ThrowIfInvalid();
        var scanned = request.Code is null ? ScannedMember.Read(request.Scan) : null;
        var memberId = scanned is null ? request.Code!.MemberId : await presences.IdOfCard(scanned.CardNumber, context.CancellationToken).ConfigureAwait(false);
        var told = scanned is null ? request.Code!.Code : scanned.Code;
        await audit.Record(context, memberId ?? "").ConfigureAwait(false);
        return await guesses.Prove(
            context,
            memberId ?? $"card {scanned!.CardNumber}",
            PresenceNotProved.Name,
            () => commands.Prove(context.Command(request), memberId, told, Tills.Of(context.Caller())!, proved => ToContract.Proved(proved, request.CurrencyCode))).ConfigureAwait(false);
    }

    public override async Task<ProvisionMemberCodeResponse> ProvisionMemberCode(ProvisionMemberCodeRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).ThrowIfInvalid();
        var (member, secret) = await presences.Provision(request.MemberId, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new MemberNotFound());
        return ToContract.Provisioned(member, secret, statements.Now);
    }

    public override Task<RenewMemberCodeResponse> RenewMemberCode(RenewMemberCodeRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).ThrowIfInvalid();
        return commands.RenewCode(context.Command(request), request.MemberId, at => new RenewMemberCodeResponse { RenewedAt = ToContract.Time(at) });
    }

    private Task<FoundMember> ByCard(FindMemberRequest request, ServerCallContext context)
    {
        var number = request.ByCase is FindMemberRequest.ByOneofCase.Scan ? ScannedMember.Read(request.Scan).CardNumber : Canonical.CardNumber(request.CardNumber) ?? "";
        return guesses.Find(
            context, $"card {number}", () => presences.FindByCard(number, context.CancellationToken), CardNumbers.IsMisread(number) ? new CardNumberMisread() : new MemberNotFound());
    }

    private Task<FoundMember> ByPhone(FindMemberRequest request, ServerCallContext context)
    {
        var key = hash.OfPhone(request.Phone, request.RegionCode) is { } known ? Convert.ToHexStringLower(known) : "";
        return guesses.Find(context, $"phone {key}", () => presences.FindByPhone(key, context.CancellationToken), new MemberNotFound());
    }
}

/// <summary>The till behind a call.</summary>
internal static class Tills
{
    /// <summary>Null for whoever is no till.</summary>
    public static Till? Of(Caller caller) => caller.Role is Types.V1.Role.Terminal ? new Till(caller.StoreId ?? "", caller.DevicePrincipal) : null;

    /// <summary>The order that a till's receipt becomes: Order-tracking makes the same id of it.</summary>
    public static string OrderOf(Till till, Receipt? receipt, OutwardNumbers numbers) =>
        receipt is not { ExternalId.Length: > 0 } ? throw new RefusedException(new ReceiptRequired())
        : till.MayName(receipt.Source) ? numbers.IdOf(till.Receipt(receipt.Source, receipt.ExternalId))
        : throw new InvalidRequestException("receipt.source", "names another till");
}
