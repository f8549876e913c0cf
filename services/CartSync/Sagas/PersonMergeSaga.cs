using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;

namespace Omnichannel.CartSync.Sagas;

/// <summary>
/// Lets the carts of two customers follow the news that they are one person, or two after all. The news sets a timer in its own transaction; the timer does what the
/// merge says by then, market by market, and comes again as long as a checkout is in the way. Each step may be taken again.
/// </summary>
public sealed class PersonMergeSaga(CartExecutor carts, CatalogueCache catalogue, IDatabase database, CommandExecutor executor) : ITimerHandler
{
    /// <summary>Kind of the timer; its key is the merge's id.</summary>
    public const string TimerKind = "person-merge";

    /// <summary>How soon it is tried again.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken cancellation)
    {
        var isDone = await Follow(timer.Key, cancellation).ConfigureAwait(false);
        await executor.Execute(
            timer,
            unit =>
            {
                if (!isDone)
                {
                    unit.Schedule(TimerKind, timer.Key, unit.Now + Retry);
                }

                return Task.CompletedTask;
            },
            cancellation).ConfigureAwait(false);
    }

    private async Task<bool> Follow(string mergeId, CancellationToken cancellation)
    {
        var merge = await Find(mergeId, cancellation).ConfigureAwait(false);
        if (merge is null)
        {
            // Its undo came first: it never was.
            return true;
        }

        var isDone = true;
        foreach (var market in (await catalogue.Markets(cancellation).ConfigureAwait(false)).Keys.Order(StringComparer.Ordinal))
        {
            isDone &= await (merge.IsUndone ? TakeBack(mergeId, merge, market, cancellation) : TakeIn(mergeId, merge, market, cancellation)).ConfigureAwait(false);
        }

        // The undo may have come meanwhile, and found nothing to take back.
        return merge.IsUndone || await Find(mergeId, cancellation).ConfigureAwait(false) is not { IsUndone: true } ? isDone : await Follow(mergeId, cancellation).ConfigureAwait(false);
    }

    private Task<KnownMerge?> Find(string mergeId, CancellationToken cancellation) => database.Read(sql => PersonMerges.Find(sql, mergeId), cancellation);

    // Into the cart of who they are by now: somebody may have been merged further before this is known.
    private async Task<bool> TakeIn(string mergeId, KnownMerge merge, string market, CancellationToken cancellation)
    {
        var fromCartId = CartId.Of(merge.From, market);
        if (await carts.ReadSafe(fromCartId, cancellation).ConfigureAwait(false) is not { } from)
        {
            return true;
        }

        var owner = new CartOwner(merge.Way[^1], false, market);
        var intoCartId = CartId.Of(owner.Id, market);
        var taken = await carts.Execute(
            new CartCommand<bool>
            {
                CartId = intoCartId,
                NewOwner = owner,
                Skus = [.. from.Lines.Select(line => line.Sku)],
                Decide = (cart, around) => PersonMergeRules.TakeIn(cart, from, PersonMergeRules.IdOf(mergeId, fromCartId, intoCartId), around),
            },
            cancellation).ConfigureAwait(false);
        CrashPoints.Reach("people.taken-in");
        return taken.Answer;
    }

    private async Task<bool> TakeBack(string mergeId, KnownMerge merge, string market, CancellationToken cancellation)
    {
        var (fromCartId, isDone) = (CartId.Of(merge.From, market), true);
        foreach (var intoCartId in merge.Way.Select(customer => CartId.Of(customer, market)))
        {
            if (await carts.Read(intoCartId, cancellation).ConfigureAwait(false) is not null)
            {
                var back = await carts.Execute(
                    new CartCommand<bool>
                    {
                        CartId = intoCartId,
                        Decide = (cart, around) => PersonMergeRules.TakeBack(cart, PersonMergeRules.IdOf(mergeId, fromCartId, intoCartId), around),
                    },
                    cancellation).ConfigureAwait(false);
                isDone &= back.Answer;
            }
        }

        return isDone;
    }
}
