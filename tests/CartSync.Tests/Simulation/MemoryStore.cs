using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>A store of carts in memory that keeps what the real ones keep: blobs, compared and set, each with what belongs to the change.</summary>
internal class MemoryStore : ICartStore
{
    private readonly Dictionary<string, (byte[] State, long Etag)> carts = [];
    private readonly Dictionary<(Principal, string, string), RecordedAnswer> answers = [];
    private readonly Dictionary<string, System.Collections.Immutable.ImmutableList<KeptEdit>> edits = [];
    private readonly Dictionary<string, string> handoffs = [];
    private readonly Dictionary<(string, string), Checkout> checkouts = [];
    private readonly List<Row> outbox = [];

    /// <summary>What is to be published, in order.</summary>
    public IReadOnlyList<Row> Outbox => outbox;

    /// <summary>Takes the last thing that was stored back: state, answers, checkouts that ended, handoff code, events.</summary>
    public Action TakeBack { get; private set; } = static () => { };

    public virtual Task<StoredCart?> Load(string cartId, StoredCart? known, CancellationToken cancellation) => Task.FromResult(
        !carts.TryGetValue(cartId, out var stored) ? null : known?.Etag == stored.Etag ? known : new StoredCart(CartCodec.Read(stored.State), stored.Etag));

    public virtual Task<bool> Save(CartCommit commit, CancellationToken cancellation)
    {
        if (Etag(commit.Cart.Id) != commit.ExpectedEtag)
        {
            return Task.FromResult(false);
        }

        var cartId = commit.Cart.Id;
        (byte[], long)? before = carts.TryGetValue(cartId, out var stored) ? stored : null;
        var told = commit.Events.Select(outgoing => new Row(cartId, outgoing.Message)).ToList();
        var answered = commit.Answers.Where(entry => answers.TryAdd(KeyOf(entry.Key), entry.Answer)).Select(entry => KeyOf(entry.Key)).ToList();
        var edited = edits.GetValueOrDefault(cartId, []);
        edits[cartId] = (commit.Erases ? [] : edited).AddRange(commit.Edits);
        var ended = commit.Ended.Where(checkout => checkouts.TryAdd((cartId, checkout.CheckoutId), CheckoutCodec.FromArchive(CheckoutCodec.Archive(checkout)))).ToList();
        Put(commit.Cart, commit.Etag);
        _ = commit.Removes && carts.Remove(cartId);
        outbox.AddRange(told);
        if (commit.Handoff is { } handoff)
        {
            handoffs[handoff.Code] = cartId;
        }

        TakeBack = () =>
        {
            _ = before is { } older ? carts[cartId] = older : carts.Remove(cartId) ? default : default;
            outbox.RemoveAll(told.Contains);
            edits[cartId] = edited;
            answered.ForEach(key => answers.Remove(key));
            ended.ForEach(checkout => checkouts.Remove((cartId, checkout.CheckoutId)));
            _ = commit.Handoff is { } made && handoffs.Remove(made.Code);
        };
        return Task.FromResult(true);
    }

    /// <summary>Events were published.</summary>
    public void Remove(IReadOnlyCollection<Row> rows) => outbox.RemoveAll(rows.Contains);

    /// <summary>Events whose removal was lost: they are to be published once more.</summary>
    public void PutBack(IEnumerable<Row> rows) => outbox.InsertRange(0, rows.Where(row => !outbox.Contains(row)));

    public Task<RecordedAnswer?> FindAnswer(string cartId, AnswerKey key, CancellationToken cancellation) =>
        Task.FromResult(answers.GetValueOrDefault((key.Principal, key.Rpc, key.Key)));

    public Task<IReadOnlyList<KeptEdit>> LoadEdits(string cartId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<KeptEdit>>(edits.GetValueOrDefault(cartId, []));

    public Task<string?> FindHandoff(string code, CancellationToken cancellation) => Task.FromResult(handoffs.GetValueOrDefault(code));

    public Task<Checkout?> FindCheckout(string cartId, string checkoutId, CancellationToken cancellation) =>
        Task.FromResult(checkouts.GetValueOrDefault((cartId, checkoutId)));

    public Task<IReadOnlyList<Checkout>> ListCheckouts(string cartId, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Checkout>>(
        [.. checkouts.Where(entry => entry.Key.Item1 == cartId).OrderBy(entry => entry.Key.Item2, StringComparer.Ordinal).Select(entry => entry.Value)]);

    public Task ForgetCheckouts(string cartId, IReadOnlyCollection<string> checkoutIds, CancellationToken cancellation)
    {
        foreach (var checkoutId in checkoutIds)
        {
            checkouts.Remove((cartId, checkoutId));
        }

        return Task.CompletedTask;
    }

    /// <summary>The etag that is stored; 0 for none.</summary>
    public long Etag(string cartId) => carts.TryGetValue(cartId, out var stored) ? stored.Etag : 0;

    /// <summary>Stores a state whatever was there: also an older one, as a failover does.</summary>
    public void Put(SharedCart cart, long etag) => carts[cart.Id] = (CartCodec.Write(cart), etag);

    private static (Principal, string, string) KeyOf(AnswerKey key) => (key.Principal, key.Rpc, key.Key);

    /// <summary>An event to be published; each is another one, whatever it says.</summary>
    internal sealed class Row(string cartId, Google.Protobuf.IMessage message)
    {
        public string CartId => cartId;

        public Google.Protobuf.IMessage Message => message;
    }
}

/// <summary>Planted bug: the compare in compare-and-set is missing, the last writer wins.</summary>
internal sealed class WithoutVersionCheck : MemoryStore
{
    public override Task<bool> Save(CartCommit commit, CancellationToken cancellation) =>
        base.Save(commit with { ExpectedEtag = Etag(commit.Cart.Id) }, cancellation);
}

/// <summary>Planted bug: plain edits are not remembered.</summary>
internal sealed class ForgetsEdits : MemoryStore
{
    public override Task<bool> Save(CartCommit commit, CancellationToken cancellation) => base.Save(commit with { Edits = [] }, cancellation);
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
