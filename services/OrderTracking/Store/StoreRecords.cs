using Google.Protobuf;
using Omnichannel.Cart.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What is known of the merchant's stores, as Cart-sync tells it: where they are, by which clock they open, and when.</summary>
public sealed class StoreRecords(IDatabase database)
{
    /// <summary>A store's record; an older one never replaces a newer one.</summary>
    public static void Put(UnitOfWork unit, StoreLocation store, long version) => unit.Sql.Defer(
        """
        insert into stores (store_id, version, document) values (@StoreId, @version, @document)
        on conflict (store_id) do update set version = excluded.version, document = excluded.document where stores.version <= excluded.version
        """,
        new { store.StoreId, version, document = store.ToByteArray() });

    /// <summary>Where a store is.</summary>
    public static async Task<StorePlace> PlaceOf(SqlSession sql, string storeId) => await Read(sql, storeId) is { } store ? ToPlace(store) : StorePlace.Unknown;

    /// <summary>Where a store is, by its record.</summary>
    public static StorePlace ToPlace(StoreLocation store) => new(store.Name, LineOf(store.Address), store.TimeZone);

    /// <summary>The sale with the stores where it is collected.</summary>
    public static async Task<Sale> WithStores(SqlSession sql, Sale sale)
    {
        var places = new Dictionary<string, StorePlace>(StringComparer.Ordinal);
        foreach (var storeId in sale.Lines.Where(line => line.Method is FulfilmentMethod.Pickup).Select(line => line.MethodReference).Distinct(StringComparer.Ordinal))
        {
            places.Add(storeId, await PlaceOf(sql, storeId));
        }

        return places.Count > 0 ? sale with { Stores = places } : sale;
    }

    /// <summary>A store's record; null when it is not known.</summary>
    public Task<StoreLocation?> Find(string storeId, CancellationToken cancellation) => database.Read(sql => Read(sql, storeId), cancellation);

    private static async Task<StoreLocation?> Read(SqlSession sql, string storeId) =>
        storeId.Length > 0 && await sql.QueryFirst<byte[]>("select document from stores where store_id = @storeId", new { storeId }) is { } document
            ? StoreLocation.Parser.ParseFrom(document)
            : null;

    private static string LineOf(PostalAddress? address) => address is null
        ? ""
        : string.Join(", ", address.AddressLines.Append($"{address.PostalCode} {address.Locality}".Trim()).Where(part => part.Length > 0));
}
