namespace Omnichannel.OrderTracking.Domain;

/// <summary>A photo that another system keeps: an https address, or that system's id. Never the picture itself, and nothing that a page would run.</summary>
public static class PhotoReference
{
    private const int Longest = 500;

    /// <summary>Whether a text is one.</summary>
    public static bool IsOne(string text) => text.Length is > 0 and <= Longest && (text.Contains(':', StringComparison.Ordinal)
        ? Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
        : text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/'));
}
