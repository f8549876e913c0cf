using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Client;
using Omnichannel.Client.Catalogue;
using Omnichannel.Client.Device;
using Omnichannel.WebConsole.Sessions;

namespace Omnichannel.WebConsole.Channels;

/// <summary>The market's catalogue for scans while a till is off line, one for all tills of this process. It is brought up to date when a till comes, at most once in a while.</summary>
public sealed class TillCatalogue : IDisposable
{
    private const int FewestDigits = 8;
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(5);
    private readonly OmnichannelClient client;
    private readonly Lazy<CatalogueSnapshot> snapshot;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private Func<CancellationToken, ValueTask<string>>? token;
    private DateTimeOffset next = DateTimeOffset.MinValue;

    public TillCatalogue(GatewayAddress gateway, string file, string market, TimeProvider clock)
    {
        this.clock = clock;
        client = new OmnichannelClient(new OmnichannelClientOptions(gateway.Grpc, cancellation => token?.Invoke(cancellation) ?? new("")));
        snapshot = new(() => CatalogueSnapshot.Open(client, file, market));
    }

    /// <summary>Whether a text is what a scanner gives, or the digits below the bars; else it is words, or a sku.</summary>
    public static bool IsScan(string text) =>
        (text.Count(char.IsAsciiDigit) >= FewestDigits && text.All(c => char.IsAsciiDigit(c) || c is ' ' or '-')) || text.StartsWith('(') || text.StartsWith(']') || text.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    /// <summary>Brings it up to date, as a till that may read it.</summary>
    public async Task Refresh(Func<CancellationToken, ValueTask<string>> asTill)
    {
        lock (gate)
        {
            if (clock.GetUtcNow() < next)
            {
                return;
            }

            (token, next) = (asTill, clock.GetUtcNow() + Often);
        }

        try
        {
            client.ForgetToken();
            await snapshot.Value.DownloadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or DeviceLogException)
        {
            // What stood before stands; the next till that comes tries again.
            lock (gate)
            {
                next = DateTimeOffset.MinValue;
            }
        }
    }

    /// <summary>An item by a scan or a sku; null while the catalogue is not here.</summary>
    /// <exception cref="RefusedException">The scan names no item.</exception>
    public LookupItemResponse? Find(string text)
    {
        try
        {
            return snapshot.Value.TakenAt is null ? null : IsScan(text) ? snapshot.Value.Lookup(text) : snapshot.Value.LookupSku(text);
        }
        catch (DeviceLogException)
        {
            return null;
        }
    }

    /// <summary>An item by its sku; null when it is not in here.</summary>
    public LookupItemResponse? Known(string sku)
    {
        try
        {
            return snapshot.Value.TakenAt is null ? null : snapshot.Value.LookupSku(sku);
        }
        catch (Exception e) when (e is RefusedException or DeviceLogException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (snapshot.IsValueCreated)
        {
            snapshot.Value.Dispose();
        }

        client.Dispose();
    }
}
