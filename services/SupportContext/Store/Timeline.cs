using System.Text.Json;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Storage;
using Omnichannel.SupportContext.Domain;

namespace Omnichannel.SupportContext.Store;

/// <summary>The rows of the timeline. Adding one is one insert without a read; everything else about a customer is computed from the rows.</summary>
public sealed class Timeline(IDatabase database, ILiveNotifications live)
{
    // Far beyond any person; a shop's own account must not fill the memory.
    private const int MostFolded = 20_000;

    private const string Columns =
        """
        seq as Seq, entry_id as EntryId, owner as Owner, name as Name, occurred_at as OccurredAt, recorded_at as RecordedAt, channel as Channel,
        historical as Historical, store_id as StoreId, subject_id as SubjectId, version as Version, facts as Facts
        """;

    /// <summary>Takes the right to add. First of all locks, so that nobody waits for each other in a circle.</summary>
    public async Task Begin(UnitOfWork unit)
    {
        var begun = unit.Own<Begun>();
        if (begun.IsSo)
        {
            return;
        }

        begun.IsSo = true;
        await unit.Sql.QueryFirst<long>("select id from timeline_lock where id = 1" + unit.Sql.Dialect.LockRow).ConfigureAwait(false);
        unit.OnCommitted(() =>
        {
            foreach (var owner in begun.Owners)
            {
                live.Notify(owner);
            }
        });
    }

    /// <summary>Adds an entry, once per id.</summary>
    public async Task Append(UnitOfWork unit, Entry entry)
    {
        await Begin(unit).ConfigureAwait(false);
        Wake(unit, entry.Owner);
        unit.Sql.Defer(
            """
            insert into timeline (entry_id, owner, name, kind, occurred_at, rank, recorded_at, channel, historical, by_customer, store_id, subject_id, version, facts)
            values (@id, @owner, @name, @kind, @occurred, @rank, @recorded, @channel, @historical, @own, @store, @subject, @version, @facts)
            on conflict (entry_id) do nothing
            """,
            new
            {
                id = entry.Id,
                owner = entry.Owner,
                name = entry.Name,
                kind = entry.Form.Kind.Name(),
                occurred = entry.OccurredAt.ToMicros(),
                rank = (long)entry.Form.Rank,
                recorded = unit.Now.ToMicros(),
                channel = entry.Channel.Name(),
                historical = entry.IsHistorical ? 1L : 0L,
                own = entry.IsByCustomer ? 1L : 0L,
                store = entry.StoreId,
                subject = entry.SubjectId,
                version = entry.Version,
                facts = JsonSerializer.Serialize(entry.Facts),
            });
    }

    /// <summary>Wakes the watchers of an owner when the unit is committed.</summary>
    public static void Wake(UnitOfWork unit, string owner)
    {
        var begun = unit.Own<Begun>();
        _ = begun.IsSo ? begun.Owners.Add(owner) : throw new InvalidOperationException("Begin first.");
    }

    /// <summary>What belongs to somebody else belongs to the owner, too.</summary>
    public static void Alias(UnitOfWork unit, string owner, string alias) => unit.Sql.Defer(
        "insert into aliases (owner, alias) values (@owner, @alias) on conflict do nothing", new { owner, alias });

    /// <summary>Takes an alias back.</summary>
    public static void Unalias(UnitOfWork unit, string owner, string alias) =>
        unit.Sql.Defer("delete from aliases where owner = @owner and alias = @alias", new { owner, alias });

    /// <summary>Everybody whose entries are this customer's, the customer first.</summary>
    public Task<IReadOnlyList<string>> Owners(string customerId, CancellationToken cancellation) =>
        database.Read(sql => Owners(sql, customerId), cancellation);

    /// <summary>A page, latest first.</summary>
    public Task<IReadOnlyList<Entry>> Page(string customerId, TimelineFilter filter, CancellationToken cancellation) => database.Read(
        async sql => await Page(sql, await Owners(sql, customerId).ConfigureAwait(false), filter).ConfigureAwait(false),
        cancellation);

    /// <summary>The entries that were learned after a sequence, in the order of learning.</summary>
    public Task<IReadOnlyList<Entry>> Learned(IReadOnlyList<string> owners, long after, int limit, CancellationToken cancellation) => database.Read<IReadOnlyList<Entry>>(
        async sql =>
        {
            return ToEntries(await sql.Query<Row>(
                $"select {Columns} from timeline where owner {sql.Dialect.In("@owners")} and seq > @after order by seq limit @limit",
                new { owners = owners.ToArray(), after, limit }).ConfigureAwait(false));
        },
        cancellation);

    /// <summary>The last sequence of all.</summary>
    public Task<long> Last(CancellationToken cancellation) =>
        database.Read(sql => sql.QueryFirst<long>("select coalesce(max(seq), 0) from timeline"), cancellation);

    internal static async Task<IReadOnlyList<string>> Owners(SqlSession sql, string customerId)
    {
        var others = await sql.Query<string>(
            """
            with recursive others (id) as (
                select alias from aliases where owner = @customerId
                union
                select a.alias from others o join aliases a on a.owner = o.id
            )
            select id from others
            """,
            new { customerId }).ConfigureAwait(false);
        var owners = others.Prepend(customerId);

        // A contact's id is its customer's or guest's: what names the contact alone is theirs without any event that names both.
        return [.. owners.Concat(owners.Where(EntryOwner.IsPerson).Select(EntryOwner.Contact)).Distinct()];
    }

    internal static async Task<IReadOnlyList<Entry>> Page(SqlSession sql, IReadOnlyList<string> owners, TimelineFilter filter)
    {
        var after = filter.After;
        var parameters = new
        {
            owners = owners.ToArray(),
            kinds = filter.Kinds.Select(EnumNames.Name).ToArray(),
            from = filter.From?.ToMicros() ?? 0,
            before = filter.Before?.ToMicros() ?? 0,
            afterAt = after?.OccurredAt.ToMicros() ?? 0,
            afterRank = (long)(after?.Rank ?? 0),
            afterId = after?.Id ?? "",
            limit = filter.Limit,
        };
        return ToEntries(await sql.Query<Row>(
            $"""
            select {Columns} from timeline where owner {sql.Dialect.In("@owners")}
            {(filter.Kinds.Count > 0 ? "and kind " + sql.Dialect.In("@kinds") : "")}
            {(filter.From is null ? "" : "and occurred_at >= @from")}
            {(filter.Before is null ? "" : "and occurred_at < @before")}
            {(after is null ? "" : "and (occurred_at, rank, entry_id) < (@afterAt, @afterRank, @afterId)")}
            order by occurred_at desc, rank desc, entry_id desc limit @limit
            """,
            parameters).ConfigureAwait(false));
    }

    /// <summary>Everything but touchpoints, which are many and tell nothing of carts, orders and the like.</summary>
    internal static async Task<IReadOnlyList<Entry>> ForContext(SqlSession sql, IReadOnlyList<string> owners)
    {
        return ToEntries(await sql.Query<Row>(
            $"""
            select {Columns} from timeline where owner {sql.Dialect.In("@owners")} and kind <> '{EntryKind.Touchpoint.Name()}'
            order by occurred_at desc, rank desc, entry_id desc limit {MostFolded}
            """,
            new { owners = owners.ToArray() }).ConfigureAwait(false));
    }

    internal static async Task<ChannelPath> Channels(SqlSession sql, IReadOnlyList<string> owners)
    {
        var path = await sql.Query<string>(
            $"""
            select channel from (
                select channel, occurred_at, rank, entry_id, lag(channel) over (order by occurred_at, rank, entry_id) as previous
                from timeline where owner {sql.Dialect.In("@owners")} and by_customer = 1
            ) as steps
            where previous is null or previous <> channel order by occurred_at, rank, entry_id
            """,
            new { owners = owners.ToArray() }).ConfigureAwait(false);
        return ChannelPath.Of(path.Select(EnumNames.Read<SalesChannel>));
    }

    internal static async Task<(long Orders, DateTimeOffset? First, DateTimeOffset? Last)> Extent(SqlSession sql, IReadOnlyList<string> owners)
    {
        var row = await sql.QueryFirst<ExtentRow>(
            $"""
            select min(occurred_at) as First, max(occurred_at) as Last, coalesce(sum(case when name = 'orders.OrderPlaced' then 1 else 0 end), 0) as Orders
            from timeline where owner {sql.Dialect.In("@owners")}
            """,
            new { owners = owners.ToArray() }).ConfigureAwait(false);
        return (row!.Orders, row.First is { } first ? Instants.FromMicros(first) : null, row.Last is { } last ? Instants.FromMicros(last) : null);
    }

    private static IReadOnlyList<Entry> ToEntries(IReadOnlyList<Row> rows) =>
    [
        .. rows.Select(row => new Entry
        {
            Id = row.EntryId,
            Owner = row.Owner,
            Name = row.Name,
            OccurredAt = Instants.FromMicros(row.OccurredAt),
            RecordedAt = Instants.FromMicros(row.RecordedAt),
            Channel = EnumNames.Read<SalesChannel>(row.Channel),
            IsHistorical = row.Historical != 0,
            StoreId = row.StoreId,
            SubjectId = row.SubjectId,
            Version = row.Version,
            Sequence = row.Seq,
            Facts = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Facts)!,
        }),
    ];

    private sealed record Row
    {
        public long Seq { get; init; }

        public string EntryId { get; init; } = "";

        public string Owner { get; init; } = "";

        public string Name { get; init; } = "";

        public long OccurredAt { get; init; }

        public long RecordedAt { get; init; }

        public string Channel { get; init; } = "";

        public long Historical { get; init; }

        public string StoreId { get; init; } = "";

        public string SubjectId { get; init; } = "";

        public long Version { get; init; }

        public string Facts { get; init; } = "";
    }

    // The lock is taken once in a unit of work, the watchers are woken once.
    private sealed class Begun
    {
        public bool IsSo { get; set; }

        public HashSet<string> Owners { get; } = new(StringComparer.Ordinal);
    }

    private sealed record ExtentRow
    {
        public long? First { get; init; }

        public long? Last { get; init; }

        public long Orders { get; init; }
    }
}

/// <summary>Which entries, and where to go on.</summary>
/// <param name="Kinds">All when empty.</param>
/// <param name="From">Included.</param>
/// <param name="Before">Excluded.</param>
/// <param name="After">The last entry of the page before.</param>
/// <param name="Limit">Most entries.</param>
public sealed record TimelineFilter(IReadOnlyList<EntryKind> Kinds, DateTimeOffset? From, DateTimeOffset? Before, TimelineKey? After, int Limit);

/// <summary>An entry's place on the timeline.</summary>
public sealed record TimelineKey(DateTimeOffset OccurredAt, int Rank, string Id);
