using Omnichannel.Orders.V1;

namespace Omnichannel.WebConsole.Orders;

/// <summary>What somebody types to find an order: its number, and the e-mail address or phone number that it was made with.</summary>
/// <param name="Number">As typed.</param>
/// <param name="Contact">As typed.</param>
public sealed record LookupInput(string Number, string Contact)
{
    /// <summary>Of a form.</summary>
    public const string NumberField = "number";

    /// <summary>Of a form.</summary>
    public const string ContactField = "contact";

    /// <summary>Both were typed.</summary>
    public bool IsWhole => Number.Length > 0 && Contact.Length > 0;

    /// <summary>Asks the platform. An address has an at sign, a phone number has none.</summary>
    public LookupOrderRequest ToRequest() => Contact.Contains('@', StringComparison.Ordinal)
        ? new() { OrderNumber = Number, Email = Contact }
        : new() { OrderNumber = Number, Phone = Contact };
}
