using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Values;
using Proto = Omnichannel.Orders.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>
/// Orders as they are answered in full, encoded. What is read again is kept beside its document, with the version that it shows and the build that made it: a save of the order, or
/// another version of this service, leaves it behind in the same moment, on every replica. Nothing is kept of orders that are read once after each change.
/// </summary>
public sealed class OrderViews
{
    private const int ReadsAtOnce = 4;
    private const int MostPerRead = 32;
    private const int MostPerWrite = 64;

    // Views are kept while there is time for it; later reads come again.
    private const int MostWaiting = 256;
    private const int MostBytes = 256 * 1024;
    private readonly OrderQueries queries;
    private readonly ILogger<OrderViews> logger;
    private readonly RepeatedReads repeated = new();
    private readonly Batched<string, ViewRow?> reads;
    private readonly Batched<KeptView, bool> writes;

    /// <summary>Of a service's database.</summary>
    public OrderViews(IDatabase database, OrderQueries queries, ILogger<OrderViews> logger)
    {
        this.queries = queries;
        this.logger = logger;
        reads = new(ReadsAtOnce, MostPerRead, ids => database.Read(sql => Read(sql, ids)));
        writes = new(1, MostPerWrite, views => database.WriteAlong(sql => Write(sql, views)));
    }

    /// <summary>What makes views what they are: the code of their mapping, of the rules that it asks, and of the contract. A build that changes any makes views of its own.</summary>
    internal long Form { get; init; } = FormOf(typeof(OrderViews), typeof(Proto.Order), typeof(IDatabase), typeof(Measure));

    /// <summary>The contract's order, as bytes; null when there is none or it is not the requester's.</summary>
    /// <exception cref="DatabaseUnavailableException">The database is away, or a later version of this service wrote the order.</exception>
    public async Task<byte[]?> Find(string orderId, Requester who, CancellationToken cancellation)
    {
        if (await reads.Do(orderId) is not { } row)
        {
            return null;
        }

        if (who.IsShopper && (who.Subject.Length == 0 || row.OwnerId != who.Subject))
        {
            // Two ids may have become one person's: who they are is asked anew each time.
            return (await queries.Find(orderId, who, cancellation))?.ToProto().ToByteArray();
        }

        if (row.IsView)
        {
            return row.Bytes;
        }

        var view = OrderDocument.Read(row.Bytes).ToProto().ToByteArray();
        if (view.Length <= MostBytes && writes.Waiting < MostWaiting && repeated.IsSecond(orderId, row.Version))
        {
            _ = Keep(new KeptView(orderId, row.Version, view));
        }

        return view;
    }

    internal static long FormOf(params ReadOnlySpan<Type> types)
    {
        var builds = new List<byte>();
        foreach (var type in types)
        {
            builds.AddRange(type.Module.ModuleVersionId.ToByteArray());
        }

        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData([.. builds]));
    }

    private async Task Keep(KeptView view)
    {
        try
        {
            await writes.Do(view);
        }
        catch (Exception error)
        {
            // Nobody waits for it: whoever reads the order next makes it from the document.
            Log.ViewNotKept(logger, error);
        }
    }

    private async Task<IReadOnlyList<ViewRow?>> Read(SqlSession sql, IReadOnlyList<string> ids)
    {
        var rows = await sql.Query<ViewRow>(
            $"""
            select order_id as OrderId, owner_id as OwnerId, version as Version,
                case when view_version = version and view_form = @Form and view is not null then 1 else 0 end as IsView,
                case when view_version = version and view_form = @Form and view is not null then view else state end as Bytes
            from orders where order_id {sql.Dialect.In("@ids")}
            """,
            new { Form, ids = ids.ToArray() });
        if (ids.Count == 1)
        {
            return [rows.Count == 1 ? rows[0] : null];
        }

        var byId = rows.ToDictionary(row => row.OrderId, StringComparer.Ordinal);
        return [.. ids.Select(byId.GetValueOrDefault)];
    }

    // In the order of their ids, as others lock orders, so that nobody waits in a circle.
    private async Task<IReadOnlyList<bool>> Write(SqlSession sql, IReadOnlyList<KeptView> views)
    {
        foreach (var view in views.OrderBy(view => view.OrderId, StringComparer.Ordinal))
        {
            sql.Defer(
                "update orders set view = @Encoded, view_version = @Version, view_form = @Form where order_id = @OrderId and version = @Version",
                new { view.Encoded, view.Version, Form, view.OrderId });
        }

        await sql.Flush();
        return new bool[views.Count];
    }

    private sealed record KeptView(string OrderId, long Version, byte[] Encoded);

    private sealed record ViewRow
    {
        public string OrderId { get; init; } = "";

        public string? OwnerId { get; init; }

        public long Version { get; init; }

        public bool IsView { get; init; }

        public byte[] Bytes { get; init; } = [];
    }
}
