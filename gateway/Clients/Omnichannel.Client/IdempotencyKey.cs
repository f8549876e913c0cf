using Grpc.Core;

namespace Omnichannel.Client;

/// <summary>
/// Keys that make a call once. The client gives every call that needs one a key of its own and keeps it over all attempts. A caller that must survive a restart
/// in the middle of a call stores a key first, and hands it over again afterwards.
/// </summary>
public static class IdempotencyKey
{
    /// <summary>The name of the key among the headers.</summary>
    public const string Header = "idempotency-key";

    /// <summary>A new key. Two are never alike.</summary>
    public static string New() => Guid.CreateVersion7().ToString("N");

    /// <summary>Headers that carry a key of the caller's own.</summary>
    /// <param name="key">1 to 128 visible ASCII characters.</param>
    public static Metadata Use(string key) => new() { { Header, key } };
}
