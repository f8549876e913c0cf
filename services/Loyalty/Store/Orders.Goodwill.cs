using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Store;

/// <content>Promises about orders that were broken.</content>
public sealed partial class Orders
{
    /// <summary>
    /// A promise was broken, or turned out to be. Goodwill is given once for it, by the program version of its order. What becomes of the promise later neither takes it back nor gives more:
    /// the customer has been told of it.
    /// </summary>
    public async Task Break(UnitOfWork unit, BrokenPromise promise)
    {
        var order = await Find(unit, promise.OrderId).ConfigureAwait(false);
        if (order is null && await EarlyNews.Room.Wait(
            unit, promise.OrderId, EarlyNews.Broken(promise), async () => (order = await Find(unit, promise.OrderId).ConfigureAwait(false)) is not null).ConfigureAwait(false))
        {
            return;
        }

        await GiveGoodwill(unit, promise.OrderId, [promise]).ConfigureAwait(false);
    }

    private async Task GiveGoodwill(UnitOfWork unit, string orderId, IReadOnlyList<BrokenPromise> promises)
    {
        foreach (var promise in promises)
        {
            var order = (await Find(unit, orderId).ConfigureAwait(false))!;
            if (order.IsRemembered)
            {
                EarlyNews.Room.Keep(unit, orderId, [EarlyNews.Broken(promise)]);
            }
            else if (await LoadEarner(unit, order).ConfigureAwait(false) is { State: { } state, Earner: { } earner }
                && OrderSteps.GoodwillFor(earner) is > 0 and var points
                && await IsFirst(unit, promise, state.Member.MemberId, points).ConfigureAwait(false))
            {
                OrderSteps.GiveGoodwill(order, promise, earner, unit.Now);
                await ledgers.Save(unit, state).ConfigureAwait(false);
            }
        }
    }

    // The row goes with the entry: told twice, by two replicas or after a crash, one of them writes it.
    private static async Task<bool> IsFirst(UnitOfWork unit, BrokenPromise promise, string memberId, long points) => (await unit.Sql.Query<string>(
        GoodwillRow.InsertOnce, GoodwillRow.Of(promise, memberId, points, unit.Now)).ConfigureAwait(false)).Count > 0;
}
