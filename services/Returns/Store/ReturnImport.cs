using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>Takes past returns in, many in one transaction.</summary>
public sealed class ReturnImport(CommandExecutor executor)
{
    private const int ItemsPerTransaction = 250;
    private const int LongestSource = 64;

    // A till's is longer than what an import may call itself.
    private const int LongestOrderSource = 160;

    /// <summary>One answer per item, in order. Idempotent by source, store and external id.</summary>
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
            if (Malformed(record) is { } malformed)
            {
                results.Add(Rejected(record, malformed));
                continue;
            }

            var order = orders.GetValueOrDefault(OrderOf(record));
            var past = Read(record, order?.Order.CurrencyCode ?? "");
            var hash = HashOf(past);
            if (known.TryGetValue(past.Key.Text, out var earlier))
            {
                results.Add(earlier.Hash.AsSpan().SequenceEqual(hash)
                    ? new V1.ImportReturnResult { ExternalId = record.ExternalId, Outcome = V1.ImportReturnOutcome.Duplicate, ReturnId = earlier.ReturnId }
                    : Rejected(record, new ExternalIdTaken()));
                continue;
            }

            if (order is null)
            {
                results.Add(new V1.ImportReturnResult { ExternalId = record.ExternalId, Outcome = V1.ImportReturnOutcome.OrderUnknown });
                continue;
            }

            var decision = Return.Import(unit.NewId(), past, order, unit.Now);
            if (!decision.IsAccepted)
            {
                results.Add(Rejected(record, decision.Refusal!));
                continue;
            }

            var imported = Save(unit, order, decision.Value, hash);
            orders[past.Order] = order.With(imported);
            known[past.Key.Text] = (hash, imported.ReturnId);
            results.Add(new V1.ImportReturnResult { ExternalId = record.ExternalId, Outcome = V1.ImportReturnOutcome.Imported, ReturnId = imported.ReturnId });
        }

        return results;
    }

    private static Return Save(UnitOfWork unit, OrderReturns order, ReturnStep step, byte[] hash)
    {
        var imported = step.Next;
        ReturnsStore.Insert(unit, imported, hash);
        new ReturnNews(order.Order, order, imported, imported.RequestedBy, imported.RequestedAt).Publish(unit, step.Events);
        return imported;
    }

    private static ExternalKey KeyOf(V1.ReturnRecord record) => new(record.Source, record.StoreId, record.ExternalId);

    private static ExternalKey OrderOf(V1.ReturnRecord record) => new(record.OrderSource, record.OrderStoreId, record.OrderExternalId);

    private static PastReturn Read(V1.ReturnRecord record, string currencyCode) => new(
        KeyOf(record), OrderOf(record), record.ReturnedAt.ToInstant(),
        [.. record.Lines.Select(line => new PastReturnLine(line.LineId, line.Quantity, line.RefundAmount is { } amount ? amount.ToDomain(currencyCode) : null))]);

    // Lines have ids: where they stand says nothing.
    private static byte[] HashOf(PastReturn past) => ContentHash.Of(past with { Lines = [.. past.Lines.OrderBy(line => line.LineId, StringComparer.Ordinal)] });

    // The same items in the same order lock the same rows in the same order: two imports at once never wait for each other in a circle.
    private static async Task<Dictionary<ExternalKey, OrderReturns>> LoadOrders(SqlSession sql, V1.ReturnRecord[] records)
    {
        var orders = new Dictionary<ExternalKey, OrderReturns>();
        var keys = records.Select(record => OrderOf(record).Text).Distinct(StringComparer.Ordinal).ToArray();
        var rows = await sql.Query<OrderRow>(
            $"select {OrderRow.Columns} from orders where external_key {sql.Dialect.In("@keys")} order by order_id{sql.Dialect.LockRow}", new { keys }).ConfigureAwait(false);
        foreach (var loaded in await Loaded.Select(sql, rows).ConfigureAwait(false))
        {
            orders.TryAdd(loaded.Order.Key, loaded.All);
        }

        return orders;
    }

    private static async Task<Dictionary<string, (byte[] Hash, string ReturnId)>> LoadKnown(SqlSession sql, V1.ReturnRecord[] records)
    {
        var known = new Dictionary<string, (byte[], string)>(StringComparer.Ordinal);
        var keys = records.Select(record => KeyOf(record).Text).ToArray();
        foreach (var row in await sql.Query<KnownRow>(
            $"select external_key as ExternalKey, content_hash as ContentHash, return_id as ReturnId from returns where external_key {sql.Dialect.In("@keys")}",
            new { keys }).ConfigureAwait(false))
        {
            known[row.ExternalKey] = (row.ContentHash, row.ReturnId);
        }

        return known;
    }

    private static ImportFieldInvalid? Malformed(V1.ReturnRecord record) => record switch
    {
        _ when !new RequestCheck().Id("source", record.Source, LongestSource).IsValid => new ImportFieldInvalid("source", $"is required, an id of at most {LongestSource} characters"),
        { StoreId.Length: > 128 } => new ImportFieldInvalid("store_id", "has at most 128 characters"),
        { ExternalId.Length: 0 or > 128 } => new ImportFieldInvalid("external_id", "is required, at most 128 characters"),
        { OrderSource.Length: 0 or > LongestOrderSource } => new ImportFieldInvalid("order_source", $"is required, at most {LongestOrderSource} characters"),
        { OrderStoreId.Length: > 128 } => new ImportFieldInvalid("order_store_id", "has at most 128 characters"),
        { OrderExternalId.Length: 0 or > 128 } => new ImportFieldInvalid("order_external_id", "is required, at most 128 characters"),
        { ReturnedAt: null } => new ImportFieldInvalid("returned_at", "is required"),
        { Lines.Count: 0 or > 5000 } => new ImportFieldInvalid("lines", "must have from 1 to 5000 elements"),
        _ => null,
    };

    private static V1.ImportReturnResult Rejected(V1.ReturnRecord record, Refusal refusal) =>
        new() { ExternalId = record.ExternalId, Outcome = V1.ImportReturnOutcome.Rejected, Refusal = refusal.ToContract() };

    private sealed record KnownRow
    {
        public string ExternalKey { get; init; } = "";

        public byte[] ContentHash { get; init; } = [];

        public string ReturnId { get; init; } = "";
    }
}
