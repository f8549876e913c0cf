using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Device;
using Omnichannel.Values;

namespace Omnichannel.Client.Catalogue;

/// <summary>How far the catalogue of a market was taken.</summary>
/// <param name="Market">The market.</param>
/// <param name="ClockAt">What the till's clock showed.</param>
/// <param name="IsWhole">Began with all items: what does not come is not there any more.</param>
/// <param name="Answer">The last answer, without its items.</param>
internal sealed record TakenState(string Market, DateTimeOffset ClockAt, bool IsWhole, ListItemChangesResponse Answer);

/// <summary>
/// The tables of a snapshot. What stands is never half of one and half of another: while it stands, what comes is put beside it, and takes its place at once.
/// </summary>
internal static class CatalogueTables
{
    /// <summary>The state of what look-ups see.</summary>
    public const string Standing = "standing";

    /// <summary>The state of a download that is not finished.</summary>
    public const string Coming = "coming";

    private const string Schema = """
        create table if not exists items(sku text primary key, content blob not null, checksum blob not null) without rowid;
        create table if not exists gtins(gtin text primary key, sku text not null) without rowid;
        create table if not exists coming(sku text primary key, content blob not null, checksum blob not null) without rowid;
        create table if not exists states(name text primary key, market text not null, clock_at integer not null, whole integer not null, content blob not null, checksum blob not null) without rowid;
        """;

    private const string ItemOfSku = "select sku, content, checksum from items where sku = $sku";

    /// <exception cref="InvalidDataException">Something is not what was written.</exception>
    public static void Prepare(LogFile file)
    {
        file.Run(Schema);
        State(file, Standing);
        State(file, Coming);
        file.Rows("select sku, content, checksum from coming", row => Checked(row, 1, row.GetString(0)).Length);

        // Every barcode leads to an item that has it.
        var owners = file.Rows("select gtin, sku from gtins", row => KeyValuePair.Create(row.GetString(0), row.GetString(1))).ToDictionary();
        file.Rows("select sku, content, checksum from items", row => Gtins(Item(row)).Count(gtin => owners.GetValueOrDefault(gtin) == row.GetString(0) && owners.Remove(gtin)));
        if (owners.Count > 0)
        {
            throw new InvalidDataException($"{owners.Keys.First()} is no item's barcode.");
        }
    }

    public static TakenState? State(LogFile file, string name) => file.Rows(
        "select market, clock_at, whole, content, checksum from states where name = $name",
        row => new TakenState(
            row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetInt64(2) == 1,
            ListItemChangesResponse.Parser.ParseFrom(Checked(row, 3, Owner(name, row.GetString(0), row.GetInt64(1), row.GetInt64(2))))),
        ("$name", name)).SingleOrDefault();

    public static void Put(LogFile file, string name, TakenState state)
    {
        var content = state.Answer.ToByteArray();
        var (clockAt, whole) = (state.ClockAt.ToUnixTimeMilliseconds(), state.IsWhole ? 1 : 0);
        file.Run(
            "insert or replace into states(name, market, clock_at, whole, content, checksum) values($name, $market, $clock, $whole, $content, $checksum)",
            ("$name", name), ("$market", state.Market), ("$clock", clockAt), ("$whole", whole), ("$content", content),
            ("$checksum", LogFile.Checksum(Owner(name, state.Market, clockAt, whole), 0, content)));
    }

    /// <summary>Forgets what came; without what stands also that.</summary>
    public static void Clear(LogFile file, bool isStanding)
    {
        file.Run("delete from coming");
        file.Run("delete from states where name = $name", ("$name", Coming));
        if (!isStanding)
        {
            file.Run("delete from items");
            file.Run("delete from gtins");
            file.Run("delete from states");
        }
    }

    /// <summary>Puts items beside what stands.</summary>
    public static void PutAside(LogFile file, IEnumerable<ListedItem> items) => PutContents(file, "coming", items);

    /// <summary>Puts items in their place.</summary>
    public static void PutInPlace(LogFile file, IReadOnlyCollection<ListedItem> items)
    {
        PutGtins(file, items);
        PutContents(file, "items", items);
    }

    /// <summary>What came takes its place; of a whole catalogue nothing else stays.</summary>
    public static void Replace(LogFile file, bool isWhole)
    {
        if (isWhole)
        {
            file.Run("delete from gtins where sku not in (select sku from coming)");
            file.Run("delete from items where sku not in (select sku from coming)");
        }

        const int MostAtOnce = 1000;
        using var next = file.Prepare("select sku, content, checksum from coming where sku > $last order by sku limit $most", "$last", "$most");
        for (var page = LogFile.Rows(next, Item, "", MostAtOnce); page.Count > 0; page = LogFile.Rows(next, Item, page[^1].Item.Sku, MostAtOnce))
        {
            PutGtins(file, page);
        }

        // A checksum ties an item to its sku, in whichever table it is.
        file.Run("insert or replace into items(sku, content, checksum) select sku, content, checksum from coming order by sku");
        file.Run("delete from coming");
    }

    /// <summary>The item; null when there is none.</summary>
    public static ListedItem? Find(LogFile file, string sku) => file.Rows(ItemOfSku, Item, ("$sku", sku)).SingleOrDefault();

    /// <summary>Whose these barcodes are.</summary>
    public static List<(string Gtin, string Sku)> Owners(LogFile file, string gtin, string? other) => file.Rows(
        "select gtin, sku from gtins where gtin in ($gtin, $other)", row => (row.GetString(0), row.GetString(1)), ("$gtin", gtin), ("$other", other));

    public static long Count(LogFile file) => file.Rows("select count(*) from items", row => row.GetInt64(0)).Single();

    // While the items that they replace still stand: whose barcodes these were is read of them.
    private static void PutGtins(LogFile file, IReadOnlyCollection<ListedItem> items)
    {
        using var find = file.Prepare(ItemOfSku, "$sku");
        using var remove = file.Prepare("delete from gtins where gtin = $gtin and sku = $sku", "$gtin", "$sku");

        // A barcode that stays where it is costs no write.
        using var put = file.Prepare("insert into gtins(gtin, sku) values($gtin, $sku) on conflict(gtin) do update set sku = excluded.sku where sku <> excluded.sku", "$gtin", "$sku");
        foreach (var listed in items)
        {
            var (sku, gtins) = (listed.Item.Sku, Gtins(listed).ToList());
            var before = LogFile.Rows(find, Item, sku).SingleOrDefault();
            foreach (var gtin in before is null ? [] : Gtins(before).Except(gtins))
            {
                LogFile.Execute(remove, gtin, sku);
            }

            foreach (var gtin in gtins)
            {
                LogFile.Execute(put, gtin, sku);
            }
        }
    }

    private static void PutContents(LogFile file, string table, IEnumerable<ListedItem> items)
    {
        using var put = file.Prepare($"insert or replace into {table}(sku, content, checksum) values($sku, $content, $checksum)", "$sku", "$content", "$checksum");
        foreach (var item in items)
        {
            var content = item.ToByteArray();
            LogFile.Execute(put, item.Item.Sku, content, LogFile.Checksum(item.Item.Sku, 0, content));
        }
    }

    private static ListedItem Item(SqliteDataReader row) => ListedItem.Parser.ParseFrom(Checked(row, 1, row.GetString(0)));

    private static IEnumerable<string> Gtins(ListedItem listed) => listed.Item.Gtins.Select(TypedText.Gtin).OfType<string>().Distinct();

    private static string Owner(string name, string market, long clockAt, long whole) => FormattableString.Invariant($"{name}/{market}/{clockAt}/{whole}");

    // The content is followed by its checksum.
    private static byte[] Checked(SqliteDataReader row, int column, string owner)
    {
        var content = row.GetFieldValue<byte[]>(column);
        return LogFile.Checksum(owner, 0, content).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(column + 1))
            ? content
            : throw new InvalidDataException($"{owner} is not what was written.");
    }
}
