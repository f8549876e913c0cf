using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Numbers of orders and receipts as people see them: <c>O-</c> and ten characters of a keyed hash. The same sale always has the same one, so that repetitions agree; from
/// the id, or from other numbers, nobody can tell it. Who gives one keeps it with the sale. Ids of sales that another system numbers are made alike.
/// </summary>
public sealed class OutwardNumbers(InstallationKey key)
{
    private const int Characters = 10;
    private const int IdCharacters = 26;

    /// <summary>The number of an order id.</summary>
    public string Of(string orderId) => "O-" + Base32.Encode(key.Hash("outward-number", orderId), Characters, Base32.Human);

    /// <summary>The order id of a sale that another system numbers. A till knows how the others count; their ids it cannot tell.</summary>
    public string IdOf(ExternalKey record) => "x-" + Base32.Encode(key.Hash("external-order", record.Text), IdCharacters, Base32.Lower);
}

/// <summary>Registers outward numbers.</summary>
public static class OutwardNumbersRegistration
{
    /// <summary>For a service that gives numbers out; without the installation's key it does not start.</summary>
    public static PlatformBuilder AddOutwardNumbers(this PlatformBuilder builder)
    {
        builder.Services.TryAddSingleton<InstallationKey>();
        builder.Services.AddSingleton<OutwardNumbers>();
        builder.Services.AddSingleton(new StartupCheck(services => services.GetRequiredService<InstallationKey>()));
        return builder;
    }
}
