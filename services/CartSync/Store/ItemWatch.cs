using System.Text.Json;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// Tells those who wait for an item. Whoever sets stock or prices notes the items, in the same transaction, with a timer that is due at once; the timer looks at the
/// subscriptions page by page, each page one transaction that changes states, publishes events and moves the cursor. A crash repeats at most a page that was not
/// committed, and a subscription that was told is not waiting any more: nothing is lost and nobody is told twice, however many replicas look.
/// </summary>
public sealed class ItemWatch(IDatabase database, CommandExecutor executor) : ITimerHandler
{
    /// <summary>Kind of the timer; its key is the change's id.</summary>
    public const string TimerKind = "item-change";

    /// <summary>Subscriptions per transaction.</summary>
    public const int MostPerStep = 500;

    // Every page names the items of its change again: a warehouse may hold a hundred thousand.
    private const int MostItems = 1000;

    // What was told is looked at once more: stock may have gone between the look and the telling.
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(2);

    /// <summary>Notes items whose stock or price is being set in this transaction.</summary>
    public static void Note(UnitOfWork unit, IEnumerable<string> skus) => Note(unit, [.. skus.Distinct(StringComparer.Ordinal)], unit.Now);

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken cancellation)
    {
        while (await Step(timer.Key, cancellation).ConfigureAwait(false))
        {
            CrashPoints.Reach("subscriptions.told");
        }

        await executor.Execute(
            timer,
            unit =>
            {
                unit.Sql.Defer("delete from item_changes where change_id = @Key", new { timer.Key });
                return Task.CompletedTask;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Looks at one page of a change's subscriptions; false when it was the last.</summary>
    public Task<bool> Step(string changeId, CancellationToken cancellation) =>
        executor.Apply(
            async unit =>
            {
                var change = await unit.Sql.QueryFirst<ChangeRow>(
                    $"select skus as Skus, cursor_sku as CursorSku, cursor_id as CursorId from item_changes where change_id = @changeId{unit.Sql.Dialect.LockRow}",
                    new { changeId }).ConfigureAwait(false);
                if (change is null)
                {
                    return false;
                }

                var page = await Page(unit, change).ConfigureAwait(false);
                if (page.Count > 0)
                {
                    await Look(unit, page).ConfigureAwait(false);
                    unit.Sql.Defer(
                        "update item_changes set cursor_sku = @Sku, cursor_id = @Id where change_id = @changeId", new { page[^1].Sku, page[^1].Id, changeId });
                }

                return page.Count == MostPerStep;
            },
            cancellation);

    private static void Note(UnitOfWork unit, string[] skus, DateTimeOffset due)
    {
        foreach (var some in skus.Chunk(MostItems))
        {
            var changeId = unit.NewId().ToString();
            unit.Sql.Defer(
                "insert into item_changes (change_id, skus, cursor_sku, cursor_id) values (@changeId, @skus, '', '')", new { changeId, skus = JsonSerializer.Serialize(some) });
            unit.Schedule(TimerKind, changeId, due);
        }
    }

    private static Task<IReadOnlyList<SubscriptionRow>> Page(UnitOfWork unit, ChangeRow change) => unit.Sql.Query<SubscriptionRow>(
        $"""
        select {SubscriptionRow.Columns} from item_subscriptions
        where (sku {unit.Sql.Dialect.In("@skus")} or sku in (select bundle_sku from watched_parts where part_sku {unit.Sql.Dialect.In("@skus")})) and (sku > @CursorSku or (sku = @CursorSku and subscription_id > @CursorId)) and (state = 1 or (state = 2 and ended_at > @told))
        order by sku, subscription_id limit {MostPerStep}{unit.Sql.Dialect.LockRow}
        """,
        new
        {
            skus = JsonSerializer.Deserialize<string[]>(change.Skus)!,
            change.CursorSku,
            change.CursorId,
            told = (unit.Now - SubscriptionRules.NoticeWindow).ToMicros(),
        });

    private async Task Look(UnitOfWork unit, IReadOnlyList<SubscriptionRow> page)
    {
        var steps = new List<(ItemSubscription Subscription, SubscriptionEvent Event)>();
        foreach (var market in page.GroupBy(row => (row.Market, row.Currency)))
        {
            var items = await MarketItems.Read(database, unit.Sql, market.Key.Market, market.Key.Currency, [.. market.Select(row => row.Sku).Distinct(StringComparer.Ordinal)])
                .ConfigureAwait(false);
            foreach (var row in market)
            {
                if (SubscriptionRules.Look(row.ToDomain(), items.GetValueOrDefault(row.Sku), unit.Now) is (var subscription, { } @event))
                {
                    steps.Add((subscription, @event));
                }
            }
        }

        await SubscriptionStore.Update(unit.Sql, [.. steps.Select(step => step.Subscription)]).ConfigureAwait(false);
        foreach (var (subscription, @event) in steps)
        {
            unit.Publish(subscription.Id, subscription.Version, SubscriptionEventMapping.ToOutgoing(@event, subscription, unit.Now));
        }

        Note(unit, [.. steps.Where(step => step.Event is SubscriptionEvent.CameTrue).Select(step => step.Subscription.Sku).Distinct(StringComparer.Ordinal)], unit.Now + SecondLook);
    }

    private sealed record ChangeRow
    {
        public string Skus { get; init; } = "";

        public string CursorSku { get; init; } = "";

        public string CursorId { get; init; } = "";
    }
}
