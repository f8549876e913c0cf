using System.Security.Cryptography;
using Google.Protobuf;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Timers;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>
/// Where goods go, and how a buyer proves an order to be theirs. E-mail addresses and phone numbers are kept as keyed hashes only.
/// </summary>
public sealed class DeliveryStore(CommandExecutor executor, KeyedHash hash)
{
    /// <summary>Kind of the timer that removes details whose checkout became no order; its key is the order id.</summary>
    public const string UnusedTimerKind = "unused-details";

    // As long as a guest's cart is kept; a sale is told within seconds of its details, or days of an outage.
    private static readonly TimeSpan UnusedFor = TimeSpan.FromDays(30);

    /// <summary>Stores the details of a checkout; a later call for the same checkout replaces them. The order that it becomes has them, one of another checkout does not.</summary>
    public Task Put(string orderId, string checkoutId, DeliveryDetails? details, string email, string phone, CancellationToken cancellation) =>
        executor.Apply(
            unit =>
            {
                unit.Sql.Defer(
                    """
                    insert into checkout_details (order_id, checkout_id, details, email_hash, phone_hash, updated_at)
                    values (@orderId, @checkoutId, @bytes, @emailHash, @phoneHash, @at)
                    on conflict (order_id, checkout_id) do update set details = excluded.details,
                        email_hash = excluded.email_hash, phone_hash = excluded.phone_hash, updated_at = excluded.updated_at
                    """,
                    new
                    {
                        orderId,
                        checkoutId,
                        bytes = (details ?? new DeliveryDetails()).ToByteArray(),
                        emailHash = hash.OfEmail(email),
                        phoneHash = hash.OfPhone(phone, details?.Address?.RegionCode ?? ""),
                        at = unit.Now.ToMicros(),
                    });
                unit.Schedule(UnusedTimerKind, orderId, unit.Now + UnusedFor);
                return Task.CompletedTask;
            },
            cancellation);

    /// <summary>An order is made of a checkout: the details of attempts that came to nothing go, in the caller's transaction.</summary>
    public static void KeepOnly(UnitOfWork unit, Sale sale)
    {
        if (sale.CheckoutId.Length > 0)
        {
            unit.Sql.Defer("delete from checkout_details where order_id = @OrderId and checkout_id <> @CheckoutId", new { sale.OrderId, sale.CheckoutId });
            unit.CancelTimer(UnusedTimerKind, sale.OrderId);
        }
    }

    /// <summary>Removes details that no order was made with.</summary>
    public Task RemoveUnused(DueTimer timer, CancellationToken cancellation) =>
        executor.Execute(
            timer,
            unit =>
            {
                unit.Sql.Defer(
                    """
                    delete from checkout_details where order_id = @orderId and not exists (
                        select 1 from orders where orders.order_id = @orderId and coalesce(orders.checkout_id, checkout_details.checkout_id) = checkout_details.checkout_id)
                    """,
                    new { orderId = timer.Key });
                return Task.CompletedTask;
            },
            cancellation);

    /// <summary>
    /// Whether an e-mail address or phone number is that of the candidate; a number without country is one of the order's market. Takes the same time whatever it compares.
    /// </summary>
    public bool Matches(LookupCandidate? candidate, string email, string phone)
    {
        var nothing = new byte[KeyedHash.Length];
        var byEmail = CryptographicOperations.FixedTimeEquals(hash.OfEmail(email) ?? hash.Of("email", ""), candidate?.EmailHash ?? nothing);
        var region = Canonical.RegionOfMarket(candidate?.Order.Sale.Market ?? "");
        var byPhone = CryptographicOperations.FixedTimeEquals(hash.OfPhone(phone, region) ?? hash.Of("phone", ""), candidate?.PhoneHash ?? nothing);
        return byEmail | byPhone;
    }
}
