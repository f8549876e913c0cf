using Google.Protobuf;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Transport;

namespace Omnichannel.CartSync.Store;

/// <summary>Who wants to be told about which item. <see cref="ItemWatch"/> tells them.</summary>
public sealed class SubscriptionStore(IDatabase database, CommandExecutor executor)
{
    /// <summary>Makes a subscription, or gives the one that waits for the same a new threshold. Its id and prices are filled in here.</summary>
    /// <exception cref="RefusedException">There is nothing to wait for, or the owner has too many.</exception>
    public Task<TAnswer> Create<TAnswer>(CommandContext command, ItemSubscription wanted, string currency, Func<ItemSubscription, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
        command,
        async unit =>
        {
            var item = await MarketItems.Find(database, unit.Sql, wanted.Market, currency, wanted.Sku).ConfigureAwait(false);
            if (wanted.Place is ItemPlace.Store { StoreId: var storeId } && !await MarketItems.HasStore(unit.Sql, wanted.Market, storeId).ConfigureAwait(false))
            {
                throw new RefusedException(new StoreUnknown());
            }

            if (SubscriptionRules.Refuse(wanted, item) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            await unit.Sql.Lock($"subscriptions of {wanted.OwnerId}").ConfigureAwait(false);
            var there = await Same(unit.Sql, wanted).ConfigureAwait(false);
            var subscription = there is null
                ? wanted with { Id = $"n-{unit.NewId()}", Reference = item!.Price, CreatedAt = unit.Now }
                : there with { Threshold = wanted.Threshold, Reference = item!.Price, Version = there.Version + 1 };
            if (there is null)
            {
                await RefuseBeyondLimit(unit.Sql, wanted).ConfigureAwait(false);
            }

            Save(unit, subscription, currency);

            // Stock or price may be set at this very moment, unseen by this transaction as this one is by that: whoever commits last has a look at both.
            ItemWatch.Note(unit, [wanted.Sku]);
            return answer(subscription);
        },
        cancellation);

    /// <summary>Ends a subscription of the caller's.</summary>
    /// <exception cref="RefusedException"><see cref="SubscriptionNotFound"/>.</exception>
    public Task<TAnswer> Cancel<TAnswer>(CommandContext command, string id, Func<ItemSubscription, bool> admits, Func<ItemSubscription, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
        command,
        async unit =>
        {
            var row = await unit.Sql.QueryFirst<SubscriptionRow>(
                $"select {SubscriptionRow.Columns} from item_subscriptions where subscription_id = @id{unit.Sql.Dialect.LockRow}", new { id }).ConfigureAwait(false);
            if (row?.ToDomain() is not { } subscription || !admits(subscription))
            {
                throw new RefusedException(new SubscriptionNotFound());
            }

            var cancelled = SubscriptionRules.Cancel(subscription, unit.Now);
            if (cancelled != subscription)
            {
                await Update(unit.Sql, [cancelled]).ConfigureAwait(false);
            }

            return answer(cancelled);
        },
        cancellation);

    /// <summary>An owner's subscriptions, latest first: those that wait, and those that ended since the given moment.</summary>
    public Task<IReadOnlyList<ItemSubscription>> List(ListOwner owner, DateTimeOffset endedSince, PagePlace? behind, int count, CancellationToken cancellation) =>
        database.Read<IReadOnlyList<ItemSubscription>>(
            async sql =>
            [
                .. (await sql.Query<SubscriptionRow>(
                    $"""
                    select {SubscriptionRow.Columns} from item_subscriptions
                    where owner_id = @Id and owner_is_guest = @isGuest and (state = 1 or ended_at > @since) and (created_at < @before or (created_at = @before and subscription_id < @beforeId))
                    order by created_at desc, subscription_id desc limit @count
                    """,
                    new
                    {
                        owner.Id,
                        isGuest = owner.IsGuest ? 1L : 0L,
                        since = endedSince.ToMicros(),
                        before = behind?.Position ?? long.MaxValue,
                        beforeId = behind?.Id ?? "",
                        count,
                    }).ConfigureAwait(false)).Select(row => row.ToDomain()),
            ],
            cancellation);

    /// <summary>An owner bought items, on any channel: they wait for them no longer. Told once more, it changes nothing.</summary>
    public Task Bought(string ownerId, IReadOnlyCollection<string> skus, DateTimeOffset boughtAt, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var rows = await unit.Sql.Query<SubscriptionRow>(
                $"""
                select {SubscriptionRow.Columns} from item_subscriptions
                where owner_id = @ownerId and state in (1, 2) and sku {unit.Sql.Dialect.In("@skus")} order by sku, subscription_id{unit.Sql.Dialect.LockRow}
                """,
                new { ownerId, skus = skus.ToArray() }).ConfigureAwait(false);
            var changed = rows.Select(row => row.ToDomain()).Select(before => (Before: before, Step: SubscriptionRules.Buy(before, boughtAt, unit.Now)))
                .Where(step => step.Step.Subscription != step.Before).Select(step => step.Step).ToArray();
            await Update(unit.Sql, [.. changed.Select(step => step.Subscription)]).ConfigureAwait(false);
            foreach (var (subscription, @event) in changed.Where(step => step.Event is not null))
            {
                unit.Publish(subscription.Id, subscription.Version, SubscriptionEventMapping.ToOutgoing(@event!, subscription, unit.Now));
            }
        },
        cancellation);

    /// <summary>
    /// What a guest waits for becomes the customer's, who is told once where both wait for the same: as if the customer had asked again, so at the price that the guest waits
    /// for. Again, it changes nothing.
    /// </summary>
    internal static async Task Join(UnitOfWork unit, string guestId, string customerId)
    {
        const string Waits = "owner_id = @guestId and owner_is_guest = 1 and state = 1";
        var owners = new { customerId, guestId, now = unit.Now.ToMicros() };
        var skus = await unit.Sql.Query<string>($"select sku from item_subscriptions where {Waits}", owners).ConfigureAwait(false);
        unit.Sql.Defer(
            $"""
            update item_subscriptions set threshold_price = g.threshold_price, reference_price = g.reference_price, version = item_subscriptions.version + 1
            from (select kind, line_id, market, place, threshold_price, reference_price from item_subscriptions where {Waits} and @now > 0) g
            where item_subscriptions.owner_id = @customerId and item_subscriptions.state = 1 and item_subscriptions.kind = g.kind
                and item_subscriptions.line_id = g.line_id and item_subscriptions.market = g.market and item_subscriptions.place = g.place
            """,
            owners);
        unit.Sql.Defer(
            $"""
            update item_subscriptions set state = 3, ended_at = @now, version = version + 1
            where {Waits} and exists (
                select 1 from item_subscriptions c where c.owner_id = @customerId and c.state = 1 and c.kind = item_subscriptions.kind
                    and c.line_id = item_subscriptions.line_id and c.market = item_subscriptions.market and c.place = item_subscriptions.place)
            """,
            owners);
        unit.Sql.Defer(
            """
            update item_subscriptions set owner_id = @customerId, person_id = @customerId, owner_is_guest = 0, contact_id = @customerId, version = version + 1
            where owner_id = @guestId and owner_is_guest = 1 and @now > 0
            """,
            owners);

        // A price may be set at this very moment, and the customer's be looked at as it was before: as at the making of one, whoever commits last has a look.
        ItemWatch.Note(unit, skus);
    }

    /// <summary>
    /// Somebody is another customer than before: what they wait for goes with them. Where that customer waits for the same, theirs is paused, so that one person is told
    /// once; it waits again when they are two again.
    /// </summary>
    internal static async Task Move(UnitOfWork unit, PersonMoved moved)
    {
        const string Moves = "person_id = @PersonId and owner_is_guest = 0 and owner_id <> @Now";
        var people = new { moved.PersonId, moved.Before, moved.Now, at = unit.Now.ToMicros() };
        var skus = await unit.Sql.Query<string>($"select sku from item_subscriptions where {Moves} and (state = 1 or is_paused = 1)", people).ConfigureAwait(false);
        await unit.Sql.Execute(
            $"""
            update item_subscriptions set state = 3, is_paused = 1, ended_at = @at
            where {Moves} and state = 1 and ({Same("c.owner_id = @Now and c.state = 1")}
                or {Same("c.person_id = @PersonId and c.owner_is_guest = 0 and c.owner_id <> @Now and c.state = 1 and c.subscription_id < item_subscriptions.subscription_id")})
            """,
            people).ConfigureAwait(false);
        await unit.Sql.Execute($"update item_subscriptions set owner_id = @Now, contact_id = @Now, version = version + 1 where {Moves}", people).ConfigureAwait(false);

        // What was paused for the other's sake, on either side; the first of several.
        await unit.Sql.Execute(Resume("@Now", "person_id = @PersonId", "c.person_id = @PersonId"), people).ConfigureAwait(false);
        await unit.Sql.Execute(
            Resume("@Before", Same("c.owner_id = @Now and c.state = 1 and c.person_id = @PersonId"), "1 = 1"), people).ConfigureAwait(false);
        ItemWatch.Note(unit, skus);
    }

    private static string Resume(string owner, string which, string others) =>
        $"""
        update item_subscriptions set state = 1, is_paused = 0, ended_at = 0, version = version + 1
        where owner_id = {owner} and is_paused = 1 and {which} and not {Same($"c.owner_id = {owner} and c.state = 1")}
            and not {Same($"c.owner_id = {owner} and {others} and c.is_paused = 1 and c.subscription_id < item_subscriptions.subscription_id")}
        """;

    private static string Same(string which) =>
        $"""
        exists (select 1 from item_subscriptions c where {which} and c.kind = item_subscriptions.kind
            and c.line_id = item_subscriptions.line_id and c.market = item_subscriptions.market and c.place = item_subscriptions.place)
        """;

    /// <summary>Everything that is a person's in their own right, whoever they are by now; in the order of the ids.</summary>
    internal Task<IReadOnlyList<ItemSubscription>> Of(Person person, CancellationToken cancellation) => database.Read<IReadOnlyList<ItemSubscription>>(
        async sql =>
        [
            .. (await sql.Query<SubscriptionRow>(
                $"select {SubscriptionRow.Columns} from item_subscriptions where {PersonRows.IsOf(sql, person)} order by subscription_id", PersonRows.Names(person))
                .ConfigureAwait(false)).Select(row => row.ToDomain()),
        ],
        cancellation);

    /// <summary>Deletes everything that is a person's; how many.</summary>
    internal Task<int> Erase(Person person, CancellationToken cancellation) => executor.Apply(
        unit => unit.Sql.Execute($"delete from item_subscriptions where {PersonRows.IsOf(unit.Sql, person)}", PersonRows.Names(person)), cancellation);

    /// <summary>Writes the states of subscriptions that changed, those of one state in one statement.</summary>
    internal static async Task Update(SqlSession sql, IReadOnlyList<ItemSubscription> changed)
    {
        foreach (var group in changed.GroupBy(subscription => (subscription.State, subscription.EndedAt, subscription.IsOutdated)))
        {
            await sql.Query<string>(
                $"""
                update item_subscriptions set state = @state, ended_at = @endedAt, is_outdated = @isOutdated, version = version + 1
                where subscription_id {sql.Dialect.In("@ids")} returning subscription_id
                """,
                new
                {
                    state = (long)group.Key.State,
                    endedAt = group.Key.EndedAt?.ToMicros() ?? 0,
                    isOutdated = group.Key.IsOutdated ? 1L : 0L,
                    ids = group.Select(subscription => subscription.Id).ToArray(),
                }).ConfigureAwait(false);
        }
    }

    private static async Task<ItemSubscription?> Same(SqlSession sql, ItemSubscription wanted) => (await sql.QueryFirst<SubscriptionRow>(
        $"""
        select {SubscriptionRow.Columns} from item_subscriptions
        where owner_id = @OwnerId and state = 1 and kind = @kind and line_id = @lineId and market = @Market and place = @place{sql.Dialect.LockRow}
        """,
        new { wanted.OwnerId, kind = (long)wanted.Kind, lineId = CartId.OfLine(wanted.Sku, wanted.Options), wanted.Market, place = SubscriptionRow.ToText(wanted.Place) })
        .ConfigureAwait(false))?.ToDomain();

    private static async Task RefuseBeyondLimit(SqlSession sql, ItemSubscription wanted)
    {
        var waiting = await sql.QueryFirst<long>("select count(*) from item_subscriptions where owner_id = @OwnerId and state = 1", new { wanted.OwnerId }).ConfigureAwait(false);
        if (waiting >= SubscriptionRules.MostWaiting)
        {
            throw new RefusedException(new SubscriptionLimit());
        }
    }

    private static void Save(UnitOfWork unit, ItemSubscription subscription, string currency)
    {
        // The owner's that ended long ago go with the next one that is made.
        unit.Sql.Defer(
            "delete from item_subscriptions where owner_id = @OwnerId and state <> 1 and ended_at < @before",
            new { subscription.OwnerId, before = (unit.Now - SubscriptionRules.EndedRetention).ToMicros() });
        unit.Sql.Defer(
            """
            insert into item_subscriptions (subscription_id, owner_id, person_id, owner_is_guest, contact_id, kind, state, sku, line_id, options, market, place, threshold_price, reference_price,
                currency, channel, created_at, ended_at, is_outdated, version)
            values (@Id, @OwnerId, @OwnerId, @isGuest, @ContactId, @kind, 1, @Sku, @lineId, @options, @Market, @place, @threshold, @reference, @currency, @channel, @createdAt, 0, 0, @Version)
            on conflict (subscription_id) do update set threshold_price = excluded.threshold_price, reference_price = excluded.reference_price, version = excluded.version
            """,
            new
            {
                subscription.Id,
                subscription.OwnerId,
                isGuest = subscription.OwnerIsGuest ? 1L : 0L,
                subscription.ContactId,
                kind = (long)subscription.Kind,
                subscription.Sku,
                lineId = CartId.OfLine(subscription.Sku, subscription.Options),
                options = OptionText.Write(subscription.Options),
                subscription.Market,
                place = SubscriptionRow.ToText(subscription.Place),
                threshold = subscription.Threshold?.ToString() ?? "",
                reference = subscription.Reference?.ToString() ?? "",
                currency,
                channel = subscription.Channel.Name(),
                createdAt = subscription.CreatedAt.ToMicros(),
                subscription.Version,
            });
    }
}
