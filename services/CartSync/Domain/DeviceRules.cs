using System.Collections.Immutable;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// Which devices' numbers a cart keeps. They are kept as long as the cart while there is room for them; when there is none for a new device, the one that was silent for
/// longest makes it, if nothing that it still sends may count.
/// </summary>
public static class DeviceRules
{
    /// <summary>Devices of a cart.</summary>
    public const int Most = 1000;

    /// <summary>Of guests' carts that moved here: whoever still has a guest's session must not use up the customer's.</summary>
    public const int MostRedirected = 100;

    /// <summary>The marks, with room for one more; <c>default</c> when all are still needed.</summary>
    /// <param name="marks">Of the cart.</param>
    /// <param name="isRedirected">Whether the new one is a device of a guest's cart that moved here: room is counted apart.</param>
    /// <param name="now">Time.</param>
    public static ImmutableArray<DeviceMark> WithRoom(ImmutableArray<DeviceMark> marks, bool isRedirected, DateTimeOffset now)
    {
        var most = isRedirected ? MostRedirected : Most;
        var beyond = marks.Length < most ? 0 : marks.Count(IsOfKind) - most + 1;
        if (beyond <= 0)
        {
            return marks;
        }

        // A redirected addition counts for that long after the login and is refused later, so its number keeps nothing from counting twice any more.
        var silentSince = now - (isRedirected ? Redirection.Window : Compaction.DeviceLifetime);
        var silent = marks.Where(mark => IsOfKind(mark) && mark.UsedAt <= silentSince).OrderBy(mark => mark.UsedAt).Take(beyond).ToList();
        return silent.Count < beyond ? default : marks.RemoveRange(silent);

        bool IsOfKind(DeviceMark mark) => mark.SeenVersion == DeviceMark.SeesNothing == isRedirected;
    }
}
