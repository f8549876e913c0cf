namespace Omnichannel.Platform.Security;

/// <summary>Ids of guests, as the gateway makes them: who names an owner without its token says by the id whether that is a guest.</summary>
public static class GuestIds
{
    private const string Prefix = "guest-";

    /// <summary>The id of a new guest.</summary>
    /// <param name="id">Never given before.</param>
    public static string From(Guid id) => $"{Prefix}{id:N}";

    /// <summary>Whether it is a guest's, and no customer's.</summary>
    public static bool IsGuest(string subject) => subject.StartsWith(Prefix, StringComparison.Ordinal);
}
