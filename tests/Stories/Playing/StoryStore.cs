using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Simulation;

namespace Omnichannel.Stories.Playing;

/// <summary>A store whose replicas have what they have, and that can go back to it. Watchers read it beside its calls.</summary>
internal sealed class StoryStore : MemoryStore, IStableVersions
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, StoredCart> latest = [];
    private readonly Dictionary<string, StoredCart> safe = [];
    private Action<string> tell = static _ => { };

    public bool Lags => true;

    public override Task<StoredCart?> Load(string cartId, StoredCart? known, CancellationToken cancellation)
    {
        lock (gate)
        {
            return base.Load(cartId, known, cancellation);
        }
    }

    public override Task<bool> Save(CartCommit commit, CancellationToken cancellation)
    {
        lock (gate)
        {
            var saved = base.Save(commit, cancellation);
            if (saved.Result)
            {
                latest[commit.Cart.Id] = new StoredCart(commit.Cart, commit.Etag);

                // A cart does not begin twice: its first state is with the replicas at once.
                safe.TryAdd(commit.Cart.Id, latest[commit.Cart.Id]);
            }

            return saved;
        }
    }

    public long Of(string cartId, long version)
    {
        lock (gate)
        {
            return safe.TryGetValue(cartId, out var stored) ? Math.Min(stored.Cart.Version, version) : 0;
        }
    }

    // A failover comes when no call is under way.
    public ValueTask<string?> History(string cartId) => default;

    public Task Reached(string cartId, string? history)
    {
        if (latest.ContainsKey(cartId))
        {
            Secure(cartId);
        }

        return Task.CompletedTask;
    }

    public void OnReached(Action<string> tell) => this.tell = tell;

    /// <summary>The replicas have everything.</summary>
    public void Secure()
    {
        foreach (var cartId in latest.Keys.ToList())
        {
            Secure(cartId);
        }
    }

    /// <summary>A replica takes over.</summary>
    public void FailOver()
    {
        lock (gate)
        {
            foreach (var (cartId, stored) in safe)
            {
                latest[cartId] = stored;
                Put(stored.Cart, stored.Etag);
            }
        }
    }

    private void Secure(string cartId)
    {
        lock (gate)
        {
            safe[cartId] = latest[cartId];
        }

        tell(cartId);
    }
}
