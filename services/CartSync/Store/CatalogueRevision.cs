using System.Buffers.Binary;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>The number of the catalogue's last write (<c>0003_catalogue_changes.sql</c>).</summary>
internal sealed record CatalogueRevision
{
    private static readonly TimeSpan MarksKept = TimeSpan.FromDays(90);

    /// <summary>Writes so far.</summary>
    public long Items { get; init; }

    /// <summary>Those of them that changed more than single items.</summary>
    public long Terms { get; init; }

    /// <summary>Of the last write that changed what devices keep; 0 before the first one.</summary>
    public long Mark { get; init; }

    /// <summary>The last one that is committed.</summary>
    public static Task<CatalogueRevision?> Read(SqlSession sql) =>
        sql.QueryFirst<CatalogueRevision>("select items as Items, terms as Terms, mark as Mark from catalogue_revision where id = 1");

    /// <summary>Begins a write: others wait until it is committed. Comes first in a transaction, so that none waits while it holds something else.</summary>
    public static async Task<long> Raise(SqlSession sql) =>
        await sql.QueryFirst<long>("update catalogue_revision set items = items + 1 where id = 1 returning items").ConfigureAwait(false);

    /// <summary>Whether the catalogue has the write; not when it was restored from a copy that is older, nor when the write is older than 90 days.</summary>
    public static async Task<bool> Has(SqlSession sql, long mark) =>
        mark == 0 || await sql.QueryFirst<long>("select count(*) from catalogue_marks where mark = @mark", new { mark }).ConfigureAwait(false) == 1;

    /// <summary>The write changes what devices keep of items.</summary>
    public static void SetMark(UnitOfWork unit)
    {
        // The half of the id that time has no part in.
        var mark = BinaryPrimitives.ReadInt64BigEndian(unit.NewId().ToByteArray(bigEndian: true).AsSpan(sizeof(long)));
        unit.Sql.Defer("delete from catalogue_marks where written_at < @limit", new { limit = (unit.Now - MarksKept).ToMicros() });
        unit.Sql.Defer("insert into catalogue_marks (mark, written_at) values (@mark, @now)", new { mark, now = unit.Now.ToMicros() });
        unit.Sql.Defer("update catalogue_revision set mark = @mark where id = 1", new { mark });
    }

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
