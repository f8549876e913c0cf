using System.Collections.Immutable;
using System.Security.Cryptography;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Live;

namespace Omnichannel.CartSync.Store;

/// <summary>The commands of one cart, batch by batch.</summary>
internal sealed class CartQueue(ICartStore store, IStableVersions stable, CatalogueCache catalogue, TimeProvider clock, ILiveNotifications live)
{
    private const int MostPerBatch = 256;
    private const int MostAttempts = 50;
    private static readonly TimeSpan TimerPause = TimeSpan.FromSeconds(2);

    private readonly Lock guard = new();
    private List<CartJob> waiting = [];
    private bool isRunning;
    private long lastEtag = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) | 1;
    private volatile StoredCart? known;

    // The latest plain edits up to the known state; null when nobody has asked since.
    private EditLog? edits;
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
        var isAwaited = batch.Exists(static job => !job.IsKeptByCaller);
        string? history;
        try
        {
            history = await HistoryFor(batch, isAwaited).ConfigureAwait(false);
            for (var attempt = 1; !await TryPerform(batch).ConfigureAwait(false); attempt++)
            {
                Forget();
                if (attempt == MostAttempts)
                {
                    throw new RefusedException(new TooManyChanges());
                }

                history = await HistoryFor(batch, isAwaited).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            // Whether it was stored is not known (a lost answer): devices send again, and numbers and keys tell.
            Forget();
            batch.ForEach(job => job.Fail(error));
            return;
        }

        if (!isAwaited)
        {
            batch.ForEach(static job => job.Complete());
            return;
        }

        batch.FindAll(static job => job.IsKeptByCaller).ForEach(static job => job.Complete());

        // The cart's next commands do not wait for it.
        _ = Answer(batch.FindAll(static job => !job.IsKeptByCaller), history);
    }

    private void Forget() => (known, edits) = (null, null);

    private ValueTask<string?> HistoryFor(List<CartJob> batch, bool isAwaited) => isAwaited ? stable.History(batch[0].CartId) : default;

    private async Task Answer(List<CartJob> awaited, string? history)
    {
        try
        {
            await stable.Reached(awaited[0].CartId, history).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // It is stored, and a failover may still lose it: whoever asked asks again.
            awaited.ForEach(job => job.Fail(error));
            return;
        }

        awaited.ForEach(static job => job.Complete());
    }

    private async Task<bool> TryPerform(List<CartJob> batch)
    {
        var cartId = batch[0].CartId;
        var isCached = known is not null;
        var stored = known ?? await store.Load(cartId, null, CancellationToken.None).ConfigureAwait(false);
        known = stored;
        edits = isCached ? edits : null;
        var cart = PastLost(stored?.Cart ?? await NewCart(batch).ConfigureAwait(false));
        var book = cart is null ? null : await Prices(cart, batch).ConfigureAwait(false);
        var around = new Surroundings(clock.GetUtcNow(), book ?? NoPrices.Instance);
        var recorded = await FindAnswers(cart, batch, around.Now).ConfigureAwait(false);
        var fold = new Fold(cart, recorded);
        foreach (var job in batch)
        {
            fold.Add(job, around, mayCreate: stored is not null || job.NewOwner is not null);
        }

        if (fold.IsUnchanged(isNew: stored is null))
        {
            return !isCached || await IsStillStored(stored!).ConfigureAwait(false);
        }

        var commit = Commit(stored, fold, around, batch.Exists(static job => job.IsTimer));
        try
        {
            if (!await store.Save(commit, CancellationToken.None).ConfigureAwait(false))
            {
                return false;
            }
        }
        catch
        {
            // It may be stored, and seen, and lost in a failover after all: its version is not given again.
            highest = Math.Max(highest, commit.Cart.Version);
            throw;
        }

        known = commit.Removes ? null : new StoredCart(commit.Cart, commit.Etag) { TimerAt = commit.SetsTimer ? commit.Due : stored?.TimerAt };
        edits = commit.Erases ? null : edits;
        foreach (var edit in commit.Edits)
        {
            edits?.Add(edit);
        }

        // A cart that was given up begins anew. One that only kept answers had no versions to give up: those that a failover lost may have been seen all the same.
        highest = commit.Removes && stored?.Cart.Version > 0 ? 0 : Math.Max(highest, commit.Cart.Version);
        if (commit.Cart.Version != (stored?.Cart.Version ?? 0) || commit.Cart.Participants != stored?.Cart.Participants)
        {
            live.Notify(cartId);
        }

        return true;
    }

    // What changes nothing meets no compare-and-set: a refusal over a state that another replica has replaced would be a wrong one.
    private async Task<bool> IsStillStored(StoredCart stored) =>
        ReferenceEquals(await store.Load(stored.Cart.Id, stored, CancellationToken.None).ConfigureAwait(false), stored);

    private CartCommit Commit(StoredCart? stored, Fold fold, Surroundings around, bool isTimer)
    {
        var cart = fold.Cart!;
        var due = DueTimes.Next(cart);
        return new CartCommit
        {
            Cart = cart,
            ExpectedEtag = stored?.Etag ?? 0,
            Etag = NewEtag(),
            Now = around.Now,
            Events = fold.Events.Count == 0 ? [] : [.. fold.Events.Select(entry => CartEventMapping.ToOutgoing(entry.Event, entry.Cart, around.Now))],
            Removes = stored is not null && Retention.IsBlank(cart),
            SetsTimer = isTimer || NeedsTimer(due, stored?.TimerAt, around.Now),

            // What is overdue when the timer has just fired could not be done: a little later, not at once.
            Due = isTimer && due <= around.Now ? around.Now + TimerPause : due,
            Answers = fold.Answers.Count == 0 ? [] : fold.Answers.FindAll(static entry => !entry.Key.IsEdit),
            Edits = fold.Answers.Exists(static entry => entry.Key.IsEdit)
                ? [.. fold.Answers.Where(entry => entry.Key.IsEdit).Select(entry => new KeptEdit(entry.Key.Digest(cart.Id), around.Now, entry.Answer))]
                : [],
            Ended = fold.Ended,
            Erases = fold.Erases,
            Handoff = cart.Handoff is { } handoff && handoff != stored?.Cart.Handoff ? handoff : null,
        };
    }

    // Every edit puts abandonment off. The timer that is set comes earlier, finds nothing due and is set anew: once an hour, instead of one more write with
    // every edit. One whose time has come is being claimed: it is not where it was.
    private static bool NeedsTimer(DateTimeOffset? due, DateTimeOffset? timerAt, DateTimeOffset now) =>
        due is null || timerAt is null ? due != timerAt : due < timerAt || timerAt <= now;

    // Counted from a random number, so that it never comes twice: not in another process, and not when a version comes back after a failover.
    private long NewEtag() => lastEtag = unchecked(lastEtag + 2);

    private async ValueTask<SharedCart?> NewCart(List<CartJob> batch)
    {
        var owner = batch.Select(job => job.NewOwner).FirstOrDefault(candidate => candidate is not null);
        return owner is not null && (await catalogue.Markets(CancellationToken.None).ConfigureAwait(false)).TryGetValue(owner.Market, out var currency)
            ? SharedCart.Empty(owner, currency)
            : null;
    }

    private ValueTask<IPriceBook?> Prices(SharedCart cart, List<CartJob> batch) =>
        catalogue.Fresh(cart.Market) is { } book && book.Has(cart.Lines) && HasAll(book, batch)
            ? new ValueTask<IPriceBook?>(book)
            : catalogue.Open(cart.Market, Skus(cart, batch), CancellationToken.None);

    private static bool HasAll(PriceBook book, List<CartJob> batch)
    {
        foreach (var job in batch)
        {
            foreach (var sku in job.Skus)
            {
                if (!book.Has(sku))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // A failover may have lost versions that devices have seen. Their numbers are not given to other changes, which those devices have not seen. The cart itself may be
    // lost, with its first change. What changes nothing leaves the version: what its owner was shown is still what is sold.
    private SharedCart? PastLost(SharedCart? cart)
    {
        highest = Math.Max(highest, cart?.Version ?? 0);
        return cart?.Version < highest ? cart with { Given = highest } : cart;
    }

    private static IEnumerable<string> Skus(SharedCart cart, List<CartJob> batch) =>
        cart.Lines.Select(line => line.Sku).Concat(batch.SelectMany(job => job.Skus));

    // Operations of devices carry no key: they have their numbers.
    private ValueTask<Dictionary<(Principal, string, string), RecordedAnswer>?> FindAnswers(SharedCart? cart, List<CartJob> batch, DateTimeOffset now) =>
        batch.Exists(static job => job.Key is not null) ? new(FindRecorded(cart, batch, now)) : default;

    private async Task<Dictionary<(Principal, string, string), RecordedAnswer>?> FindRecorded(SharedCart? cart, List<CartJob> batch, DateTimeOffset now)
    {
        var found = new Dictionary<(Principal, string, string), RecordedAnswer>();
        foreach (var job in batch)
        {
            if (job.Key is { } key && await FindRecorded(job.CartId, cart, key, now).ConfigureAwait(false) is { } answer)
            {
                found[(key.Principal, key.Rpc, key.Key)] = answer;
            }
        }

        return found;
    }

    private async Task<RecordedAnswer?> FindRecorded(string cartId, SharedCart? cart, AnswerKey key, DateTimeOffset now)
    {
        if (key.IsEdit)
        {
            edits ??= new EditLog(await store.LoadEdits(cartId, CancellationToken.None).ConfigureAwait(false));
        }

        foreach (var used in cart is null ? [key] : key.BeforeLogin(cart).Prepend(key))
        {
            var found = key.IsEdit ? edits!.Find(used.Digest(cartId), now) : await store.FindAnswer(cartId, used, CancellationToken.None).ConfigureAwait(false);
            if (found is { } answer)
            {
                return answer;
            }
        }

        return null;
    }

    /// <summary>The batch's state as its jobs are folded over it.</summary>
    private sealed class Fold(SharedCart? cart, Dictionary<(Principal, string, string), RecordedAnswer>? recorded)
    {
        private readonly SharedCart? first = cart;

        public SharedCart? Cart { get; private set; } = cart;

        public List<(CartEvent Event, SharedCart Cart)> Events { get; } = [];

        public List<Checkout> Ended { get; } = [];

        public List<(AnswerKey Key, RecordedAnswer Answer)> Answers { get; } = [];

        public bool Erases { get; private set; }

        private bool isTimer;

        public void Add(CartJob job, Surroundings around, bool mayCreate)
        {
            var known = job.Key is { } key ? recorded?.GetValueOrDefault((key.Principal, key.Rpc, key.Key)) : null;
            if (job.Decide(mayCreate || Cart?.Version > first?.Version ? Cart : null, around, known) is not { } step)
            {
                return;
            }

            Cart = step.Cart;
            isTimer |= job.IsTimer;
            if (step.Erases)
            {
                // Also those of the batch that were to be remembered.
                Erases = true;
                Answers.Clear();
            }

            foreach (var @event in step.Events)
            {
                Events.Add((@event, step.Cart));
            }

            Ended.AddRange(step.Ended);
            foreach (var (answerKey, answer) in step.Answers)
            {
                Answers.Add((answerKey, answer));

                // A duplicate behind it in the same batch gets this answer.
                recorded?.TryAdd((answerKey.Principal, answerKey.Rpc, answerKey.Key), answer);
            }
        }

        // Of a cart that was never stored only answers would be new. Numbers that refused operations used up are kept like any others: the device goes on after them.
        public bool IsUnchanged(bool isNew) =>
            Cart is null || (!isTimer && !Erases && Answers.Count == 0 && (ReferenceEquals(Cart, first) || (isNew && Cart.Version == 0 && Cart.Handoff is null && Cart.Devices.IsEmpty)));
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
