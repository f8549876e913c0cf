namespace Omnichannel.Platform.Domain;

/// <summary>
/// Whose an idempotency key is: a person's, on one of their devices. Two people at one device never meet under a key, nor does one person's phone meet their tablet. A guest
/// is a person; what they asked for carries over to the customer who signs in on that device.
/// </summary>
/// <param name="Person">Role and subject; empty without a token.</param>
/// <param name="Device">Stable name of the device, as its token says; the subject where that says none.</param>
public readonly record struct Principal(string Person, string Device)
{
    private const string Customer = "customer";
    private const string Guest = "guest";

    /// <summary>Of a caller.</summary>
    /// <param name="role">Name of the role, as tokens write it.</param>
    /// <param name="subject">The token's subject.</param>
    /// <param name="device">The device.</param>
    public static Principal Of(string role, string subject, string device) => new(subject.Length == 0 ? "" : $"{role}:{subject}", device);

    /// <summary>How a customer is named.</summary>
    public static string NameOfCustomer(string customerId) => $"{Customer}:{customerId}";

    /// <summary>How a guest is named.</summary>
    public static string NameOfGuest(string guestId) => $"{Guest}:{guestId}";

    /// <summary>The customer's id; null for anybody else.</summary>
    public string? CustomerId => Person.StartsWith($"{Customer}:", StringComparison.Ordinal) ? Person[(Customer.Length + 1)..] : null;

    /// <summary>The guest who the person was on this device, before they signed in.</summary>
    public Principal AsGuest(string guestId) => this with { Person = NameOfGuest(guestId) };
}
