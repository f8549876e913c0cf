using Google.Protobuf;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>An order as it is stored: <c>Stored/order.proto</c>, which neither the domain's classes nor the contract's messages decide.</summary>
internal static class OrderDocument
{
    /// <summary>The form that is written. Every change of the stored form raises it, once orders are stored that somebody depends on.</summary>
    public const int Form = 1;

    // An answer is at most some three times as large as what is stored: it has the currency with each amount.
    private const int MostBytesPerPage = 1024 * 1024;

    /// <summary>The bytes of an order.</summary>
    public static byte[] Write(Order order)
    {
        var stored = order.ToStored();
        stored.Form = Form;
        return stored.ToByteArray();
    }

    /// <summary>The order of stored bytes.</summary>
    /// <exception cref="DatabaseUnavailableException">
    /// A later version of this service wrote it. Read and saved here it would lose what that version knows of it, money perhaps: so this replica answers as if it were away, and news
    /// waits for one that can read it.
    /// </exception>
    public static Order Read(byte[] bytes)
    {
        var stored = Stored.Order.Parser.ParseFrom(bytes);
        return stored.Form is > 0 and <= Form
            ? stored.ToDomain()
            : throw new DatabaseUnavailableException($"An order is stored in form {stored.Form}; this version of the service knows forms up to {Form}.");
    }

    /// <summary>How many of these documents a page has: it ends early where they are large, since a client takes messages of 4 MiB.</summary>
    public static int FittingPage(IEnumerable<byte[]> states, int pageSize)
    {
        var (taken, bytes) = (0, 0);
        foreach (var state in states.Take(pageSize))
        {
            bytes += state.Length;
            if (taken > 0 && bytes > MostBytesPerPage)
            {
                break;
            }

            taken++;
        }

        return taken;
    }
}
