using System.Security.Claims;

namespace Omnichannel.WebConsole.Sessions;

/// <summary>What a seat's cookie says beside its tokens: nothing. Who the person is stands in the token.</summary>
internal static class SeatPrincipal
{
    public static ClaimsPrincipal Of(string seat) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, seat)], SeatNames.CookieScheme(seat)));
}
