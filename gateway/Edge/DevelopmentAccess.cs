using System.Net;
using System.Security.Cryptography;
using System.Text;
using Omnichannel.Gateway.Errors;

namespace Omnichannel.Gateway.Edge;

/// <summary>
/// Who may ask the development issuer: somebody on this machine who can read what the process printed or its state folder. No page of another origin,
/// even if it made its own name point here (DNS rebinding), and nobody behind a proxy of this machine.
/// </summary>
internal sealed class DevelopmentAccess(string code, Func<int> port)
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP"];

    // X-Original-… is what is left of X-Forwarded-… once a trusted proxy has been believed.
    private static readonly string[] ProxyHeaderBeginnings = ["X-Forwarded", "X-Original-"];

    private string? link;

    /// <summary>That the request was made on this machine, for this very process.</summary>
    /// <exception cref="ProblemException">It was not, or one cannot be sure.</exception>
    public void DemandNear(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
        {
            throw new ProblemException(Problems.RouteUnknown());
        }

        var request = http.Request;
        if (request.Headers.Keys.FirstOrDefault(IsOfAProxy) is { } proxy)
        {
            throw Elsewhere($"the request has the header {proxy}");
        }

        if (!LocalHosts.IsLoopback(request.Host) || (request.Host.Port ?? 80) != port())
        {
            throw Elsewhere("the Host header names something else");
        }

        if (request.Headers.Origin is { Count: > 0 } origins && origins != $"http://{request.Host.Value}")
        {
            throw Elsewhere("the request comes from a page of another origin");
        }
    }

    /// <summary><see cref="DemandNear"/>, and with the code.</summary>
    /// <exception cref="ProblemException">It was not, or one cannot be sure.</exception>
    public void DemandCode(HttpContext http)
    {
        DemandNear(http);
        if (http.Request.Headers[DevelopmentTokens.CodeHeader] is not [{ } given] || !AreEqual(given, code))
        {
            throw new ProblemException(Problems.DevelopmentCodeWrong());
        }
    }

    /// <summary>What a link to a page may carry in place of the code: good for one use, until the next one is made.</summary>
    public string NewLink() => link = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The code, for a link.</summary>
    /// <exception cref="ProblemException">It was used before, or is none.</exception>
    public string Redeem(string given)
    {
        var current = link;
        return current is not null && AreEqual(given, current) && Interlocked.CompareExchange(ref link, null, current) == current
            ? code
            : throw new ProblemException(Problems.DevelopmentLinkUsed());
    }

    private ProblemException Elsewhere(string found) => new(Problems.DevelopmentTokensLocalOnly($"http://127.0.0.1:{port()}", found));

    private static bool IsOfAProxy(string header) =>
        ProxyHeaders.Contains(header, StringComparer.OrdinalIgnoreCase)
        || ProxyHeaderBeginnings.Any(beginning => header.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    // Hashed first: the time tells nothing about the length either.
    private static bool AreEqual(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
