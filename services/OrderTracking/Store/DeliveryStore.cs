using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>
/// Where goods go, and how a buyer proves an order to be theirs. E-mail addresses and phone numbers are kept as keyed hashes (HMAC-SHA256) only. The key is
/// <c>Omnichannel:Orders:LookupKey</c> (Base64, at least 16 bytes); without it one is made for this installation and kept in its database.
/// </summary>
public sealed class DeliveryStore(CommandExecutor executor, IDatabase database, IConfiguration configuration)
{
    /// <summary>Kind of the timer that removes details whose checkout became no order; its key is the order id.</summary>
    public const string UnusedTimerKind = "unused-details";

    // As long as a guest's cart is kept; a sale is told within seconds of its details, or days of an outage.
    private static readonly TimeSpan UnusedFor = TimeSpan.FromDays(30);

    private const string KeyName = "lookup";
    private const int LeastKeyBytes = 16;
    private byte[]? key;

    /// <summary>Stores the details of a checkout; a later call for the same checkout replaces them. The order that it becomes has them, one of another checkout does not.</summary>
    public async Task Put(string orderId, string checkoutId, DeliveryDetails? details, string email, string phone, CancellationToken cancellation)
    {
        var secret = await Key(cancellation);
        await executor.Apply(
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
                        emailHash = Hash(secret, NormaliseEmail(email)),
                        phoneHash = Hash(secret, NormalisePhone(phone)),
                        at = unit.Now.ToMicros(),
                    });
                unit.Schedule(UnusedTimerKind, orderId, unit.Now + UnusedFor);
                return Task.CompletedTask;
            },
            cancellation);
    }

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

    /// <summary>Whether an e-mail address or phone number is that of the candidate. Takes the same time whatever it compares.</summary>
    public async Task<bool> Matches(LookupCandidate? candidate, string email, string phone, CancellationToken cancellation)
    {
        var secret = await Key(cancellation);
        var nothing = new byte[SHA256.HashSizeInBytes];
        var byEmail = CryptographicOperations.FixedTimeEquals(
            Hash(secret, NormaliseEmail(email)) ?? Hash(secret, "no e-mail")!, candidate?.EmailHash ?? nothing);
        var byPhone = CryptographicOperations.FixedTimeEquals(
            Hash(secret, NormalisePhone(phone)) ?? Hash(secret, "no phone")!, candidate?.PhoneHash ?? nothing);
        return byEmail | byPhone;
    }

    private static string NormaliseEmail(string email) =>
        email.Trim() is { Length: > 0 } text ? "email:" + text.Normalize(NormalizationForm.FormKC).ToLowerInvariant() : "";

    // "+39 06 1234", "0039-06-1234" and "(+39) 061234" are one number.
    private static string NormalisePhone(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit)).TrimStart('0');
        return digits.Length > 0 ? "phone:" + digits : "";
    }

    private static byte[]? Hash(byte[] secret, string text) => text.Length == 0 ? null : HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text));

    private async ValueTask<byte[]> Key(CancellationToken cancellation) => key ??= Configured() ?? await OfInstallation(cancellation);

    private byte[]? Configured()
    {
        var text = configuration["Omnichannel:Orders:LookupKey"];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var bytes = Convert.FromBase64String(text);
        return bytes.Length >= LeastKeyBytes ? bytes : throw new InvalidDataException($"Omnichannel:Orders:LookupKey must have at least {LeastKeyBytes} bytes.");
    }

    private Task<byte[]> OfInstallation(CancellationToken cancellation) =>
        database.Write(
            async sql =>
            {
                await sql.Execute(
                    "insert into installation_secrets (name, value) values (@name, @value) on conflict (name) do nothing",
                    new { name = KeyName, value = RandomNumberGenerator.GetBytes(32) });
                return (await sql.QueryFirst<byte[]>("select value from installation_secrets where name = @name", new { name = KeyName }))!;
            },
            cancellation);
}
