using Omnichannel.Platform.Errors;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>How much one call may bring.</summary>
internal static class Batch
{
    private const int MostItems = 1000;

    /// <exception cref="InvalidRequestException">There are none, or more than 1,000 (BATCH_TOO_LARGE).</exception>
    public static void Check(string field, int count)
    {
        if (count > MostItems)
        {
            throw new InvalidRequestException(field, $"has at most {MostItems} elements", "BATCH_TOO_LARGE");
        }

        new RequestCheck().Count(field, count, 1, MostItems).ThrowIfInvalid();
    }
}
