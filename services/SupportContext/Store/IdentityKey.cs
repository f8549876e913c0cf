using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Omnichannel.Platform.Storage;
using Omnichannel.SupportContext.Domain;

namespace Omnichannel.SupportContext.Store;

/// <summary>
/// The key of the hashes by which personal names are found (HMAC-SHA256): <c>Omnichannel:Support:IdentityKey</c> (Base64, at least 16 bytes). Without it
/// one is made for this installation and kept in its database, which is enough on one machine but protects no copy of that database.
/// </summary>
public sealed class IdentityKey(IDatabase database, IConfiguration configuration)
{
    private const int LeastBytes = 16;
    private byte[]? key;

    /// <summary>Reads or makes the key; before the service serves.</summary>
    /// <exception cref="InvalidDataException">The setting is no key.</exception>
    public async Task Load(CancellationToken cancellation) => key = configuration["Omnichannel:Support:IdentityKey"] is { Length: > 0 } text
        ? Parse(text)
        : await database.Write(
            async sql =>
            {
                await sql.Execute(
                    "insert into identity_key (id, key) values (1, @fresh) on conflict do nothing", new { fresh = RandomNumberGenerator.GetBytes(32) }).ConfigureAwait(false);
                return (await sql.QueryFirst<byte[]>("select key from identity_key where id = 1").ConfigureAwait(false))!;
            },
            cancellation).ConfigureAwait(false);

    /// <summary>Under what a name is kept and found.</summary>
    public string Of(PersonName name) => name.IsPersonal
        ? Convert.ToHexStringLower(HMACSHA256.HashData(key ?? throw new InvalidOperationException("Load first."), Encoding.UTF8.GetBytes($"{(int)name.Kind}:{name.Value}")))
        : name.Value;

    private static byte[] Parse(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= LeastBytes
            ? bytes[..length]
            : throw new InvalidDataException($"Omnichannel:Support:IdentityKey must be Base64 of at least {LeastBytes} bytes.");
    }
}
