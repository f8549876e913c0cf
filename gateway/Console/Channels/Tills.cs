using System.Security.Cryptography;
using System.Text;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Sessions;

namespace Omnichannel.WebConsole.Channels;

/// <summary>
/// The tills of this process. A till goes on while its page is loaded again or its circuit is lost, as a device does: what waits in it is not the page's to lose. One that nobody
/// has looked at for a while is put away, later when something waits in it.
/// </summary>
public sealed class Tills : IAsyncDisposable
{
    /// <summary>The market that the channels sell in.</summary>
    public const string Market = "IT";

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeptIdle = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan KeptWaiting = TimeSpan.FromHours(12);

    private readonly GatewayAddress gateway;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly Dictionary<TillName, (TillDevice Till, DateTimeOffset? Left)> tills = [];
    private readonly Lazy<DirectoryInfo> folder;
    private readonly bool isTemporary;
    private readonly Lazy<TillCatalogue> catalogue;
    private readonly ITimer timer;

    public Tills(GatewayAddress gateway, ConsoleOptions options, TimeProvider clock)
    {
        (this.gateway, this.clock, isTemporary) = (gateway, clock, options.TillPath.Length == 0);
        folder = new(() => isTemporary ? Directory.CreateTempSubdirectory("omnichannel-tills-") : Directory.CreateDirectory(options.TillPath));
        catalogue = new(() => new TillCatalogue(gateway, Path.Combine(folder.Value.FullName, "catalogue.db"), Market, clock));
        timer = clock.CreateTimer(_ => _ = PutAway(), null, Look, Look);
    }

    /// <summary>The till of whoever sits at a seat; null when that is no till's person.</summary>
    public TillDevice? Attach(Seat seat)
    {
        if (seat.Person is not { Role: Role.Terminal, StoreId: { Length: > 0 } store } person)
        {
            return null;
        }

        var name = new TillName(person.Subject, store, seat.DeviceId, Market);
        TillDevice till;
        lock (gate)
        {
            till = tills.TryGetValue(name, out var known) ? known.Till : new TillDevice(name, gateway, catalogue.Value, SalesFile(name), clock);
            tills[name] = (till, null);
        }

        till.Use(seat);
        _ = catalogue.Value.Refresh(till.Token);
        return till;
    }

    /// <summary>A page is away.</summary>
    public void Detach(TillDevice till, Seat seat)
    {
        if (!till.Release(seat))
        {
            return;
        }

        lock (gate)
        {
            tills[till.Name] = (till, clock.GetUtcNow());
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        foreach (var (till, _) in tills.Values)
        {
            await till.DisposeAsync();
        }

        if (catalogue.IsValueCreated)
        {
            catalogue.Value.Dispose();
        }

        if (isTemporary && folder.IsValueCreated)
        {
            folder.Value.Delete(recursive: true);
        }
    }

    private async Task PutAway()
    {
        List<TillDevice> over = [];
        lock (gate)
        {
            foreach (var (name, (till, left)) in tills.ToList())
            {
                if (left is { } since && clock.GetUtcNow() - since > (till.HasWaiting ? KeptWaiting : KeptIdle))
                {
                    tills.Remove(name);
                    over.Add(till);
                }
            }
        }

        foreach (var till in over)
        {
            await till.DisposeAsync();
        }
    }

    // A file's name says nothing of whose it is.
    private string SalesFile(TillName name) =>
        Path.Combine(folder.Value.FullName, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name.Subject}\n{name.StoreId}\n{name.DeviceId}")))[..32] + ".db");
}
