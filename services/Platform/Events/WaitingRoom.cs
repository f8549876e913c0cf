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
/// their transactions (<see cref="Wait"/>, <see cref="Open"/>): whoever comes second sees what the first one committed. News that nobody comes for is removed after its time.
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

    /// <summary>Holds the key to the end of the transaction; for whoever looks and decides between the two by itself.</summary>
    public Task Lock(UnitOfWork unit, string key) => unit.Sql.Lock($"{name}/{key}");

    /// <summary>
    /// Lets news wait without the lock: for great numbers of it. Whoever does so looks again after the commit, on both sides, and takes what it finds with <see cref="Take"/>.
    /// </summary>
    /// <returns>How many of it are new.</returns>
    public async Task<int> KeepUnlocked(UnitOfWork unit, string key, WaitingNews news) =>
        await unit.Sql.Execute(Insert, Parameters(unit, key, news)).ConfigureAwait(false);

    /// <summary>Removes and answers what waits for a subject that is locked or being made.</summary>
    public async Task<IReadOnlyList<WaitingNews>> Take(UnitOfWork unit, string key)
    {
        var rows = await unit.Sql.Query<Row>(
            """
            delete from waiting_news where room = @name and key = @key
            returning news_id as NewsId, type as Type, position as Position, data as Data
            """,
            new { name, key }).ConfigureAwait(false);
        return [.. rows.OrderBy(row => row.Position).ThenBy(row => row.NewsId, StringComparer.Ordinal).Select(row => row.ToNews())];
    }

    /// <summary>Forgets what waits for a subject that will not come.</summary>
    public void Close(UnitOfWork unit, string key) => unit.Sql.Defer("delete from waiting_news where room = @name and key = @key", new { name, key });

    /// <summary>Lets news wait in a transaction that holds the key.</summary>
    public void Keep(UnitOfWork unit, string key, IEnumerable<WaitingNews> news)
    {
        foreach (var each in news)
        {
            unit.Sql.Defer(Insert, Parameters(unit, key, each));
        }
    }

    private const string Insert =
        """
        insert into waiting_news (room, key, news_id, type, position, data, expires_at) values (@name, @key, @id, @type, @position, @data, @expires)
        on conflict (room, key, news_id) do nothing
        """;

    private object Parameters(UnitOfWork unit, string key, WaitingNews news) => new
    {
        name, key, id = news.Id, type = news.Type, position = news.Position, data = news.Data, expires = (unit.Now + patience).ToMicros(),
    };

    private sealed record Row
    {
        public string NewsId { get; init; } = "";

        public string Type { get; init; } = "";

        public long Position { get; init; }

        public byte[] Data { get; init; } = [];

        public WaitingNews ToNews() => new(NewsId, Type, Position, Data);
    }
}
