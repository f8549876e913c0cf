using System.Buffers.Text;
using System.Text;
using Omnichannel.Messaging.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Messaging.Transport;

/// <summary>The place behind which a page goes on, opaque to clients, and bound to what was asked.</summary>
internal static class PageToken
{
    private const int DefaultSize = 50;
    private const int MostSize = 1_000;

    /// <summary>How many to answer.</summary>
    public static int Size(int asked) => asked <= 0 ? DefaultSize : Math.Min(asked, MostSize);

    /// <summary>A token for the next page.</summary>
    public static string Write(string scope, long position, string id = "") => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{position}\n{id}\n{scope}"));

    /// <summary>The place that a token names; from the start when it is empty.</summary>
    /// <exception cref="RefusedException"><see cref="PageTokenInvalid"/>.</exception>
    public static (long Position, string Id) Read(string scope, string token)
    {
        if (token.Length == 0)
        {
            return (long.MaxValue, "");
        }

        var bytes = new byte[token.Length];
        return Base64Url.IsValid(token) && Base64Url.TryDecodeFromChars(token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split('\n', 3) is [var position, var id, var given] && given == scope && long.TryParse(position, out var number)
            ? (number, id)
            : throw new RefusedException(new PageTokenInvalid());
    }
}
