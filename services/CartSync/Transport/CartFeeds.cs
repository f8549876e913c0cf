using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Live;

namespace Omnichannel.CartSync.Transport;

/// <summary>
/// The watched carts of this process. However many watch a cart, it is looked at once per change (and every
/// <see cref="ILiveNotifications.LongestWait"/>), and an update is made once for all who have seen the same version.
/// </summary>
public sealed class CartFeeds
{
    private static readonly Counter<long> SlowWatchers = Telemetry.Of("cart").Meter.CreateCounter<long>(
        "omnichannel.cart.watchers.slow", "{watcher}", "Watchers that were ended because they did not read");

    private readonly CartExecutor carts;
    private readonly CatalogueCache prices;
    private readonly IStableVersions stable;
    private readonly ILiveNotifications live;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, CartFeed> feeds = new(StringComparer.Ordinal);
    private long dropped;

    /// <summary>Looks at carts when they change, and when what was shown has become stable.</summary>
    public CartFeeds(CartExecutor carts, CatalogueCache prices, IStableVersions stable, ILiveNotifications live, TimeProvider clock)
    {
        (this.carts, this.prices, this.stable, this.live, this.clock) = (carts, prices, stable, live, clock);
        stable.OnReached(LookAgain);
    }

    /// <summary>How many watchers were too slow since the process started.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Watches a cart until disposed.</summary>
    internal CartWatch Watch(string cartId)
    {
        lock (feeds)
        {
            if (!feeds.TryGetValue(cartId, out var feed))
            {
                feed = new CartFeed(live.Subscribe(cartId), number => Look(cartId, number));
                feeds.Add(cartId, feed);
            }

            feed.Watchers++;
            return new CartWatch(feed, () => Leave(cartId, feed));
        }
    }

    /// <summary>Counts a watcher that was too slow.</summary>
    internal void Drop()
    {
        Interlocked.Increment(ref dropped);
        SlowWatchers.Add(1);
    }

    private void LookAgain(string cartId)
    {
        lock (feeds)
        {
            feeds.GetValueOrDefault(cartId)?.Refresh();
        }
    }

    private void Leave(string cartId, CartFeed feed)
    {
        lock (feeds)
        {
            if (--feed.Watchers == 0)
            {
                feeds.Remove(cartId);
                feed.Dispose();
            }
        }
    }

    private async Task<CartLook> Look(string cartId, long number)
    {
        var cart = await carts.Read(cartId, CancellationToken.None).ConfigureAwait(false);
        if (cart is null)
        {
            return new CartLook(number, null, null, 0);
        }

        var book = await prices.OpenForLines(cart.Market, cart.Lines, CancellationToken.None).ConfigureAwait(false);
        var around = new Surroundings(clock.GetUtcNow(), book ?? throw new RefusedException(new MarketUnknown("market")));
        return new CartLook(number, cart, around, stable.Of(cart.Id, cart.Version));
    }
}

/// <summary>How watchers are treated.</summary>
public sealed record WatchOptions
{
    /// <summary>What a watcher may take to read one update, unless configured otherwise (<c>Omnichannel:Carts:SlowestWatcher</c>).</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>A watcher that takes longer to read one update is ended; it comes back with the version that it has.</summary>
    public TimeSpan SlowestWatcher { get; init; } = Default;

    /// <summary>How much longer it may take until it has read what is on its way and the reason behind it, before its stream is reset.</summary>
    public TimeSpan LastChance { get; init; } = Default;
}

/// <summary>A cart as it was found at one moment.</summary>
/// <param name="number">Rises with each look at this cart in this process.</param>
/// <param name="cart">The cart; null when none is stored.</param>
/// <param name="around">Prices and time of the look.</param>
/// <param name="stableVersion">What was known to be safe then.</param>
internal sealed class CartLook(long number, SharedCart? cart, Surroundings? around, long stableVersion)
{
    private const long Nothing = -1;
    private readonly ConcurrentDictionary<(long Seen, long Shown), WatchCartResponse> updates = new();

    public long Number { get; } = number;

    public SharedCart? Cart { get; } = cart;

    /// <summary>All of the cart is safe.</summary>
    public bool IsStable => Cart is null || stableVersion >= Cart.Version;

    private Surroundings? Around => around;

    /// <summary>
    /// What brings a watcher who has seen a version up to date: the changes since then, or a snapshot when they are not kept any more. For one who has seen this version it
    /// tells what else is to be said of it. Who comes back with a version after checkouts of this generation gets a snapshot: from READY on, and after CANCELLED, all lines are
    /// shown otherwise, and which of that was seen is not known.
    /// </summary>
    /// <param name="seen">The version.</param>
    /// <param name="shown">The look that the watcher was sent then, with the prices of that moment; null when it comes back with a version.</param>
    public WatchCartResponse Update(long seen, CartLook? shown = null) =>
        updates.GetOrAdd(
            seen > 0 && seen >= Cart!.WatchFloor && seen <= Cart.Version && (shown is not null || Cart.Attempts == 0) ? (seen, shown?.Number ?? Nothing) : (Nothing, Nothing),
            static (key, looks) => looks.Now.Make(key.Seen, looks.Shown),
            (Now: this, Shown: shown));

    private WatchCartResponse Make(long seen, CartLook? shown)
    {
        var update = new WatchCartResponse { Version = Cart!.Version };
        if (seen == Nothing)
        {
            update.Snapshot = CartView.Of(Cart, around!);
            update.Snapshot.StableVersion = stableVersion;
        }
        else
        {
            update.Change = CartView.Since(Cart, seen, around!, shown?.Cart, shown?.Around);
            update.Change.Header.StableVersion = stableVersion;
            update.Change.Actor = seen < Cart.Version ? update.Change.Actor : null;
        }

        return update;
    }
}

/// <summary>One watched cart: looks at it again and again as long as somebody watches.</summary>
internal sealed class CartFeed : IDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly Lock guard = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly LiveSubscription changed;
    private readonly Func<long, Task<CartLook>> look;
    private TaskCompletionSource<CartLook> next = Waiting();
    private CartLook? latest;
    private long started;

    public CartFeed(LiveSubscription changed, Func<long, Task<CartLook>> look)
    {
        (this.changed, this.look) = (changed, look);
        _ = Run();
    }

    /// <summary>How many watch; kept by the owner of the feed.</summary>
    public int Watchers { get; set; }

    /// <summary>Asks for a look that begins from now on.</summary>
    /// <returns>The number before it.</returns>
    public long Refresh()
    {
        var before = Interlocked.Read(ref started);
        changed.Wake();
        return before;
    }

    /// <summary>The latest look, as soon as there is one later than this number: who is slow misses those in between.</summary>
    public Task<CartLook> After(long number)
    {
        lock (guard)
        {
            return latest?.Number > number ? Task.FromResult(latest) : next.Task;
        }
    }

    public void Dispose() => stopping.Cancel();

    private static TaskCompletionSource<CartLook> Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Run()
    {
        await Task.Yield();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    Publish(await look(Interlocked.Increment(ref started)).ConfigureAwait(false));
                    await changed.Wait(stopping.Token).ConfigureAwait(false);
                }
                catch (Exception error) when (!stopping.IsCancellationRequested)
                {
                    // Who has the cart on the screen keeps it until the store is back; who has just come is told.
                    Fail(error);
                    await Task.Delay(PauseAfterFailure, stopping.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
        finally
        {
            changed.Dispose();
            stopping.Dispose();
        }
    }

    private void Publish(CartLook found)
    {
        TaskCompletionSource<CartLook> waiting;
        lock (guard)
        {
            latest = found;
            (waiting, next) = (next, Waiting());
        }

        waiting.SetResult(found);
    }

    private void Fail(Exception error)
    {
        TaskCompletionSource<CartLook> waiting;
        lock (guard)
        {
            (waiting, next) = (next, Waiting());
        }

        waiting.SetException(error);
        _ = waiting.Task.Exception;
    }
}

/// <summary>One watcher of a cart.</summary>
internal sealed class CartWatch(CartFeed feed, Action leave) : IDisposable
{
    private long number = feed.Refresh();
    private bool hasLook;

    /// <summary>The next look at the cart; the first began after the watcher came.</summary>
    public async Task<CartLook> Next(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var found = await feed.After(number).WaitAsync(cancellation).ConfigureAwait(false);
                if (found.Number > number)
                {
                    (number, hasLook) = (found.Number, true);
                    return found;
                }
            }
            catch (Exception) when (hasLook && !cancellation.IsCancellationRequested)
            {
                // The feed tries again by itself.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => leave();
}
