using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// What a row says, in 32 bytes beside it: written with the row whenever it changes, so that a field that anybody changed by hand is found. It is no secret: it tells
/// a slip and a meddler from the service, not somebody who knows how to make one. The chain of the entries and what follows from them is what proves more.
/// </summary>
internal static class Seal
{
    /// <summary>Of all that a row says but its seal, which is null here.</summary>
    public static byte[] Of<TRow>(TRow row) => ContentHash.Of(row);
}
