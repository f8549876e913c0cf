using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>By what people may turn out to be one: keyed hashes of devices, and what their orders tell.</summary>
public static class PersonMarks
{
    private const int MostOrders = 200;

    /// <summary>Somebody was seen with a device.</summary>
    public static Task Seen(UnitOfWork unit, string customerId, string deviceKey) => unit.Sql.Execute(
        "insert into person_devices (customer_id, device_key) values (@customerId, @deviceKey) on conflict (customer_id, device_key) do nothing", new { customerId, deviceKey });

    /// <summary>A device is no longer taken for somebody's.</summary>
    public static Task Forget(UnitOfWork unit, string customerId, string deviceKey) =>
        unit.Sql.Execute("delete from person_devices where customer_id = @customerId and device_key = @deviceKey", new { customerId, deviceKey });

    /// <summary>The devices of somebody.</summary>
    internal static async Task<HashSet<BuyerMark>> Devices(SqlSession sql, string customerId)
    {
        var person = await PersonMerges.Group(sql, customerId).ConfigureAwait(false);
        var keys = await sql.Query<string>($"select device_key from person_devices where customer_id {sql.Dialect.In("@person")}", new { person = person.ToArray() }).ConfigureAwait(false);
        return [.. keys.Select(key => new BuyerMark(MarkKind.Device, key))];
    }

    /// <summary>All that a member is known by: the devices, and the latest orders.</summary>
    internal static async Task<HashSet<BuyerMark>> All(SqlSession sql, string memberId)
    {
        var marks = await Devices(sql, memberId).ConfigureAwait(false);
        var orders = await sql.Query<string>(
            $"select marks from orders where member_id {sql.Dialect.In("@accounts")} and marks is not null order by placed_at desc limit {MostOrders}",
            new { accounts = (await PersonAccounts.OfMember(sql, memberId).ConfigureAwait(false)).ToArray() }).ConfigureAwait(false);
        marks.UnionWith(orders.SelectMany(Columns.FromJson<List<BuyerMark>>));
        return marks;
    }
}
