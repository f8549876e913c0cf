using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Members;

/// <summary>A member as the ledger has them: what they have, how it came, what lapses when, and what else they can pay with.</summary>
/// <param name="calls">The gateway's gRPC as an agent or operator.</param>
/// <param name="memberId">Whose.</param>
/// <param name="language">In which explanations are told.</param>
public sealed class MemberModel(CallInvoker calls, string memberId, string language) : PageModel
{
    private const int PageSize = 100;

    private readonly LoyaltyService.LoyaltyServiceClient members = new(calls);
    private readonly LedgerService.LedgerServiceClient ledger = new(calls);
    private readonly ProgramService.ProgramServiceClient programs = new(calls);
    private readonly CouponService.CouponServiceClient coupons = new(calls);
    private readonly WalletService.WalletServiceClient wallets = new(calls);
    private readonly Dictionary<string, ExplainEarningResponse> explained = new(StringComparer.Ordinal);
    private readonly List<LedgerEntry> entries = [];
    private readonly List<Lot> lots = [];
    private string nextEntries = "";
    private readonly List<Coupon> own = [];
    private string nextLots = "";
    private string nextCoupons = "";

    /// <summary>The member; null until they were found.</summary>
    public Member? Member { get; private set; }

    /// <summary>The latest version of their program.</summary>
    public LoyaltyProgram? Program { get; private set; }

    /// <summary>Their statement, the latest entry first.</summary>
    public IReadOnlyList<LedgerEntry> Entries => entries;

    /// <summary>There are older entries than are shown.</summary>
    public bool HasMoreEntries => nextEntries.Length > 0;

    /// <summary>Lots that are not used up, the latest first.</summary>
    public IReadOnlyList<Lot> Lots => lots;

    /// <summary>There are older lots than are shown.</summary>
    public bool HasMoreLots => nextLots.Length > 0;

    /// <summary>Store credit and cards.</summary>
    public IReadOnlyList<Wallet> Wallets { get; private set; } = [];

    /// <summary>Their own coupons, the latest first.</summary>
    public IReadOnlyList<Coupon> Coupons => own;

    /// <summary>There are older coupons than are shown.</summary>
    public bool HasMoreCoupons => nextCoupons.Length > 0;

    /// <summary>Why an order earned what it did; null until somebody asks.</summary>
    public ExplainEarningResponse? Explained(string orderId) => explained.GetValueOrDefault(orderId);

    /// <summary>Looks at all of it.</summary>
    public Task<bool> Open(CancellationToken cancellation = default) => Try(async () =>
    {
        var found = (await members.GetMemberAsync(new GetMemberRequest { MemberId = memberId }, cancellationToken: cancellation)).Member;
        var program = programs.GetProgramAsync(new GetProgramRequest { ProgramId = found.ProgramId }, cancellationToken: cancellation).ResponseAsync;
        var statement = members.ListEntriesAsync(new ListEntriesRequest { MemberId = memberId, PageSize = PageSize }, cancellationToken: cancellation).ResponseAsync;
        var left = ledger.ListLotsAsync(Left(""), cancellationToken: cancellation).ResponseAsync;
        var owned = wallets.ListWalletsAsync(new ListWalletsRequest { CustomerId = memberId }, cancellationToken: cancellation).ResponseAsync;
        var issued = coupons.ListMemberCouponsAsync(Issued(""), cancellationToken: cancellation).ResponseAsync;
        await Task.WhenAll(program, statement, left, owned, issued);

        entries.Clear();
        lots.Clear();
        own.Clear();
        Take(await statement);
        Take(await left);
        Take(await issued);
        (Member, Program, Wallets) = (found, (await program).Program, (await owned).Wallets);
    });

    /// <summary>Shows older entries, too.</summary>
    public Task<bool> OlderEntries() =>
        Try(async () => Take(await members.ListEntriesAsync(new ListEntriesRequest { MemberId = memberId, PageSize = PageSize, PageToken = nextEntries })));

    /// <summary>Shows older lots, too.</summary>
    public Task<bool> OlderLots() => Try(async () => Take(await ledger.ListLotsAsync(Left(nextLots))));

    /// <summary>Shows older coupons, too.</summary>
    public Task<bool> OlderCoupons() => Try(async () => Take(await coupons.ListMemberCouponsAsync(Issued(nextCoupons))));

    /// <summary>Asks why an order earned what it did, once: it tells of then.</summary>
    public Task<bool> Explain(string orderId) => Try(async () =>
    {
        if (!explained.ContainsKey(orderId))
        {
            explained[orderId] = await programs.ExplainEarningAsync(new ExplainEarningRequest { MemberId = memberId, EarningId = orderId, Language = language });
        }
    });

    /// <summary>The whole statement as CSV, oldest entry first.</summary>
    public async IAsyncEnumerable<string> Statement()
    {
        using var call = ledger.ExportStatement(new ExportStatementRequest { MemberId = memberId });
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            yield return part.Csv;
        }
    }

    /// <summary>Hands the statement over.</summary>
    /// <param name="save">Takes its parts.</param>
    public Task<bool> Export(Func<IAsyncEnumerable<string>, Task> save) => Try(() => save(Statement()));

    private ListLotsRequest Left(string pageToken) => new() { MemberId = memberId, PageSize = PageSize, PageToken = pageToken, States = { LotState.Pending, LotState.Active, LotState.Held } };

    private ListMemberCouponsRequest Issued(string pageToken) => new() { MemberId = memberId, PageSize = PageSize, PageToken = pageToken };

    private void Take(ListMemberCouponsResponse page)
    {
        own.AddRange(page.Coupons);
        nextCoupons = page.NextPageToken;
    }

    private void Take(ListEntriesResponse page)
    {
        entries.AddRange(page.Entries);
        nextEntries = page.NextPageToken;
    }

    private void Take(ListLotsResponse page)
    {
        lots.AddRange(page.Lots);
        nextLots = page.NextPageToken;
    }
}
