using System.Globalization;
using Dapper;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>News that came before what it is about.</summary>
/// <param name="Id">The same news again has the same id, and waits once.</param>
/// <param name="Type">What it is: a full message name, or a word of the room.</param>
/// <param name="Position">Orders the news of one key: an aggregate's version, or microseconds.</param>
/// <param name="Data">The news.</param>
public sealed record WaitingNews(string Id, string Type, long Position, byte[] Data)
{
    /// <summary>An event as it came.</summary>
    public static WaitingNews Of(EventRecord record) => new(record.Id, record.Type, record.AggregateVersion, record.Data.ToArray());
}

/// <summary>
/// Where news waits whose subject is not known yet: order is promised per aggregate, never across topics. A service names one room for each kind of subject.
/// </summary>
/// <remarks>
/// Two consumers must not miss each other: one that finds no order and lets its news wait, and one that makes the order and finds no news. So both hold the key's lock to the end of
/// their transactions (<see cref="Wait"/>, <see cref="Open(UnitOfWork, string)"/>): whoever comes second sees what the first one committed. News that nobody comes for is removed after its time.
/// </remarks>
/// <param name="name">Of the room, in its rows.</param>
/// <param name="patience">How long news waits.</param>
public sealed class WaitingRoom(string name, TimeSpan patience)
{
    /// <summary>As long as an inbox remembers: an event that is older cannot be told from one that was applied.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(60);

    /// <summary>A room in which news waits as long as an inbox remembers.</summary>
    public WaitingRoom(string name)
        : this(name, Patience)
    {
    }

    /// <summary>
    /// News whose subject was not found: waits, unless the subject came in this moment.
    /// </summary>
    /// <param name="unit">The transaction of its inbox row.</param>
    /// <param name="key">The subject.</param>
    /// <param name="news">What waits.</param>
    /// <param name="isThere">Looks for the subject again.</param>
    /// <returns>Whether it waits; false when the subject is there now and the news is to be applied.</returns>
    public async Task<bool> Wait(UnitOfWork unit, string key, WaitingNews news, Func<Task<bool>> isThere)
    {
        await Lock(unit, key).ConfigureAwait(false);
        if (await isThere().ConfigureAwait(false))
        {
            return false;
        }

        Keep(unit, key, [news]);
        return true;
    }

    /// <summary>The subject is coming to be in this transaction: answers the news that waited for it, in order, and removes it.</summary>
    public async Task<IReadOnlyList<WaitingNews>> Open(UnitOfWork unit, string key)
    {
        await Lock(unit, key).ConfigureAwait(false);
        return await Take(unit, key).ConfigureAwait(false);
    }

    /// <summary>As <see cref="Open(UnitOfWork, string)"/>, for many subjects at once; those for which nothing waited are left out.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<WaitingNews>>> Open(UnitOfWork unit, IReadOnlyCollection<string> keys)
    {
        await unit.Sql.Lock([.. keys.Select(NameOf)]).ConfigureAwait(false);
        var rows = new List<Row>();
        foreach (var some in keys.Chunk(KeysPerQuery))
        {
            rows.AddRange(await unit.Sql.Query<Row>(
                $"delete from waiting_news where room = @name and key {unit.Sql.Dialect.In("@some")} {Returning}", new { name, some }).ConfigureAwait(false));
        }

        return rows.GroupBy(row => row.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, InOrder, StringComparer.Ordinal);
    }

    /// <summary>Holds the key to the end of the transaction; for whoever looks and decides between the two by itself.</summary>
    public Task Lock(UnitOfWork unit, string key) => unit.Sql.Lock(NameOf(key));

    /// <summary>The same for what is asked for after it.</summary>
    public void AskLock(UnitOfWork unit, string key) => unit.Sql.AskLock(NameOf(key));

    /// <summary>
    /// Lets news wait without the locks: for great numbers of it. Whoever does so looks again after the commit, on both sides, and takes what it finds with <see cref="Take"/>.
    /// </summary>
    /// <returns>Of the news those that were not waiting yet, by id.</returns>
    public async Task<IReadOnlySet<string>> KeepUnlocked(UnitOfWork unit, IReadOnlyCollection<(string Key, WaitingNews News)> news)
    {
        var fresh = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in news.Chunk(KeysPerQuery))
        {
            var parameters = new DynamicParameters(new { name, expires = (unit.Now + patience).ToMicros() });
            var rows = new List<string>(some.Length);
            foreach (var (key, each) in some)
            {
                var i = rows.Count.ToString(CultureInfo.InvariantCulture);
                parameters.AddDynamicParams(new Dictionary<string, object>
                {
                    [$"k{i}"] = key, [$"i{i}"] = each.Id, [$"t{i}"] = each.Type, [$"p{i}"] = each.Position, [$"d{i}"] = each.Data,
                });
                rows.Add($"(@name, @k{i}, @i{i}, @t{i}, @p{i}, @d{i}, @expires)");
            }

            fresh.UnionWith(await unit.Sql.Query<string>(
                $"""
                insert into waiting_news (room, key, news_id, type, position, data, expires_at) values {string.Join(',', rows)}
                on conflict (room, key, news_id) do nothing returning news_id
                """,
                parameters).ConfigureAwait(false));
        }

        return fresh;
    }

    /// <summary>How much waits for each of some subjects; those for which nothing waits are left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Count(UnitOfWork unit, IReadOnlyCollection<string> keys)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var some in keys.Chunk(KeysPerQuery))
        {
            foreach (var row in await unit.Sql.Query<Waits>(
                $"select key as Key, count(*) as News from waiting_news where room = @name and key {unit.Sql.Dialect.In("@some")} group by key", new { name, some }).ConfigureAwait(false))
            {
                counts.Add(row.Key, (int)row.News);
            }
        }

        return counts;
    }

    /// <summary>Removes and answers what waits for a subject that is locked or being made.</summary>
    public async Task<IReadOnlyList<WaitingNews>> Take(UnitOfWork unit, string key) => InOrder(
        await unit.Sql.Query<Row>($"delete from waiting_news where room = @name and key = @key {Returning}", new { name, key }).ConfigureAwait(false));

    /// <summary>Forgets what waits for a subject that will not come.</summary>
    public void Close(UnitOfWork unit, string key) => unit.Sql.Defer("delete from waiting_news where room = @name and key = @key", new { name, key });

    /// <summary>Forgets what waits for many subjects that will not come.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="keys">SQL that selects them.</param>
    /// <param name="parameters">Of that SQL.</param>
    public Task Close(UnitOfWork unit, string keys, object parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("room", name);
        return unit.Sql.Query<string>($"delete from waiting_news where room = @room and key in ({keys}) returning key", all);
    }

    /// <summary>Lets news wait in a transaction that holds the key.</summary>
    public void Keep(UnitOfWork unit, string key, IEnumerable<WaitingNews> news)
    {
        foreach (var each in news)
        {
            unit.Sql.Defer(Insert, Parameters(unit, key, each));
        }
    }

    private const int KeysPerQuery = 500;

    private const string Returning = "returning key as Key, news_id as NewsId, type as Type, position as Position, data as Data";

    private const string Insert =
        """
        insert into waiting_news (room, key, news_id, type, position, data, expires_at) values (@name, @key, @id, @type, @position, @data, @expires)
        on conflict (room, key, news_id) do nothing
        """;

    private string NameOf(string key) => $"{name}/{key}";

    private static IReadOnlyList<WaitingNews> InOrder(IEnumerable<Row> rows) =>
        [.. rows.OrderBy(row => row.Position).ThenBy(row => row.NewsId, StringComparer.Ordinal).Select(row => row.ToNews())];

    private object Parameters(UnitOfWork unit, string key, WaitingNews news) => new
    {
        name, key, id = news.Id, type = news.Type, position = news.Position, data = news.Data, expires = (unit.Now + patience).ToMicros(),
    };

    private sealed record Waits
    {
        public string Key { get; init; } = "";

        public long News { get; init; }
    }

    private sealed record Row
    {
        public string Key { get; init; } = "";

        public string NewsId { get; init; } = "";

        public string Type { get; init; } = "";

        public long Position { get; init; }

        public byte[] Data { get; init; } = [];

        public WaitingNews ToNews() => new(NewsId, Type, Position, Data);
    }
}
