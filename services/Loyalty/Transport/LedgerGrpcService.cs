using System.Globalization;
using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Time;
using Omnichannel.Platform.Transport;
using Omnichannel.Values;
using Account = Omnichannel.Loyalty.Domain.LedgerAccount;
using LedgerProof = Omnichannel.Loyalty.Store.LedgerProof;

namespace Omnichannel.Loyalty.Transport;

/// <summary>What lies behind balances: validate, call the store once, map.</summary>
public sealed class LedgerGrpcService(LotList lots, Statements statements, Movements movements, LedgerProof proof) : LedgerService.LedgerServiceBase
{
    private const int MostMonths = 36;
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
            new LotQuery(request.MemberId, [.. request.States.Select(AccountOf)], after?.Position ?? long.MaxValue, size + 1) { Account = after?.Id ?? "" },
            context.CancellationToken).ConfigureAwait(false);
        if (page.Count == 0)
        {
            await Require(request.MemberId, context.CancellationToken).ConfigureAwait(false);
        }

        return new ListLotsResponse
        {
            Lots = { page.Take(size).Select(listed => ToContract.Lot(listed.MemberId, listed.Lot)) },
            NextPageToken = page.Count > size ? PageToken.Write(scope, new PagePlace(page[size - 1].Lot.Sequence, Id: page[size - 1].MemberId)) : "",
        };
    }

    public override async Task ExportStatement(
        ExportStatementRequest request, IServerStreamWriter<ExportStatementResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).Range("after_position", request.AfterPosition, 0, long.MaxValue).ThrowIfInvalid();
        var view = await Require(request.MemberId, context.CancellationToken).ConfigureAwait(false);
        var position = request.AfterPosition;
        var head = position == 0 ? StatementCsv.Header : "";
        var start = 0L;
        foreach (var (account, last) in view.Accounts.Zip(view.LastEntries))
        {
            while (position < start + last || head.Length > 0)
            {
                var entries = await statements.After(account, position - start, last, context.CancellationToken).ConfigureAwait(false);
                position = start + (entries.Count == 0 ? last : entries[^1].Row.Sequence);
                await responseStream.WriteAsync(
                    new ExportStatementResponse { Position = position, Csv = head + StatementCsv.Lines(entries) }, context.CancellationToken).ConfigureAwait(false);
                head = "";
            }

            start += last;
        }
    }

    public override async Task<GetMovementReportResponse> GetMovementReport(GetMovementReportRequest request, ServerCallContext context)
    {
        var lastMonth = request.LastMonth.Length == 0 ? request.FirstMonth : request.LastMonth;
        var check = new RequestCheck()
            .That(Month(request.FirstMonth) is not null, "first_month", "must be a month, for example 2026-03")
            .That(Month(lastMonth) is not null, "last_month", "must be a month, for example 2026-03")
            .That(request.TimeZone.Length == 0 || LocalDays.IsZone(request.TimeZone), "time_zone", "must be an IANA time zone")
            .That(request.CurrencyCode.Length == 0 || Currencies.IsKnown(request.CurrencyCode), "currency_code", "must be an ISO 4217 code, for example EUR");
        check.ThrowIfInvalid();
        var (first, last) = (Month(request.FirstMonth)!.Value, Month(lastMonth)!.Value);
        var count = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
        check.That(count is >= 1 and <= MostMonths, "last_month", $"must be from the first month to {MostMonths - 1} months after it").ThrowIfInvalid();
        var zone = request.TimeZone.Length == 0 ? LocalDays.Utc : LocalDays.In(request.TimeZone);
        var months = await movements.Report(new MovementQuery(first, count, zone, request.CurrencyCode), context.CancellationToken).ConfigureAwait(false);
        return new GetMovementReportResponse { Months = { months.Select(month => ToContract.Movement(month, request.CurrencyCode)) } };
    }

    public override async Task VerifyLedger(VerifyLedgerRequest request, IServerStreamWriter<VerifyLedgerResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().OptionalId("member_id", request.MemberId).Range("after_position", request.AfterPosition, 0, long.MaxValue / 2).ThrowIfInvalid();
        string? account = null;
        if (request.MemberId.Length > 0)
        {
            // A proof is of an account: of who was merged, too.
            var view = await Require(request.MemberId, context.CancellationToken).ConfigureAwait(false);
            account = view.Accounts.Contains(request.MemberId) ? request.MemberId : view.Member.MemberId;
        }

        var position = request.AfterPosition;
        var proved = await proof.Verify(account, Tell, context.CancellationToken).ConfigureAwait(false);
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

    private async Task<MemberView> Require(string memberId, CancellationToken cancellation) =>
        await statements.Find(memberId, cancellation).ConfigureAwait(false) ?? throw new RefusedException(new MemberNotFound());

    // Years that any calendar of time zones knows.
    private static DateOnly? Month(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 1990 and <= 2200 ? month : null;

    private static Account AccountOf(LotState state) => state switch
    {
        LotState.Pending => Account.Pending,
        LotState.Active => Account.Active,
        LotState.Held => Account.Held,
        LotState.Spent => Account.Redeemed,
        LotState.Status => Account.Status,
        _ => Account.Expired,
    };
}
