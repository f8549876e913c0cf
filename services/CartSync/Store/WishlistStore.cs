using System.Collections.Immutable;
using Google.Protobuf;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Store;

/// <summary>Whose lists or subscriptions.</summary>
public sealed record ListOwner(string Id, bool IsGuest);

/// <summary>Wishlists in the service's own database, in every set-up: load, let the domain decide, save once.</summary>
public sealed class WishlistStore(IDatabase database, CommandExecutor executor) : ITimerHandler
{
    /// <summary>Kind of the timer that removes a guest's list; its key is the list's id.</summary>
    public const string TimerKind = "guest-wishlist";

    private const string Columns =
        """
        wishlist_id as Id, owner_id as OwnerId, owner_is_guest as OwnerIsGuest, name as Name, version as Version, is_shared as IsShared, share_serial as ShareSerial,
        created_at as CreatedAt, updated_at as UpdatedAt
        """;

    /// <summary>Makes a list.</summary>
    public Task<TAnswer> Create<TAnswer>(CommandContext command, ListOwner owner, string name, Func<Wishlist, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
        command,
        async unit =>
        {
            await unit.Sql.Lock($"wishlists of {owner.Id}").ConfigureAwait(false);
            var lists = await unit.Sql.QueryFirst<long>(
                "select count(*) from wishlists where owner_id = @Id and owner_is_guest = @isGuest", new { owner.Id, isGuest = Flag(owner.IsGuest) }).ConfigureAwait(false);
            if (lists >= WishlistRules.MostLists)
            {
                throw new RefusedException(new WishlistLimit());
            }

            var list = new Wishlist { Id = $"w-{unit.NewId()}", OwnerId = owner.Id, OwnerIsGuest = owner.IsGuest, Name = name, CreatedAt = unit.Now, UpdatedAt = unit.Now };
            unit.Sql.Defer(
                """
                insert into wishlists (wishlist_id, owner_id, person_id, owner_is_guest, name, version, is_shared, share_serial, created_at, updated_at)
                values (@Id, @OwnerId, @OwnerId, @isGuest, @Name, @Version, 0, 0, @now, @now)
                """,
                new { list.Id, list.OwnerId, isGuest = Flag(owner.IsGuest), list.Name, list.Version, now = unit.Now.ToMicros() });
            KeepWhile(unit, list);
            return answer(list);
        },
        cancellation);

    /// <summary>
    /// Changes a list. The decision gets it locked, and which of the skus the catalogue has; what it returns is stored, and null deletes the list.
    /// </summary>
    /// <exception cref="RefusedException"><see cref="WishlistNotFound"/>, also when it is another owner's; or what the decision throws.</exception>
    public Task<TAnswer> Change<TAnswer>(
        CommandContext command, string wishlistId, Actor caller, Func<Wishlist, IEnumerable<string>> skus,
        Func<Wishlist, IReadOnlyDictionary<string, Measure>, DateTimeOffset, (Wishlist? List, TAnswer Answer)> decide, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
        command,
        async unit =>
        {
            var list = await Load(unit.Sql, wishlistId, unit.Sql.Dialect.LockRow).ConfigureAwait(false);
            if (list is null || !list.Admits(caller))
            {
                throw new RefusedException(new WishlistNotFound());
            }

            var known = await Known(unit.Sql, [.. skus(list).Distinct(StringComparer.Ordinal)]).ConfigureAwait(false);
            var (next, answer) = decide(list, known, unit.Now);
            if (next is null)
            {
                Delete(unit.Sql, list.Id);
                unit.CancelTimer(TimerKind, list.Id);
            }
            else if (next != list)
            {
                Save(unit, list, next);
            }

            return answer;
        },
        cancellation);

    /// <summary>One list with its items; null when there is none.</summary>
    public Task<Wishlist?> Find(string wishlistId, CancellationToken cancellation) => database.Read(sql => Load(sql, wishlistId, ""), cancellation);

    /// <summary>An owner's lists without items, and how many each has, oldest first.</summary>
    public Task<IReadOnlyList<(Wishlist List, int Items)>> List(ListOwner owner, CancellationToken cancellation) =>
        database.Read<IReadOnlyList<(Wishlist List, int Items)>>(
            async sql =>
            [
                .. (await sql.Query<ListRow>(
                    $"""
                    select {Columns}, (select count(*) from wishlist_items i where i.wishlist_id = w.wishlist_id) as Items
                    from wishlists w where owner_id = @Id and owner_is_guest = @isGuest order by created_at, wishlist_id
                    """,
                    new { owner.Id, isGuest = Flag(owner.IsGuest) }).ConfigureAwait(false)).Select(row => (row.ToDomain([]), (int)row.Items)),
            ],
            cancellation);

    /// <summary>What a guest has becomes the customer's; again, it changes nothing.</summary>
    internal static void Join(UnitOfWork unit, string guestId, string customerId) => unit.Sql.Defer(
        "update wishlists set owner_id = @customerId, person_id = @customerId, owner_is_guest = 0, version = version + 1, updated_at = @now where owner_id = @guestId and owner_is_guest = 1",
        new { customerId, guestId, now = unit.Now.ToMicros() });

    /// <summary>Somebody is another customer than before: their lists go with them. Links stay good, and the number of lists has no limit here.</summary>
    internal static Task Move(UnitOfWork unit, PersonMoved moved) => unit.Sql.Execute(
        """
        update wishlists set owner_id = @Now, version = version + 1, updated_at = @at
        where person_id = @PersonId and owner_is_guest = 0 and owner_id <> @Now
        """,
        new { moved.PersonId, moved.Now, at = unit.Now.ToMicros() });

    /// <summary>Everything that is a person's in their own right, whoever they are by now; in the order of the ids.</summary>
    internal Task<IReadOnlyList<Wishlist>> Of(Person person, CancellationToken cancellation) => database.Read<IReadOnlyList<Wishlist>>(
        async sql =>
        {
            var lists = new List<Wishlist>();
            foreach (var id in await IdsOf(sql, person).ConfigureAwait(false))
            {
                lists.Add((await Load(sql, id, "").ConfigureAwait(false))!);
            }

            return lists;
        },
        cancellation);

    /// <summary>Deletes everything that is a person's; how many lists.</summary>
    internal Task<int> Erase(Person person, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var ids = await IdsOf(unit.Sql, person).ConfigureAwait(false);
            foreach (var id in ids)
            {
                Delete(unit.Sql, id);
                unit.CancelTimer(TimerKind, id);
            }

            return ids.Count;
        },
        cancellation);

    private static Task<IReadOnlyList<string>> IdsOf(SqlSession sql, Person person) => sql.Query<string>(
        $"select wishlist_id from wishlists where {PersonRows.IsOf(sql, person)} order by wishlist_id", PersonRows.Names(person));

    /// <summary>Removes a guest's list that nobody has changed for long; one that became a customer's, or was changed meanwhile, stays.</summary>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(
        timer,
        async unit =>
        {
            var list = await Load(unit.Sql, timer.Key, unit.Sql.Dialect.LockRow).ConfigureAwait(false);
            if (list is { OwnerIsGuest: true } && list.UpdatedAt + WishlistRules.GuestRetention <= unit.Now)
            {
                Delete(unit.Sql, list.Id);
            }
        },
        cancellation);

    private static async Task<Wishlist?> Load(SqlSession sql, string wishlistId, string @lock)
    {
        var row = await sql.QueryFirst<ListRow>($"select {Columns} from wishlists where wishlist_id = @wishlistId{@lock}", new { wishlistId }).ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        var entries = await sql.Query<EntryRow>(
            """
            select item_id as ItemId, sku as Sku, options as Options, quantity as Quantity, added_at as AddedAt
            from wishlist_items where wishlist_id = @wishlistId order by position, item_id
            """,
            new { wishlistId }).ConfigureAwait(false);
        return row.ToDomain([.. entries.Select(entry => entry.ToDomain())]);
    }

    private static async Task<IReadOnlyDictionary<string, Measure>> Known(SqlSession sql, string[] skus) => skus.Length == 0
        ? ImmutableDictionary<string, Measure>.Empty
        : (await sql.Query<MeasureRow>($"select sku as Sku, measure as Measure from items where sku {sql.Dialect.In("@skus")}", new { skus }).ConfigureAwait(false))
            .ToDictionary(row => row.Sku, row => EnumNames.Read<Measure>(row.Measure), StringComparer.Ordinal);

    private static void Delete(SqlSession sql, string wishlistId)
    {
        sql.Defer("delete from wishlist_items where wishlist_id = @wishlistId", new { wishlistId });
        sql.Defer("delete from wishlists where wishlist_id = @wishlistId", new { wishlistId });
    }

    private static void Save(UnitOfWork unit, Wishlist before, Wishlist after)
    {
        unit.Sql.Defer(
            "update wishlists set name = @Name, version = @Version, is_shared = @isShared, share_serial = @ShareSerial, updated_at = @updatedAt where wishlist_id = @Id",
            new { after.Name, after.Version, isShared = Flag(after.IsShared), after.ShareSerial, updatedAt = after.UpdatedAt.ToMicros(), after.Id });
        var old = before.Entries.ToDictionary(entry => entry.ItemId);
        var position = unit.Now.ToMicros();
        foreach (var entry in after.Entries)
        {
            if (!old.Remove(entry.ItemId, out var stored) || stored != entry)
            {
                unit.Sql.Defer(
                    """
                    insert into wishlist_items (wishlist_id, item_id, sku, options, quantity, added_at, position)
                    values (@Id, @ItemId, @Sku, @options, @quantity, @addedAt, @position)
                    on conflict (wishlist_id, item_id) do update set quantity = excluded.quantity
                    """,
                    new
                    {
                        after.Id,
                        entry.ItemId,
                        entry.Sku,
                        options = OptionText.Write(entry.Options),
                        quantity = (long)entry.Quantity,
                        addedAt = entry.AddedAt.ToMicros(),
                        position = position++,
                    });
            }
        }

        foreach (var itemId in old.Keys)
        {
            unit.Sql.Defer("delete from wishlist_items where wishlist_id = @Id and item_id = @itemId", new { after.Id, itemId });
        }

        KeepWhile(unit, after);
    }

    private static void KeepWhile(UnitOfWork unit, Wishlist list)
    {
        if (list.OwnerIsGuest)
        {
            unit.Schedule(TimerKind, list.Id, list.UpdatedAt + WishlistRules.GuestRetention);
        }
    }

    private static long Flag(bool value) => value ? 1 : 0;

    private sealed record ListRow
    {
        public string Id { get; init; } = "";

        public string OwnerId { get; init; } = "";

        public long OwnerIsGuest { get; init; }

        public string Name { get; init; } = "";

        public long Version { get; init; }

        public long IsShared { get; init; }

        public long ShareSerial { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public long Items { get; init; }

        public Wishlist ToDomain(ImmutableArray<WishlistEntry> entries) => new()
        {
            Id = Id,
            OwnerId = OwnerId,
            OwnerIsGuest = OwnerIsGuest != 0,
            Name = Name,
            Version = Version,
            IsShared = IsShared != 0,
            ShareSerial = ShareSerial,
            CreatedAt = Instants.FromMicros(CreatedAt),
            UpdatedAt = Instants.FromMicros(UpdatedAt),
            Entries = entries,
        };
    }

    private sealed record EntryRow
    {
        public string ItemId { get; init; } = "";

        public string Sku { get; init; } = "";

        public string Options { get; init; } = "";

        public long Quantity { get; init; }

        public long AddedAt { get; init; }

        public WishlistEntry ToDomain() => new(ItemId, Sku, OptionText.Read(Options), (int)Quantity, Instants.FromMicros(AddedAt));
    }
}
