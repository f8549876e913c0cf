using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Text;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Numbers of orders and receipts as people see them: <c>O-</c> and ten characters of a keyed hash. The same sale always has the same one, so that repetitions agree; from
/// its id, or from other numbers, nobody can tell it. Whoever gives one keeps it with the sale.
/// </summary>
public sealed class OutwardNumbers(KeyedHash hash)
{
    private const int Characters = 10;

    /// <summary>The number of an order id.</summary>
    public string Of(string orderId) => "O-" + Crockford.Write(hash.Of("outward-number", orderId), Characters);
}

/// <summary>Registers outward numbers.</summary>
public static class OutwardNumbersRegistration
{
    /// <summary>For a service that gives numbers out; without the installation's key it does not start.</summary>
    public static PlatformBuilder AddOutwardNumbers(this PlatformBuilder builder)
    {
        builder.Services.AddSingleton<InstallationKey>();
        builder.Services.AddSingleton<KeyedHash>();
        builder.Services.AddSingleton<OutwardNumbers>();
        builder.Services.AddSingleton(new StartupCheck(services => services.GetRequiredService<InstallationKey>()));
        return builder;
    }
}
