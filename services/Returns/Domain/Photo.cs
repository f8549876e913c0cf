namespace Omnichannel.Returns.Domain;

/// <summary>What is a photo: by its first bytes, whatever its sender calls it. Nothing that a page would run is one.</summary>
public static class Photo
{
    /// <summary>The largest that is kept: in JSON it must fit into a request.</summary>
    public const int MostBytes = 700 * 1024;

    /// <summary>Most of one order.</summary>
    public const int MostOfOrder = 50;

    /// <summary>So long one waits for its return.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(1);

    /// <summary>Its media type; null when it is no photo.</summary>
    public static string? ContentType(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) && content.Length > 64 ? "image/jpeg"
        : IsPng(content) ? "image/png"
        : IsWebP(content) ? "image/webp"
        : IsHeic(content) ? "image/heic"
        : null;

    // The signature, and the chunk that every picture begins with.
    private static bool IsPng(ReadOnlySpan<byte> content) =>
        content.Length > 32 && content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && content[12..16].SequenceEqual("IHDR"u8);

    private static bool IsWebP(ReadOnlySpan<byte> content) => content.Length > 32 && content.StartsWith("RIFF"u8) && content[8..15].SequenceEqual("WEBPVP8"u8);

    private static bool IsHeic(ReadOnlySpan<byte> content) => content.Length > 32 && content[4..8].SequenceEqual("ftyp"u8)
        && (content[8..12].SequenceEqual("heic"u8) || content[8..12].SequenceEqual("heix"u8) || content[8..12].SequenceEqual("mif1"u8));
}
