using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>
/// Where goods go, and how a buyer proves an order to be theirs. E-mail addresses and phone numbers are kept as keyed hashes (HMAC-SHA256) only. The key is
/// <c>Omnichannel:Orders:LookupKey</c> (Base64, at least 16 bytes); without it one is made for this installation and kept in its database.
/// </summary>
public sealed class DeliveryStore(CommandExecutor executor, IDatabase database, IConfiguration configuration)
{
    private const string KeyName = "lookup";
    private const int LeastKeyBytes = 16;
    private byte[]? key;

    /// <summary>Stores the details of a checkout; a later call replaces them.</summary>
    public async Task Put(string orderId, string checkoutId, DeliveryDetails? details, string email, string phone, CancellationToken cancellation)
    {
        var secret = await Key(cancellation);
        await executor.Apply(
            unit =>
            {
                unit.Sql.Defer(
                    """
                    insert into delivery_details (order_id, checkout_id, details, email_hash, phone_hash, updated_at)
                    values (@orderId, @checkoutId, @bytes, @emailHash, @phoneHash, @at)
                    on conflict (order_id) do update set checkout_id = excluded.checkout_id, details = excluded.details,
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
                return Task.CompletedTask;
            },
            cancellation);
    }

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
