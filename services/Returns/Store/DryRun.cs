using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>One line that another policy answers differently.</summary>
public sealed record Difference(string OrderId, LineEligibility Now, ReturnPolicy NowPolicy, LineEligibility Then);

/// <summary>One return that another policy decides differently.</summary>
public sealed record ReturnDifference(Return Past, Replayed Now, Replayed Then);

/// <summary>What was found, at most so many of it, and how much there is in all.</summary>
public sealed record Differences<T>(IReadOnlyList<T> First, int Count);

/// <summary>Compares what was sold, and what came back of it, under a document that is not published yet with the versions that they are under. Page by page, the latest first; nothing is locked.</summary>
public sealed class DryRun(IDatabase database, PolicyBook policies, TimeProvider clock)
{
    private const int RowsPerRead = 500;
    private static readonly (long At, string Id) Latest = (long.MaxValue, "");

    /// <summary>What the latest orders are answered now.</summary>
    public Task<Differences<Difference>> Orders(ReturnPolicy candidate, int most, int mostFound, CancellationToken cancellation) => Compare(
        most,
        mostFound,
        """
        select order_id as Id, order_id as OrderId, placed_at as At from orders
        where placed_at < @at or (placed_at = @at and order_id < @id) order by placed_at desc, order_id desc limit @size
        """,
        candidate,
        OfOrder,
        cancellation);

    /// <summary>How the latest returns that are settled were decided.</summary>
    public Task<Differences<ReturnDifference>> Returns(ReturnPolicy candidate, int most, int mostFound, CancellationToken cancellation) => Compare(
        most,
        mostFound,
        $"""
        select return_id as Id, order_id as OrderId, requested_at as At from returns
        where (requested_at < @at or (requested_at = @at and return_id < @id)) and state in ({(long)ReturnState.Resolved}, {(long)ReturnState.Closed})
        order by requested_at desc, return_id desc limit @size
        """,
        candidate,
        OfReturn,
        cancellation);

    private async Task<Differences<T>> Compare<T>(int most, int mostFound, string next, ReturnPolicy candidate, Func<Compared, IEnumerable<T>> differences, CancellationToken cancellation)
    {
        var (first, count, last) = (new List<T>(), 0, Latest);
        for (var left = most; left > 0; left -= RowsPerRead)
        {
            var size = Math.Min(left, RowsPerRead);
            var (page, at) = await database.Read(sql => Page(sql, next, candidate, size, last), cancellation).ConfigureAwait(false);
            foreach (var compared in page)
            {
                var found = differences(compared).ToArray();
                count += found.Length > 0 ? 1 : 0;
                first.AddRange(found.Take(mostFound - first.Count));
            }

            if (page.Count < size)
            {
                break;
            }

            last = at;
        }

        return new Differences<T>(first, count);
    }

    private async Task<(List<Compared> Page, (long At, string Id) Last)> Page(SqlSession sql, string next, ReturnPolicy candidate, int size, (long At, string Id) last)
    {
        var rows = await sql.Query<NextRow>(next, new { at = last.At, id = last.Id, size = (long)size }).ConfigureAwait(false);
        var orders = await ReturnQueries.OrderRows(sql, [.. rows.Select(row => row.OrderId).Distinct(StringComparer.Ordinal)]).ConfigureAwait(false);
        var loaded = (await Loaded.Select(sql, orders).ConfigureAwait(false)).ToDictionary(each => each.Order.OrderId, StringComparer.Ordinal);
        var page = new List<Compared>(rows.Count);
        foreach (var row in rows)
        {
            var order = loaded[row.OrderId];
            var policy = await policies.Get(sql, order.Order.PolicyVersion).ConfigureAwait(false);
            page.Add(new Compared(
                row.Id, await Shoppers.Known(sql, order, policy).ConfigureAwait(false), policy, await Shoppers.Known(sql, order, candidate).ConfigureAwait(false), candidate));
        }

        return (page, rows.Count == 0 ? last : (rows[^1].At, rows[^1].Id));
    }

    private IEnumerable<Difference> OfOrder(Compared order)
    {
        var now = clock.GetUtcNow();
        return Eligibility.Of(order.Now.All, order.NowPolicy, now)
            .Zip(Eligibility.Of(order.Then.All, order.ThenPolicy, now))
            .Where(pair => pair.First.DiffersFrom(pair.Second))
            .Select(pair => new Difference(order.Now.Order.OrderId, pair.First, order.NowPolicy.In(order.Now.Order.Market), pair.Second));
    }

    private static IEnumerable<ReturnDifference> OfReturn(Compared row)
    {
        var past = row.Now.Returns.First(found => found.ReturnId == row.Id);
        if (!ReturnReplay.IsDecided(past))
        {
            return [];
        }

        var now = ReturnReplay.Of(past, row.Now.Returns, row.Now.Order, row.NowPolicy);
        var then = ReturnReplay.Of(past, row.Then.Returns, row.Then.Order, row.ThenPolicy);
        return now.DiffersFrom(then) ? [new ReturnDifference(past, now, then)] : [];
    }

    private sealed record Compared(string Id, Loaded Now, ReturnPolicy NowPolicy, Loaded Then, ReturnPolicy ThenPolicy);

    private sealed record NextRow
    {
        public string Id { get; init; } = "";

        public string OrderId { get; init; } = "";

        public long At { get; init; }
    }
}
