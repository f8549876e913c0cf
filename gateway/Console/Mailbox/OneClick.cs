using Omnichannel.WebConsole.Sessions;

namespace Omnichannel.WebConsole.Mailbox;

/// <summary>
/// The link that a mail program finds in a message's headers (RFC 8058), and its click: a form that is posted without a session, as the provider of the mailbox would. It goes to
/// this platform's own gateway, whatever host the header names.
/// </summary>
public sealed class OneClick(HttpClient http)
{
    /// <summary>The header with the link.</summary>
    public const string Header = "List-Unsubscribe";

    private const string Path = "/v1/unsubscribe/";

    /// <summary>For a gateway.</summary>
    public OneClick(GatewayAddress gateway)
        : this(new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), UseCookies = false }) { BaseAddress = gateway.Http, Timeout = TimeSpan.FromSeconds(15) })
    {
    }

    /// <summary>The link's path at the gateway; null for a message without one.</summary>
    public static string? PathOf(IReadOnlyDictionary<string, string> headers) =>
        headers.TryGetValue(Header, out var value) && Uri.TryCreate(value.Trim().TrimStart('<').TrimEnd('>'), UriKind.Absolute, out var uri)
        && uri.AbsolutePath.IndexOf(Path, StringComparison.Ordinal) is >= 0 and var at && uri.AbsolutePath.Length > at + Path.Length
            ? uri.AbsolutePath[at..]
            : null;

    /// <summary>Clicks.</summary>
    /// <param name="path">As <see cref="PathOf"/> found it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<OneClickResult> Click(string path, CancellationToken cancellation = default)
    {
        try
        {
            using var form = new FormUrlEncodedContent([new(Header, "One-Click")]);
            using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form, cancellation);
            return new OneClickResult(answer.IsSuccessStatusCode, (int)answer.StatusCode);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new OneClickResult(false, null);
        }
    }
}

/// <summary>What the gateway answered.</summary>
/// <param name="IsDone">The consent is withdrawn.</param>
/// <param name="Status">HTTP status; null when it did not answer.</param>
public sealed record OneClickResult(bool IsDone, int? Status);
