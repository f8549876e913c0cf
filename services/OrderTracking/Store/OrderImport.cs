using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What became of a sale of a batch.</summary>
public enum ImportResult
{
    /// <summary>It is an order: since now, or since it came before.</summary>
    Imported,

    /// <summary>Another sale of its source and store has its external id.</summary>
    Taken,
}

/// <summary>Takes past orders by the batch: one query for what is known, one transaction for what is new.</summary>
public sealed class OrderImport(CommandExecutor executor, OrderRows rows, OrderStore store, TimeProvider clock)
{
    /// <summary>One answer per sale, in order. Of sales with one id within the batch the first counts.</summary>
    public async Task<IReadOnlyList<ImportResult>> Import(IReadOnlyList<Sale> sales, CancellationToken cancellation)
    {
        // Derived before the transaction: on SQLite it would occupy the one writer.
        var imports = sales.Select(sale => new Imported(sale, SaleContent.OfRecord(sale), OrderSteps.Place(sale, clock.GetUtcNow()))).ToList();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await executor.Apply(unit => Write(unit, imports), cancellation);
            }
            catch (UniqueViolationException) when (attempt < 4)
            {
                // Another importer wrote one of them first: seen from a new transaction it is known.
            }
        }
    }

    private async Task<IReadOnlyList<ImportResult>> Write(UnitOfWork unit, List<Imported> imports)
    {
        var waited = await OrderStore.Waiting.Open(unit, [.. imports.Select(imported => imported.Sale.OrderId)]);
        var known = await Known(unit.Sql, imports);
        var results = new ImportResult[imports.Count];
        for (var i = 0; i < imports.Count; i++)
        {
            var (sale, hash, change) = imports[i];
            if (known.TryGetValue(sale.OrderId, out var earlier))
            {
                results[i] = earlier.AsSpan().SequenceEqual(hash) ? ImportResult.Imported : ImportResult.Taken;
                continue;
            }

            rows.Insert(unit, change, hash);
            known.Add(sale.OrderId, hash);
            store.Apply(unit, change.Order, waited.GetValueOrDefault(sale.OrderId) ?? []);
            results[i] = ImportResult.Imported;
        }

        return results;
    }

    private static async Task<Dictionary<string, byte[]>> Known(SqlSession sql, List<Imported> imports)
    {
        var known = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var ids in imports.Select(imported => imported.Sale.OrderId).Distinct(StringComparer.Ordinal).Chunk(OrderRows.Chunk))
        {
            foreach (var row in await sql.Query<Row>($"select order_id as OrderId, sale_hash as Hash from orders where order_id {sql.Dialect.In("@ids")}", new { ids }))
            {
                known.Add(row.OrderId, row.Hash);
            }
        }

        return known;
    }

    private sealed record Imported(Sale Sale, byte[] Hash, Change Change);

    private sealed record Row
    {
        public string OrderId { get; init; } = "";

        public byte[] Hash { get; init; } = [];
    }
}
