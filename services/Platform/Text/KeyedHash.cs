using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Text;

/// <summary>
/// Identifiers that are found but never read: HMAC-SHA256 of their canonical form under the installation's key. Without the key nobody can try out all phone
/// numbers or addresses against them, as with a plain hash.
/// </summary>
/// <param name="key">The installation's.</param>
public sealed class KeyedHash(InstallationKey key)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>Of an e-mail address; null when it is none.</summary>
    public byte[]? OfEmail(string typed) => Canonical.Email(typed) is { } canonical ? Of("email", canonical) : null;

    /// <summary>Of a phone number; null when it is none.</summary>
    /// <param name="typed">As written.</param>
    /// <param name="region">Where a number without country is dialled; empty when that is not known.</param>
    public byte[]? OfPhone(string typed, string region = "") => Canonical.Phone(typed, region) is { } canonical ? Of("phone", canonical) : null;

    /// <summary>Of anything else that must not be guessed.</summary>
    /// <param name="kind">What it is: equal texts of two kinds have different hashes.</param>
    /// <param name="canonical">Its canonical form.</param>
    public byte[] Of(string kind, string canonical) => key.Hash($"identifier/{kind}", canonical);
}

/// <summary>Registers it.</summary>
public static class KeyedHashRegistration
{
    /// <summary>For a service that finds people by what must not be read; without the installation's key it does not start.</summary>
    public static PlatformBuilder AddKeyedHash(this PlatformBuilder builder)
    {
        builder.Services.TryAddSingleton<InstallationKey>();
        builder.Services.AddSingleton<KeyedHash>();
        builder.Services.AddSingleton(new StartupCheck(services => services.GetRequiredService<InstallationKey>()));
        return builder;
    }
}
