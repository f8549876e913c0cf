using Google.Protobuf;
using Omnichannel.Platform.Execution;
using Omnichannel.Types.V1;

namespace Omnichannel.SupportContext.Store;

/// <summary>The root row of what this service publishes about a customer.</summary>
internal static class Customers
{
    /// <summary>Locks the customer and answers the next version.</summary>
    public static Task<long> Touch(UnitOfWork unit, string customerId) => unit.Sql.QueryFirst<long>(
        "insert into customers (customer_id, version) values (@customerId, 1) on conflict (customer_id) do update set version = customers.version + 1 returning version",
        new { customerId });
}

/// <summary>Who did something, as stored.</summary>
internal static class ActorBytes
{
    public static byte[] Of(Actor actor) => actor.ToByteArray();
}
