using System.Security.Cryptography;
using Google.Protobuf;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>Takes past returns in, many in one transaction.</summary>
public sealed class ReturnImport(CommandExecutor executor)
{
    private const int ItemsPerTransaction = 250;

    /// <summary>One answer per item, in order. Idempotent by external id.</summary>
    public async Task<V1.ImportReturnsResponse> Import(IReadOnlyList<V1.ReturnRecord> records, CancellationToken cancellation = default)
    {
        var response = new V1.ImportReturnsResponse();
        foreach (var part in records.Chunk(ItemsPerTransaction))
        {
            response.Results.Add(await ImportPart(part, cancellation).ConfigureAwait(false));
        }

        return response;
    }

    private async Task<IReadOnlyList<V1.ImportReturnResult>> ImportPart(V1.ReturnRecord[] records, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await executor.Apply(unit => ImportPart(unit, records), cancellation).ConfigureAwait(false);
            }
            catch (UniqueViolationException) when (attempt < 4)
            {
                // Another import of the same items was quicker: its rows are duplicates now.
            }
        }
    }

    private static async Task<IReadOnlyList<V1.ImportReturnResult>> ImportPart(UnitOfWork unit, V1.ReturnRecord[] records)
    {
        var orders = await LoadOrders(unit.Sql, records).ConfigureAwait(false);
        var known = await LoadKnown(unit.Sql, records).ConfigureAwait(false);
        var results = new List<V1.ImportReturnResult>(records.Length);
        foreach (var record in records)
        {
            var hash = SHA256.HashData(record.ToByteArray());
            if (record.ExternalId.Length > 0 && known.TryGetValue(record.ExternalId, out var earlier))
            {
                results.Add(earlier.Hash.AsSpan().SequenceEqual(hash)
                    ? new V1.ImportReturnResult { ExternalId = record.ExternalId, Outcome = V1.ImportReturnOutcome.Duplicate, ReturnId = earlier.ReturnId }
                    : Rejected(record, new ExternalIdTaken()));
                continue;
            }

            var result = ImportOne(unit, record, hash, orders);
            results.Add(result);
            if (result.Outcome is V1.ImportReturnOutcome.Imported)
            {
                known[record.ExternalId] = (hash, result.ReturnId);
            }
        }

        return results;
    }

    private static V1.ImportReturnResult ImportOne(UnitOfWork unit, V1.ReturnRecord record, byte[] hash, Dictionary<string, OrderReturns> orders)
    {
        if (Malformed(record) is { } malformed)
        {
            return Rejected(record, malformed);
        }

        if (!orders.TryGetValue(record.OrderExternalId, out var order))
        {
            return new V1.ImportReturnResult { ExternalId = record.ExternalId, Outcome = V1.ImportReturnOutcome.OrderUnknown };
        }

        var id = unit.NewId();
        var past = new PastReturn(
            id.ToString(), RmaCode.From(id), record.ExternalId, record.ReturnedAt.ToInstant(),
            [.. record.Lines.Select(line => new PastReturnLine(line.LineId, line.Quantity, line.RefundAmount is { } amount ? amount.ToDomain(order.Order.CurrencyCode) : null))]);
        var decision = Return.Import(past, order, unit.Now);
        if (!decision.IsAccepted)
        {
            return Rejected(record, decision.Refusal!);
        }

        var imported = decision.Value.Next;
        ReturnsStore.Insert(unit, imported, hash);
        new ReturnNews(order.Order, order, imported, imported.RequestedBy, past.ReturnedAt).Publish(unit, decision.Value.Events);
        orders[record.OrderExternalId] = order.With(imported);
        return new V1.ImportReturnResult { ExternalId = record.ExternalId, Outcome = V1.ImportReturnOutcome.Imported, ReturnId = imported.ReturnId };
    }

    // The same items in the same order lock the same rows in the same order: two imports at once never wait for each other in a circle.
    private static async Task<Dictionary<string, OrderReturns>> LoadOrders(SqlSession sql, V1.ReturnRecord[] records)
    {
        var orders = new Dictionary<string, OrderReturns>(StringComparer.Ordinal);
        var ids = records.Select(record => record.OrderExternalId).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        var rows = await sql.Query<OrderRow>(
            $"select {OrderRow.Columns} from orders where external_id {sql.Dialect.In("@ids")} order by order_id{sql.Dialect.LockRow}", new { ids }).ConfigureAwait(false);
        foreach (var loaded in await Loaded.Select(sql, rows).ConfigureAwait(false))
        {
            orders.TryAdd(loaded.Order.ExternalId, loaded.All);
        }

        return orders;
    }

    private static async Task<Dictionary<string, (byte[] Hash, string ReturnId)>> LoadKnown(SqlSession sql, V1.ReturnRecord[] records)
    {
        var known = new Dictionary<string, (byte[], string)>(StringComparer.Ordinal);
        var ids = records.Select(record => record.ExternalId).Where(id => id.Length > 0).ToArray();
        foreach (var row in await sql.Query<KnownRow>(
            $"select external_id as ExternalId, content_hash as ContentHash, return_id as ReturnId from returns where external_id {sql.Dialect.In("@ids")}",
            new { ids }).ConfigureAwait(false))
        {
            known[row.ExternalId] = (row.ContentHash, row.ReturnId);
        }

        return known;
    }

    private static ImportFieldInvalid? Malformed(V1.ReturnRecord record) => record switch
    {
        { ExternalId.Length: 0 or > 128 } => new ImportFieldInvalid("external_id", "is required, at most 128 characters"),
        { OrderExternalId.Length: 0 or > 128 } => new ImportFieldInvalid("order_external_id", "is required, at most 128 characters"),
        { ReturnedAt: null } => new ImportFieldInvalid("returned_at", "is required"),
        { Lines.Count: 0 or > 5000 } => new ImportFieldInvalid("lines", "must have from 1 to 5000 elements"),
        _ => null,
    };

    private static V1.ImportReturnResult Rejected(V1.ReturnRecord record, Refusal refusal) =>
        new() { ExternalId = record.ExternalId, Outcome = V1.ImportReturnOutcome.Rejected, Refusal = refusal.ToContract() };

    private sealed record KnownRow
    {
        public string ExternalId { get; init; } = "";

        public byte[] ContentHash { get; init; } = [];

        public string ReturnId { get; init; } = "";
    }
}
