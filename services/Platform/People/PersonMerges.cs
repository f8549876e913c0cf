using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Support.V1;

namespace Omnichannel.Platform.People;

/// <summary>Somebody is another customer than before.</summary>
/// <param name="PersonId">Who: everything that is theirs in their own right moves.</param>
/// <param name="Before">The customer whose it was.</param>
/// <param name="Now">The customer whose it is from now on.</param>
public sealed record PersonMoved(string PersonId, string Before, string Now);

/// <summary>A merge of two people as it is known.</summary>
/// <param name="From">Who was merged away.</param>
/// <param name="Way">Into whom, and on to the customer who that is by the merges that hold: one at least.</param>
/// <param name="IsUndone">It was taken back.</param>
public sealed record KnownMerge(string From, IReadOnlyList<string> Way, bool IsUndone);

/// <summary>
/// Which customers are one person, as Support-context tells: the one trigger of a merge. Each merge counts once by its id, and not at all when it was undone, whichever of
/// the two becomes known first.
/// </summary>
/// <remarks>
/// A service keeps beside the owner of a thing whose it is in their own right, and sets the owner anew for everybody who moved. So an undo takes back exactly what the
/// merge had moved, also when others were merged before or after.
/// </remarks>
public static class PersonMerges
{
    private const string Columns = "merge_id as MergeId, from_id as FromId, into_id as IntoId, version as Version, is_undone as IsUndone";

    /// <summary>Two customers are one person from now on.</summary>
    /// <returns>Whoever is another customer than before.</returns>
    public static Task<IReadOnlyList<PersonMoved>> Merged(UnitOfWork unit, ConsumedEvent<PersonMerged> news) =>
        Follow(unit, news.Message.MergeId, new PersonMerge(news.Message.From, news.Message.Into, news.Record.AggregateVersion));

    /// <summary>A merge was taken back.</summary>
    /// <returns>Whoever is another customer than before.</returns>
    public static Task<IReadOnlyList<PersonMoved>> Undone(UnitOfWork unit, ConsumedEvent<PersonMergeUndone> news) =>
        FollowUndo(unit, news.Message.MergeId);

    /// <summary>Follows a merge.</summary>
    public static Task<IReadOnlyList<PersonMoved>> Follow(UnitOfWork unit, string mergeId, PersonMerge merge) => Change(
        unit,
        mergeId,
        known => known is null ? new Row { MergeId = mergeId, FromId = merge.From, IntoId = merge.Into, Version = merge.Version } : known);

    /// <summary>Follows an undo; of a merge that is not known yet it is remembered.</summary>
    public static Task<IReadOnlyList<PersonMoved>> FollowUndo(UnitOfWork unit, string mergeId) => Change(
        unit,
        mergeId,
        known => (known ?? new Row { MergeId = mergeId }) with { IsUndone = 1 });

    /// <summary>A customer, and everybody who was merged into them.</summary>
    public static async Task<IReadOnlyList<string>> Everybody(SqlSession sql, string customerId)
    {
        var merged = await sql.Query<string>(
            """
            with recursive people (id) as (
                select from_id from person_merges where into_id = @customerId and is_undone = 0
                union
                select m.from_id from people p join person_merges m on m.into_id = p.id and m.is_undone = 0
            )
            select id from people order by id
            """,
            new { customerId }).ConfigureAwait(false);
        return [.. merged.Prepend(customerId).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>All who are one person with somebody, the customer who they are by now first; nobody else for who was never merged.</summary>
    public static async Task<IReadOnlyList<string>> Group(SqlSession sql, string personId)
    {
        var holding = await Around(sql, new Row { FromId = personId, IntoId = personId }).ConfigureAwait(false);
        if (holding.Count == 0)
        {
            return [personId];
        }

        var graph = new PersonGraph(holding.Select(row => row.ToMerge()));
        var survivor = graph.Find(personId);
        return
        [
            survivor,
            .. holding.SelectMany(row => new[] { row.FromId, row.IntoId }).Distinct(StringComparer.Ordinal)
                .Where(person => person != survivor && graph.Find(person) == survivor).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A merge; null when it is not known, or nothing but that it was undone.</summary>
    public static async Task<KnownMerge?> Find(SqlSession sql, string mergeId)
    {
        var merge = await sql.QueryFirst<Row>($"select {Columns} from person_merges where merge_id = @mergeId", new { mergeId }).ConfigureAwait(false);
        if (merge is not { FromId.Length: > 0 })
        {
            return null;
        }

        var holding = await Around(sql, merge).ConfigureAwait(false);
        var graph = new PersonGraph(holding.Where(row => row.MergeId != mergeId).Select(row => row.ToMerge()));
        return new KnownMerge(merge.FromId, graph.Way(merge.IntoId), merge.IsUndone != 0);
    }

    private static async Task<IReadOnlyList<PersonMoved>> Change(UnitOfWork unit, string mergeId, Func<Row?, Row> change)
    {
        // Merges of several people decide together who is who.
        await unit.Sql.Lock("person merges").ConfigureAwait(false);
        var known = await unit.Sql.QueryFirst<Row>(
            $"select {Columns} from person_merges where merge_id = @mergeId", new { mergeId }).ConfigureAwait(false);
        var changed = change(known);
        if (changed == known)
        {
            return [];
        }

        var holding = await Around(unit.Sql, changed).ConfigureAwait(false);
        await unit.Sql.Execute(
            """
            insert into person_merges (merge_id, from_id, into_id, version, is_undone) values (@MergeId, @FromId, @IntoId, @Version, @IsUndone)
            on conflict (merge_id) do update set is_undone = excluded.is_undone
            """,
            changed).ConfigureAwait(false);
        return Moves(holding, changed);
    }

    private static IReadOnlyList<PersonMoved> Moves(IReadOnlyList<Row> holding, Row changed)
    {
        var before = new PersonGraph(holding.Select(row => row.ToMerge()));
        var after = new PersonGraph(holding.Where(row => row.MergeId != changed.MergeId).Concat(changed.IsUndone == 0 ? [changed] : []).Select(row => row.ToMerge()));
        return
        [
            .. holding.Append(changed).Select(row => row.FromId).Concat(holding.Select(row => row.IntoId)).Distinct(StringComparer.Ordinal)
                .Select(person => new PersonMoved(person, before.Find(person), after.Find(person))).Where(moved => moved.Before != moved.Now),
        ];
    }

    // All merges that hold among those who have anything to do with either side.
    private static Task<IReadOnlyList<Row>> Around(SqlSession sql, Row merge) => sql.Query<Row>(
        """
        with recursive people (id) as (
            select from_id from person_merges where is_undone = 0 and (from_id in (@FromId, @IntoId) or into_id in (@FromId, @IntoId))
            union
            select into_id from person_merges where is_undone = 0 and (from_id in (@FromId, @IntoId) or into_id in (@FromId, @IntoId))
            union
            select case when m.from_id = p.id then m.into_id else m.from_id end
            from people p join person_merges m on (m.from_id = p.id or m.into_id = p.id) and m.is_undone = 0
        )
        select m.merge_id as MergeId, m.from_id as FromId, m.into_id as IntoId, m.version as Version, m.is_undone as IsUndone
        from person_merges m where m.is_undone = 0 and m.from_id in (select id from people)
        """,
        merge);

    private sealed record Row
    {
        public string MergeId { get; init; } = "";

        public string FromId { get; init; } = "";

        public string IntoId { get; init; } = "";

        public long Version { get; init; }

        public long IsUndone { get; init; }

        public PersonMerge ToMerge() => new(FromId, IntoId, Version);
    }
}
