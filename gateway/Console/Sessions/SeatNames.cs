namespace Omnichannel.WebConsole.Sessions;

/// <summary>The places at which people sit: a browser may hold one session for each, side by side.</summary>
public static class SeatNames
{
    /// <summary>Who works at the desk, reads the mailbox, looks at orders.</summary>
    public const string Main = "main";

    /// <summary>A customer's phone.</summary>
    public const string Phone = "phone";

    /// <summary>A shopper's browser.</summary>
    public const string Browser = "browser";

    /// <summary>A till in a store.</summary>
    public const string Till = "till";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Main, Phone, Browser, Till];

    internal static string CookieScheme(string seat) => $"seat.{seat}";

    internal static string SignInScheme(string seat) => $"oidc.{seat}";
}
