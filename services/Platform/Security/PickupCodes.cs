using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Security;

/// <summary>
/// The codes against which stores hand goods over: keyed hashes of a pickup's id and of who may collect. They are stored nowhere, and no event carries one: who may tell one makes it again
/// (Order-tracking for the owner, Messaging at the moment of sending). Only a keyed hash of a code is kept, to find its pickup by.
/// </summary>
public sealed class PickupCodes(InstallationKey key)
{
    private const int Characters = 8;

    /// <summary>Stands for a code where its text is kept.</summary>
    public const string Mask = "····-····";

    /// <summary>The code of the owner, or of a collector.</summary>
    /// <param name="pickupId">The pickup.</param>
    /// <param name="collectorId">Empty for the owner.</param>
    public string Of(string pickupId, string collectorId = "")
    {
        var code = Plain(pickupId, collectorId);
        return $"{code[..(Characters / 2)]}-{code[(Characters / 2)..]}";
    }

    /// <summary>By what a pickup is found whose code was typed or read.</summary>
    public byte[] KeyOf(string typed) => key.Hash("pickup-code-shown", Read(typed));

    /// <summary>Whose code was typed; null when it is nobody's. Takes the same time whichever it is.</summary>
    /// <param name="pickupId">The pickup.</param>
    /// <param name="collectorIds">Who may collect beside the owner, who is empty.</param>
    /// <param name="typed">However it is written.</param>
    public string? WhoseIs(string pickupId, IEnumerable<string> collectorIds, string typed)
    {
        var read = Encoding.UTF8.GetBytes(Read(typed));
        string? whose = null;
        foreach (var collectorId in collectorIds.Append(""))
        {
            whose = CryptographicOperations.FixedTimeEquals(read, Encoding.UTF8.GetBytes(Plain(pickupId, collectorId))) ? collectorId : whose;
        }

        return whose;
    }

    private string Plain(string pickupId, string collectorId) => Base32.Encode(key.Hash("pickup-code", $"{pickupId}\n{collectorId}"), Characters, Base32.Human);

    // As people write it: without its dash, in small letters, with letters for the digits that look like them.
    private static string Read(string typed) => string.Concat(typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
}

/// <summary>Registers the codes.</summary>
public static class PickupCodesRegistration
{
    /// <summary>For a service that tells or checks them; without the installation's key it does not start.</summary>
    public static PlatformBuilder AddPickupCodes(this PlatformBuilder builder)
    {
        builder.Services.TryAddSingleton<InstallationKey>();
        builder.Services.AddSingleton<PickupCodes>();
        builder.Services.AddSingleton(new StartupCheck(services => services.GetRequiredService<InstallationKey>()));
        return builder;
    }
}
