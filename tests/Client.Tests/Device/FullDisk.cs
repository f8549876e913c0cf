using Omnichannel.Client.Carts;
using Omnichannel.Client.Catalogue;
using Omnichannel.Client.Device;
using Omnichannel.Client.Sales;
using Omnichannel.Client.Tests.Sales;

namespace Omnichannel.Client.Tests.Device;

/// <summary>What a till does on a disk that is full: it writes until nothing fits, then somebody makes room. It says what it saw.</summary>
internal static class FullDisk
{
    private const int BallastBytes = 128 * 1024;
    private static readonly string Nowhere = "http://127.0.0.1:1";

    public static async Task Edits(string folder)
    {
        var ballast = Ballast(folder);
        using var client = Client(Nowhere, "");
        var path = Path.Combine(folder, "till.db");
        using (var log = SqliteOperationLog.Open(path))
        {
            await using var cart = new DeviceCart(client, log, new DeviceCartOptions("IT"));
            var (kept, fault) = await UntilFull(() => cart.SetGiftNoteAsync(new string('x', 1_000)));
            Say(fault, kept == cart.View.Pending, kept > 10);
            await cart.AddAsync("LAMP").ContinueWith(again => Say(again.IsFaulted), TaskScheduler.Default);
            File.Delete(ballast);
            await cart.AddAsync("MUG");
            Say(cart.View.Pending - kept);
        }

        using var reopened = SqliteOperationLog.Open(path);
        await using var after = new DeviceCart(client, reopened, new DeviceCartOptions("IT"));
        Say(reopened.DamagedFile ?? "sound", after.View.Lines.Single().Sku);
    }

    public static async Task Sales(string folder)
    {
        var ballast = Ballast(folder);
        using var client = Client(Nowhere, "");
        var path = Path.Combine(folder, "receipts.db");
        var number = 0;
        await using (var sales = OfflineSales.Open(client, path))
        {
            var (kept, fault) = await UntilFull(() => sales.KeepAsync(Receipts.Of($"{++number}", new string('x', 1_000))));
            Say(fault, kept == sales.Sales.Count, kept > 10);
            File.Delete(ballast);
            await sales.KeepAsync(Receipts.Of("last"));
            Say(sales.Sales.Count - kept);
        }

        await using var after = OfflineSales.Open(client, path);
        Say(after.Sales[^1].Receipt.ExternalId, after.Sales.Count == number);
    }

    public static async Task Catalogue(string folder, string address, string token)
    {
        using var client = Client(address, token);
        using var snapshot = CatalogueSnapshot.Open(client, Path.Combine(folder, "catalogue.db"), "IT");
        try
        {
            await snapshot.DownloadAsync();
        }
        catch (DeviceLogException e)
        {
            Say(e.Fault, snapshot.TakenAt is null);
        }
    }

    /// <summary>A disk on which not even the lock can be made.</summary>
    public static void Open(string folder)
    {
        try
        {
            SqliteOperationLog.Open(Path.Combine(folder, "till.db")).Dispose();
        }
        catch (DeviceLogException e)
        {
            Say(e.Fault);
        }
    }

    private static OmnichannelClient Client(string address, string token) => new(new OmnichannelClientOptions(new Uri(address), _ => new(token)));

    private static string Ballast(string folder)
    {
        var path = Path.Combine(folder, "ballast");
        File.WriteAllBytes(path, new byte[BallastBytes]);
        return path;
    }

    private static async Task<(int Kept, DeviceLogFault Fault)> UntilFull(Func<Task> keep)
    {
        for (var kept = 0; ; kept++)
        {
            try
            {
                await keep();
            }
            catch (DeviceLogException e)
            {
                return (kept, e.Fault);
            }
        }
    }

    private static void Say(params object[] seen) => Console.WriteLine(string.Join(' ', seen));
}
