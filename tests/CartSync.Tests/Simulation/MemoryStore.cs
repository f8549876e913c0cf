using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>A store of carts in memory that keeps what the real ones keep: blobs, compared and set.</summary>
internal class MemoryStore : ICartStore
{
    private readonly Dictionary<string, (byte[] State, long Etag)> carts = [];
    private readonly Dictionary<(string, string, string), RecordedAnswer> answers = [];
    private readonly Dictionary<string, string> handoffs = [];
    private readonly Dictionary<(string, string), Checkout> checkouts = [];

    public virtual Task<StoredCart?> Load(string cartId, StoredCart? known, CancellationToken cancellation) => Task.FromResult(
        !carts.TryGetValue(cartId, out var stored) ? null : known?.Etag == stored.Etag ? known : new StoredCart(CartCodec.Read(stored.State), stored.Etag));

    public virtual Task<bool> Save(CartCommit commit, CancellationToken cancellation)
    {
        if (Etag(commit.Cart.Id) != commit.ExpectedEtag)
        {
            return Task.FromResult(false);
        }

        Put(commit.Cart, commit.Etag);
        _ = commit.Removes && carts.Remove(commit.Cart.Id);
        foreach (var (key, answer) in commit.Answers)
        {
            answers.TryAdd((key.Principal, key.Rpc, key.Key), answer);
        }

        foreach (var checkout in commit.Ended)
        {
            checkouts.TryAdd((commit.Cart.Id, checkout.CheckoutId), CheckoutCodec.FromArchive(CheckoutCodec.Archive(checkout)));
        }

        if (commit.Handoff is { } handoff)
        {
            handoffs[handoff.Code] = commit.Cart.Id;
        }

        return Task.FromResult(true);
    }

    public Task<RecordedAnswer?> FindAnswer(string cartId, AnswerKey key, CancellationToken cancellation) =>
        Task.FromResult(answers.GetValueOrDefault((key.Principal, key.Rpc, key.Key)));

    public Task<string?> FindHandoff(string code, CancellationToken cancellation) => Task.FromResult(handoffs.GetValueOrDefault(code));

    public Task<Checkout?> FindCheckout(string cartId, string checkoutId, CancellationToken cancellation) =>
        Task.FromResult(checkouts.GetValueOrDefault((cartId, checkoutId)));

    /// <summary>The etag that is stored; 0 for none.</summary>
    public long Etag(string cartId) => carts.TryGetValue(cartId, out var stored) ? stored.Etag : 0;

    /// <summary>Stores a state whatever was there: also an older one, as a failover does.</summary>
    public void Put(SharedCart cart, long etag) => carts[cart.Id] = (CartCodec.Write(cart), etag);
}

/// <summary>Planted bug: the compare in compare-and-set is missing, the last writer wins.</summary>
internal sealed class WithoutVersionCheck : MemoryStore
{
    public override Task<bool> Save(CartCommit commit, CancellationToken cancellation) =>
        base.Save(commit with { ExpectedEtag = Etag(commit.Cart.Id) }, cancellation);
}

/// <summary>Planted bug: the numbers of devices that were silent for a while are dropped to save space.</summary>
internal sealed class ForgetsDevices : MemoryStore
{
    public override Task<bool> Save(CartCommit commit, CancellationToken cancellation) => base.Save(
        commit with { Cart = commit.Cart with { Devices = commit.Cart.Devices.RemoveAll(mark => mark.UsedAt < commit.Now.AddMinutes(-10)) } }, cancellation);
}

/// <summary>Planted bug: two writers' carts are merged line by line, so that a line which one of them removed comes back.</summary>
internal sealed class ResurrectsOnConflict : MemoryStore
{
    public override async Task<bool> Save(CartCommit commit, CancellationToken cancellation)
    {
        var etag = Etag(commit.Cart.Id);
        if (etag == commit.ExpectedEtag || etag == 0)
        {
            return await base.Save(commit, cancellation);
        }

        var other = (await Load(commit.Cart.Id, null, cancellation))!.Cart;
        var lines = commit.Cart.Lines.AddRange(other.Lines.Where(line => commit.Cart.Lines.All(mine => mine.LineId != line.LineId)));
        return await base.Save(commit with { ExpectedEtag = etag, Cart = commit.Cart with { Lines = lines } }, cancellation);
    }
}
