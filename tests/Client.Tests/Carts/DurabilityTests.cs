using System.Diagnostics;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Client.Carts;
using Omnichannel.TestKit;
using Xunit.Abstractions;

namespace Omnichannel.Client.Tests.Carts;

public sealed class DurabilityTests(Shop shop, ITestOutputHelper output) : IClassFixture<Shop>
{
    private const int Tills = 4;
    private const int KillsOfATill = 50;
    private const int MostEditsOfALife = 24;
    private const int Many = 10_000;
    private const long MostBytes = 5 * 1024 * 1024;

    [Fact]
    public async Task KilledTills_LoseNoEditThatWasKept_AndDoubleNone()
    {
        var lives = await Task.WhenAll(Enumerable.Range(0, Tills).Select(Live));
        output.WriteLine($"{lives.Sum(till => till.Promised)} edits were promised, {lives.Sum(till => till.Numbered)} made, in {Tills * KillsOfATill} lives.");
    }

    [Fact]
    public async Task TenThousandPendingEdits_SurviveARestart_AndAreSettled()
    {
        using var folder = new TempFolder("client-many");
        using var client = shop.Client("many");
        using (var log = SqliteOperationLog.Open(folder["till.db"]))
        {
            await using var cart = new DeviceCart(client, log, Shop.Quiet);
            for (var made = 0; made < Many; made += 500)
            {
                await cart.ApplyAsync([.. Enumerable.Range(0, 500).Select(n => Edits.Add(n % 2 == 0 ? "LAMP" : "MUG"))]);
            }

            Assert.InRange(SizeOf(folder), 1, MostBytes);
        }

        using var again = SqliteOperationLog.Open(folder["till.db"]);
        await using var after = new DeviceCart(client, again, Shop.Quiet);
        Assert.Equal(Many, after.View.Pending);
        var clock = Stopwatch.StartNew();
        after.Start();
        await Shop.Settle(after);
        output.WriteLine($"{Many} edits settled in {clock.Elapsed.TotalSeconds:0.00} s, {SizeOf(folder) / 1024} KiB.");

        Assert.Equal([("LAMP", Many / 2), ("MUG", Many / 2)], Shop.LinesOf(await shop.CartOf("many")));
        Assert.Empty(again.Read().Operations);
        Assert.InRange(SizeOf(folder), 1, MostBytes);
    }

    // Killed in the middle of whatever it does after so many edits, again and again, on one file.
    private async Task<(int Promised, long Numbered)> Live(int till)
    {
        using var folder = new TempFolder("client-kill");
        var (file, owner) = (folder["till.db"], $"killed-{till}");
        var random = new Random(till);
        var promised = 0;
        for (var kill = 0; kill < KillsOfATill; kill++)
        {
            promised += await KilledProcess.After(random.Next(1, MostEditsOfALife), "--till", file, shop.Address.ToString(), shop.Token(owner));
        }

        using var log = SqliteOperationLog.Open(file);
        using var client = shop.Client(owner);
        await using var cart = new DeviceCart(client, log, Shop.Quiet);
        Assert.Null(log.DamagedFile);
        cart.Start();
        await Shop.Settle(cart);

        // One edit of each life may have been kept without anybody hearing of it.
        var numbered = log.Read().Carts.Sum(numbers => numbers.NextNumber - 1);
        Assert.InRange(numbered, promised, promised + KillsOfATill);
        Assert.Equal([("LAMP", (int)numbered)], Shop.LinesOf(await shop.CartOf(owner)));
        return (promised, numbered);
    }

    private static long SizeOf(TempFolder folder) => new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length);
}
