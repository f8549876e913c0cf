using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>The number of the catalogue's last write (<c>0003_catalogue_changes.sql</c>).</summary>
internal sealed record CatalogueRevision
{
    /// <summary>Writes so far.</summary>
    public long Items { get; init; }

    /// <summary>Those of them that changed more than single items.</summary>
    public long Terms { get; init; }

    /// <summary>The last one that is committed.</summary>
    public static Task<CatalogueRevision?> Read(SqlSession sql) =>
        sql.QueryFirst<CatalogueRevision>("select items as Items, terms as Terms from catalogue_revision where id = 1");

    /// <summary>Begins a write: others wait until it is committed. Comes first in a transaction, so that none waits while it holds something else.</summary>
    public static async Task<long> Raise(SqlSession sql) =>
        await sql.QueryFirst<long>("update catalogue_revision set items = items + 1 where id = 1 returning items").ConfigureAwait(false);

    /// <summary>The write changes more than single items.</summary>
    public static void RaiseTerms(SqlSession sql) => sql.Defer("update catalogue_revision set terms = terms + 1 where id = 1");

    /// <summary>The write changes these items, their prices or their stock.</summary>
    public static void Changed(SqlSession sql, IEnumerable<string> skus, long revision) => sql.Defer(
        $"""
        insert into catalogue_changes (sku, revision) select r.sku, @revision from {sql.Dialect.Rows("@rows", ("sku", "text"))} where true
        on conflict (sku) do update set revision = excluded.revision
        """,
        new { rows = SqlRows.Json(skus.Select(sku => new SkuRow(sku))), revision });

    /// <summary>A row of one sku.</summary>
    public sealed record SkuRow(string Sku);
}
