using Omnichannel.Client.Catalogue;

namespace Omnichannel.Client.Tests.Readme;

/// <summary>The look-ups that the client's README shows.</summary>
internal static class Scanner
{
    public static async Task<string> Look(OmnichannelClient client, string file, string scan)
    {
        // README: begin
        using var catalogue = CatalogueSnapshot.Open(client, file, "IT");
        await catalogue.DownloadAsync();       // All items the first time, then what changed. Again every hour, say.

        var found = catalogue.Lookup(scan);    // Off line. RefusedException with the reasons of LookupItem.
        Console.WriteLine($"{found.Item.Sku} at {found.Price?.UnitPrice}, {found.Quantity} of it, as of {catalogue.Age} ago");
        // README: end
        return found.Item.Sku;
    }
}
