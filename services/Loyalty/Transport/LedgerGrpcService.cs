using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Transport;
using Account = Omnichannel.Loyalty.Domain.LedgerAccount;
using LedgerProof = Omnichannel.Loyalty.Store.LedgerProof;

namespace Omnichannel.Loyalty.Transport;

/// <summary>What lies behind balances: validate, call the store once, map.</summary>
public sealed class LedgerGrpcService(LotList lots, Statements statements, LedgerProof proof) : LedgerService.LedgerServiceBase
{
    private const int FindingsPerMessage = 500;

    public override async Task<ListLotsResponse> ListLots(ListLotsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck().Id("member_id", request.MemberId).Range("page_size", request.PageSize, 0, int.MaxValue).Count("states", request.States.Count, 0, 10);
        for (var i = 0; i < request.States.Count; i++)
        {
            check.Known($"states[{i}]", request.States[i]);
        }

        check.ThrowIfInvalid();
        var scope = string.Create(CultureInfo.InvariantCulture, $"lots|{request.MemberId}|{string.Join(',', request.States.Select(state => (int)state))}");
        var after = PageToken.Read(scope, request.PageToken);
        var size = PageToken.Size(request.PageSize);
        var page = await lots.Page(
            new LotQuery(request.MemberId, [.. request.States.Select(AccountOf)], after?.Position ?? long.MaxValue, size + 1), context.CancellationToken).ConfigureAwait(false);
        if (page.Count == 0)
        {
            await Require(request.MemberId, context.CancellationToken).ConfigureAwait(false);
        }

        return new ListLotsResponse
        {
            Lots = { page.Take(size).Select(lot => ToContract.Lot(request.MemberId, lot)) },
            NextPageToken = page.Count > size ? PageToken.Write(scope, new PagePlace(page[size - 1].Sequence)) : "",
        };
    }

    public override async Task VerifyLedger(VerifyLedgerRequest request, IServerStreamWriter<VerifyLedgerResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().OptionalId("member_id", request.MemberId).Range("after_position", request.AfterPosition, 0, long.MaxValue / 2).ThrowIfInvalid();
        if (request.MemberId.Length > 0)
        {
            await Require(request.MemberId, context.CancellationToken).ConfigureAwait(false);
        }

        var position = request.AfterPosition;
        var proved = await proof.Verify(request.MemberId.Length == 0 ? null : request.MemberId, Tell, context.CancellationToken).ConfigureAwait(false);
        await Write(new VerifyLedgerResponse { Members = proved.Members, Entries = proved.Entries, Proof = ToContract.Proof(proved) }).ConfigureAwait(false);

        async Task Tell(ProofProgress progress)
        {
            foreach (var findings in progress.Findings.Chunk(FindingsPerMessage).DefaultIfEmpty([]))
            {
                await Write(new VerifyLedgerResponse
                {
                    Members = progress.Members,
                    Entries = progress.Entries,
                    Findings = { findings.Select(ToContract.Finding) },
                }).ConfigureAwait(false);
            }
        }

        Task Write(VerifyLedgerResponse message)
        {
            message.Position = ++position;
            return responseStream.WriteAsync(message, context.CancellationToken);
        }
    }

    private async Task Require(string memberId, CancellationToken cancellation)
    {
        if (await statements.Find(memberId, cancellation).ConfigureAwait(false) is null)
        {
            throw new RefusedException(new MemberNotFound());
        }
    }

    private static Account AccountOf(LotState state) => state switch
    {
        LotState.Pending => Account.Pending,
        LotState.Active => Account.Active,
        LotState.Held => Account.Held,
        LotState.Spent => Account.Redeemed,
        _ => Account.Expired,
    };
}
