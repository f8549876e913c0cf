using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Device;

namespace Omnichannel.Client.Catalogue;

/// <summary>
/// A market's catalogue in a file, for scans while there is no network: items with their prices as of <see cref="TakenAt"/>. A download replaces it when it is whole; one that is
/// interrupted goes on where it stopped. Safe to use from many threads.
/// </summary>
public sealed class CatalogueSnapshot : IDisposable
{
    /// <summary>What a file may grow to when its opener says nothing: room for a million items.</summary>
    public const long MostBytes = 1024L * 1024 * 1024;

    private const int ItemsPerCall = 1000;

    private readonly OmnichannelClient client;
    private readonly string market;
    private readonly LogFile file;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim downloading = new(1, 1);
    private readonly Lock gate = new();
    private TakenState? standing;
    private TakenState? coming;
    private SnapshotAge? age;

    private CatalogueSnapshot(OmnichannelClient client, string market, LogFile file, TimeProvider clock)
    {
        (this.client, this.market, this.file, this.clock) = (client, market, file, clock);
        standing = CatalogueTables.State(file, CatalogueTables.Standing);
        coming = CatalogueTables.State(file, CatalogueTables.Coming);
        if ((standing ?? coming) is { } known && known.Market != market)
        {
            file.Write(() => CatalogueTables.Clear(file, isStanding: false));
            (standing, coming) = (null, null);
        }

        age = standing is null ? null : new SnapshotAge(clock, standing.ClockAt);
    }

    /// <summary>When the catalogue was as it is here, by the server's clock; null while none was downloaded.</summary>
    public DateTimeOffset? TakenAt
    {
        get
        {
            lock (gate)
            {
                return standing?.Answer.AsOf.ToDateTimeOffset();
            }
        }
    }

    /// <summary>
    /// How long ago that is; null while none was downloaded. It is never below zero, and a till's clock that goes back makes nothing younger while the process lives. One that jumps ahead makes it older.
    /// </summary>
    public TimeSpan? Age
    {
        get
        {
            lock (gate)
            {
                return age?.Now;
            }
        }
    }

    /// <summary>How many items it has, also those that are not for sale.</summary>
    public long Count
    {
        get
        {
            lock (gate)
            {
                return standing is null ? 0 : file.Read(() => CatalogueTables.Count(file));
            }
        }
    }

    /// <summary>Where a damaged file was put aside when this one was opened; null when it was sound.</summary>
    public string? DamagedFile => file.DamagedFile;

    /// <summary>Opens the file, or makes it. One of another market is emptied.</summary>
    /// <param name="client">How the platform is reached, with a till's token.</param>
    /// <param name="path">The file; one process has it at a time.</param>
    /// <param name="market">The market, <c>IT</c>.</param>
    /// <param name="mostBytes">What the file may grow to; a download beyond that fails like one on a full disk.</param>
    /// <exception cref="DeviceLogException">Another process has it, or it cannot be used.</exception>
    public static CatalogueSnapshot Open(OmnichannelClient client, string path, string market, long mostBytes = MostBytes) => Open(client, path, market, TimeProvider.System, mostBytes);

    internal static CatalogueSnapshot Open(OmnichannelClient client, string path, string market, TimeProvider clock, long mostBytes = MostBytes) =>
        new(client, market, LogFile.Open(path, mostBytes, CatalogueTables.Prepare), clock);

    /// <summary>Brings it up to date: all items the first time, then what changed. Until it is done look-ups see what stood before.</summary>
    /// <exception cref="RpcException">The platform cannot be reached, or refuses; <c>DATA_LOSS</c> when its answer makes no sense. The next call goes on from here.</exception>
    /// <exception cref="DeviceLogException">It could not be kept. What stood before stands.</exception>
    public async Task DownloadAsync(CancellationToken cancellation = default)
    {
        await downloading.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (await Next(cancellation).ConfigureAwait(false))
            {
                // Until no page is left.
            }
        }
        finally
        {
            downloading.Release();
        }
    }

    /// <summary>What <c>LookupItem</c> would have answered to a scan when the snapshot was taken, but for stock: that is not known here.</summary>
    /// <exception cref="RefusedException">With the reasons of <c>LookupItem</c>: ITEM_NOT_FOUND, SCAN_NOT_UNDERSTOOD and so on.</exception>
    /// <exception cref="InvalidOperationException">None was downloaded yet.</exception>
    /// <exception cref="DeviceLogException">The file cannot be read.</exception>
    public LookupItemResponse Lookup(string scan) => Look(lookup => lookup.ByScan(scan));

    /// <summary>The same by sku.</summary>
    /// <exception cref="RefusedException">ITEM_NOT_FOUND.</exception>
    /// <exception cref="InvalidOperationException">None was downloaded yet.</exception>
    /// <exception cref="DeviceLogException">The file cannot be read.</exception>
    public LookupItemResponse LookupSku(string sku) => Look(lookup => lookup.BySku(sku));

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            file.Dispose();
        }

        downloading.Dispose();
    }

    private LookupItemResponse Look(Func<SnapshotLookup, LookupItemResponse> look)
    {
        lock (gate)
        {
            var state = standing ?? throw new InvalidOperationException("No catalogue was downloaded yet.");

            // Years in codes have two digits. The server's clock is right where the till's may not be.
            var year = (state.Answer.AsOf.ToDateTimeOffset() + age!.Now).Year;
            return file.Read(() => look(new SnapshotLookup(file, state.Answer, year)));
        }
    }

    // One page; false when it was the last.
    private async Task<bool> Next(CancellationToken cancellation)
    {
        var (token, clockAt, began) = ((coming ?? standing)?.Answer.NextChangeToken ?? "", clock.GetUtcNow(), clock.GetTimestamp());
        ListItemChangesResponse answer;
        try
        {
            var request = new ListItemChangesRequest { Market = market, ChangeToken = token, PageSize = ItemsPerCall };
            answer = await client.Catalogue.ListItemChangesAsync(request, cancellationToken: cancellation).ResponseAsync.ConfigureAwait(false);
        }
        catch (RefusedException e) when (e.Reason == "PAGE_TOKEN_INVALID" && token.Length > 0)
        {
            // The platform's catalogue is not the one that the token is of: all of it comes anew.
            await Task.Run(BeginAnew, cancellation).ConfigureAwait(false);
            return true;
        }

        if (Nonsense(answer, token) is { } nonsense)
        {
            throw new RpcException(new Status(StatusCode.DataLoss, nonsense));
        }

        await Task.Run(() => Keep(answer, token.Length == 0, clockAt, began), cancellation).ConfigureAwait(false);
        return answer.More;
    }

    private static string? Nonsense(ListItemChangesResponse answer, string token) =>
        answer.NextChangeToken.Length == 0 || (answer.More && answer.NextChangeToken == token) ? "The catalogue's answer leads nowhere."
        : answer.AsOf is null || answer.CurrencyCode.Length == 0 ? "The catalogue's answer does not say when it was taken, or in which currency."
        : answer.Items.Any(listed => listed.Item is not { Sku.Length: > 0 }) ? "The catalogue has an item without a sku."
        : null;

    private void BeginAnew()
    {
        lock (gate)
        {
            file.Write(() => CatalogueTables.Clear(file, isStanding: standing is not null));
            coming = new TakenState(market, clock.GetUtcNow(), IsWhole: true, new ListItemChangesResponse());
        }
    }

    // The file has a change before anybody sees it.
    private void Keep(ListItemChangesResponse answer, bool isWhole, DateTimeOffset clockAt, long began)
    {
        var items = answer.Items.ToList();
        answer.Items.Clear();
        var state = new TakenState(market, clockAt, coming?.IsWhole ?? isWhole, answer);
        lock (gate)
        {
            file.Write(() => Put(items, state));
            (standing, coming) = answer.More ? (standing, state) : (state, null);
            age = answer.More ? age : new SnapshotAge(clock, clockAt, began);
        }
    }

    private void Put(List<ListedItem> items, TakenState state)
    {
        if (standing is null)
        {
            // Nobody sees it yet.
            CatalogueTables.PutInPlace(file, items);
        }
        else
        {
            CatalogueTables.PutAside(file, items);
        }

        if (state.Answer.More)
        {
            CatalogueTables.Put(file, CatalogueTables.Coming, state);
            return;
        }

        if (standing is not null)
        {
            CatalogueTables.Replace(file, state.IsWhole);
        }

        CatalogueTables.Clear(file, isStanding: true);
        CatalogueTables.Put(file, CatalogueTables.Standing, state);
    }
}
