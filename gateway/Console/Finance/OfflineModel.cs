using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Finance;

/// <summary>What a store's tills redeemed while they were off line.</summary>
/// <param name="calls">The gateway's gRPC as an operator.</param>
public sealed class OfflineModel(CallInvoker calls) : PageModel
{
    private readonly OfflineRedemptionService.OfflineRedemptionServiceClient offline = new(calls);
    private string next = "";

    /// <summary>Which store it is of; empty before it was asked for one.</summary>
    public string StoreId { get; private set; } = "";

    /// <summary>The latest allowance first.</summary>
    public IReadOnlyList<OfflineAllowanceReport> Reports { get; private set; } = [];

    /// <summary>Redemptions that name no allowance of their till.</summary>
    public IReadOnlyList<OfflineRedemptionReport> Strays { get; private set; } = [];

    /// <summary>Where it is switched off.</summary>
    public IReadOnlyList<OfflineSwitch> Switches { get; private set; } = [];

    /// <summary>Whether there are earlier ones.</summary>
    public bool HasMore => next.Length > 0;

    /// <summary>Everything that somebody has to look at, by allowance, then what is in none.</summary>
    public IEnumerable<OfflineRedemptionReport> Exceptions => Reports.SelectMany(report => report.Exceptions).Concat(Strays);

    /// <summary>Reads the latest of a store.</summary>
    /// <param name="storeId">Which.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<bool> Read(string storeId, CancellationToken cancellation = default) => Try(async () =>
    {
        var page = await Page(storeId.Trim(), "", cancellation);
        (StoreId, Reports, Strays, Switches, next) = (storeId.Trim(), page.Reports, page.Strays, page.Switches, page.NextPageToken);
    });

    /// <summary>Reads earlier ones.</summary>
    /// <param name="cancellation">Ends it.</param>
    public Task<bool> ReadMore(CancellationToken cancellation = default) => Try(async () =>
    {
        var page = await Page(StoreId, next, cancellation);
        (Reports, next) = ([.. Reports, .. page.Reports], page.NextPageToken);
    });

    private Task<ListOfflineAllowancesResponse> Page(string storeId, string token, CancellationToken cancellation) =>
        offline.ListOfflineAllowancesAsync(new ListOfflineAllowancesRequest { StoreId = storeId, PageToken = token }, cancellationToken: cancellation).ResponseAsync;
}
