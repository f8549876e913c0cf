using System.Collections.Immutable;
using System.Security.Cryptography;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Live;

namespace Omnichannel.CartSync.Store;

/// <summary>The commands of one cart, batch by batch.</summary>
internal sealed class CartQueue(ICartStore store, CatalogueCache catalogue, TimeProvider clock, ILiveNotifications live)
{
    private const int MostPerBatch = 256;
    private const int MostAttempts = 50;
    private static readonly TimeSpan TimerPause = TimeSpan.FromSeconds(2);

    private readonly Lock guard = new();
    private List<CartJob> waiting = [];
    private bool isRunning;
    private volatile StoredCart? known;
    private long highest;

    /// <summary>The last state that this process saw.</summary>
    public StoredCart? Known => known;

    /// <summary>Dropped from the executor: a caller that still holds it looks again.</summary>
    public bool IsRetired { get; private set; }

    public void Add(CartJob job)
    {
        lock (guard)
        {
            waiting.Add(job);
            if (isRunning)
            {
                return;
            }

            isRunning = true;
        }

        _ = Run();
    }

    public bool TryRetire()
    {
        lock (guard)
        {
            return IsRetired = !isRunning;
        }
    }

    private async Task Run()
    {
        while (true)
        {
            List<CartJob> batch;
            lock (guard)
            {
                if (waiting.Count == 0)
                {
                    isRunning = false;
                    return;
                }

                (batch, waiting) = waiting.Count <= MostPerBatch
                    ? (waiting, [])
                    : (waiting.GetRange(0, MostPerBatch), waiting.GetRange(MostPerBatch, waiting.Count - MostPerBatch));
            }

            await Perform(batch).ConfigureAwait(false);
        }
    }

    private async Task Perform(List<CartJob> batch)
    {
        try
        {
            for (var attempt = 1; !await TryPerform(batch).ConfigureAwait(false); attempt++)
            {
                known = null;
                if (attempt == MostAttempts)
                {
                    throw new RefusedException(new TooManyChanges());
                }
            }

            batch.ForEach(job => job.Complete());
        }
        catch (Exception error)
        {
            // Whether it was stored is not known (a lost answer): devices send again, and numbers and keys tell.
            known = null;
            batch.ForEach(job => job.Fail(error));
        }
    }

    private async Task<bool> TryPerform(List<CartJob> batch)
    {
        var cartId = batch[0].CartId;
        var isCached = known is not null;
        var stored = known ?? PastLost(await store.Load(cartId, null, CancellationToken.None).ConfigureAwait(false));
        known = stored;
        var owner = batch.Select(job => job.NewOwner).FirstOrDefault(candidate => candidate is not null);
        var market = stored?.Cart.Market ?? owner?.Market;
        var book = market is null ? null : await catalogue.Open(market, Skus(stored?.Cart, batch), CancellationToken.None).ConfigureAwait(false);
        var around = new Surroundings(clock.GetUtcNow(), book ?? NoPrices.Instance);
        var currency = market is null ? null : (await catalogue.Markets(CancellationToken.None).ConfigureAwait(false)).GetValueOrDefault(market);
        var recorded = await FindAnswers(cartId, batch).ConfigureAwait(false);
        var fold = new Fold(stored?.Cart ?? (owner is not null && currency is not null ? SharedCart.Empty(owner, currency) : null), recorded);
        foreach (var job in batch)
        {
            fold.Add(job, around, mayCreate: stored is not null || job.NewOwner is not null);
        }

        return fold.IsUnchanged(stored?.Cart)
            ? !isCached || await IsStillStored(stored!).ConfigureAwait(false)
            : await Save(stored, fold, around, batch.Any(job => job.IsTimer)).ConfigureAwait(false);
    }

    // What changes nothing meets no compare-and-set: a refusal over a state that another replica has replaced would be a wrong one.
    private async Task<bool> IsStillStored(StoredCart stored) =>
        ReferenceEquals(await store.Load(stored.Cart.Id, stored, CancellationToken.None).ConfigureAwait(false), stored);

    private async Task<bool> Save(StoredCart? stored, Fold fold, Surroundings around, bool isTimer)
    {
        var cart = fold.Cart!;
        var due = DueTimes.Next(cart);
        var commit = new CartCommit
        {
            Cart = cart,
            ExpectedEtag = stored?.Etag ?? 0,
            Etag = NewEtag(),
            Now = around.Now,
            Events = [.. fold.Events.Select(entry => CartEventMapping.ToMessage(entry.Event, entry.Cart, around.Now))],

            Removes = stored is not null && Retention.IsBlank(cart),

            // What is overdue when the timer has just fired could not be done: a little later, not at once.
            SetsTimer = isTimer || due != (stored is null ? null : DueTimes.Next(stored.Cart)),
            Due = isTimer && due <= around.Now ? around.Now + TimerPause : due,
            Answers = fold.Answers,
            Ended = fold.Ended,
            Handoff = cart.Handoff is { } handoff && handoff != stored?.Cart.Handoff ? handoff : null,
        };
        if (!await store.Save(commit, CancellationToken.None).ConfigureAwait(false))
        {
            return false;
        }

        known = commit.Removes ? null : new StoredCart(cart, commit.Etag);
        highest = cart.Version;
        if (cart.Version != (stored?.Cart.Version ?? 0) || cart.Participants != stored?.Cart.Participants)
        {
            live.Notify(cart.Id);
        }

        return true;
    }

    // A failover may have lost versions that devices have seen. Their numbers are not given to other changes, which those devices have not seen; and who watches gets
    // a snapshot.
    private StoredCart? PastLost(StoredCart? stored)
    {
        if (stored is null || stored.Cart.Version >= highest)
        {
            highest = stored?.Cart.Version ?? highest;
            return stored;
        }

        return stored with { Cart = stored.Cart with { Version = highest + 1, WatchFloor = highest + 1 } };
    }

    // Random, so that a version that comes back after a failover is not taken for the one that was lost.
    private static long NewEtag() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    private static IEnumerable<string> Skus(SharedCart? cart, List<CartJob> batch)
    {
        if (cart is not null)
        {
            foreach (var line in cart.Lines)
            {
                yield return line.Sku;
            }
        }

        foreach (var job in batch)
        {
            foreach (var sku in job.Skus)
            {
                yield return sku;
            }
        }
    }

    private async Task<Dictionary<(string, string, string), RecordedAnswer>> FindAnswers(string cartId, List<CartJob> batch)
    {
        var found = new Dictionary<(string, string, string), RecordedAnswer>();
        foreach (var job in batch)
        {
            if (job.Key is { } key && await store.FindAnswer(cartId, key, CancellationToken.None).ConfigureAwait(false) is { } answer)
            {
                found[(key.Principal, key.Rpc, key.Key)] = answer;
            }
        }

        return found;
    }

    /// <summary>The batch's state as its jobs are folded over it.</summary>
    private sealed class Fold(SharedCart? cart, Dictionary<(string, string, string), RecordedAnswer> recorded)
    {
        public SharedCart? Cart { get; private set; } = cart;

        public List<(CartEvent Event, SharedCart Cart)> Events { get; } = [];

        public List<Checkout> Ended { get; } = [];

        public List<(AnswerKey Key, RecordedAnswer Answer)> Answers { get; } = [];

        private bool isTimer;

        public void Add(CartJob job, Surroundings around, bool mayCreate)
        {
            var known = job.Key is { } key ? recorded.GetValueOrDefault((key.Principal, key.Rpc, key.Key)) : null;
            if (job.Decide(mayCreate || Cart?.Version > 0 ? Cart : null, around, known) is not { } step)
            {
                return;
            }

            Cart = step.Cart;
            isTimer |= job.IsTimer;
            Events.AddRange(step.Events.Select(@event => (@event, step.Cart)));
            Ended.AddRange(step.Ended);
            Answers.AddRange(step.Answers);
            foreach (var (answerKey, answer) in step.Answers)
            {
                // A duplicate behind it in the same batch gets this answer.
                recorded.TryAdd((answerKey.Principal, answerKey.Rpc, answerKey.Key), answer);
            }
        }

        // Of a cart that was never stored only answers would be new. Numbers that refused operations used up are kept like any others: the device goes on after them.
        public bool IsUnchanged(SharedCart? stored) =>
            Cart is null || (!isTimer && Answers.Count == 0 && (ReferenceEquals(Cart, stored) || (stored is null && Cart.Version == 0 && Cart.Handoff is null && Cart.Devices.IsEmpty)));
    }

    private sealed class NoPrices : IPriceBook
    {
        public static readonly NoPrices Instance = new();

        public ImmutableArray<Promotion> Promotions => [];

        public ImmutableArray<ShippingOption> ShippingOptions => [];

        public CatalogueItem? Find(string sku) => null;

        public bool? OffersPickup(string storeId) => null;
    }
}

/// <summary>The cart changes faster elsewhere than this process can follow.</summary>
public sealed record TooManyChanges() : Refusal(RefusalKind.Conflict, "CONCURRENT_CHANGE", "The cart changed too often meanwhile; send it again.");
