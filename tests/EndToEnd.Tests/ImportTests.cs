using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>A real shop's trade through the public rpcs, with every penny accounted for.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TempFolder folder = new("import");

    public void Dispose() => folder.Dispose();

    [DataFact("online-retail/online-retail.csv.gz")]
    public async Task Import_OfARealMonth_AddsUpToTheMinorUnitAndThePoint()
    {
        var file = Month(SharedData.Path("online-retail/online-retail.csv.gz"), "2010-12");
        var expected = await ImportVerification.ExpectAsync(file);

        var output = await ImportAsync(file);

        Assert.Contains("42,481 rows", output, StringComparison.Ordinal);
        Assert.Equal(expected.GetProperty("rows").GetInt64(), Rejects(file).Count + Imported(output));
        AssertSameRejections(expected, file);
        Assert.Empty(await ImportVerification.CompareAsync(folder["state"], expected));

        // A second run changes nothing, killed runs go on: the same figures again.
        var again = await ImportAsync(file);
        Assert.Equal(Imported(output), Imported(again));
        Assert.Empty(await ImportVerification.CompareAsync(folder["state"], expected));
    }

    [Fact]
    public async Task Import_KilledOnTheWay_GoesOnAndComesToTheSame()
    {
        var file = Generate();
        var expected = await ImportVerification.ExpectAsync(file);
        for (var lives = 0; lives < 3; lives++)
        {
            await using var process = ProcessUnderTest.StartWithoutWaiting(Settings(file));
            await Task.WhenAny(process.WaitForExitAsync(TimeSpan.FromMinutes(2)), Task.Delay(1_500 + (700 * lives)));
            process.Kill();
        }

        await ImportAsync(file);

        AssertSameRejections(expected, file);
        Assert.Empty(await ImportVerification.CompareAsync(folder["state"], expected));
    }

    [Fact]
    public async Task Import_IntoARunningSystem_GoesThroughItsGateway()
    {
        await using var system = await AllInOneProcess.StartAsync();
        var file = Generate(orders: 120);
        var expected = await ImportVerification.ExpectAsync(file);
        await File.WriteAllTextAsync(folder["token"], await system.TokenAsync(new { sub = "importer", role = "ops" }));
        var settings = Settings(file);
        await using var import = ProcessUnderTest.StartWithoutWaiting(
            settings with { Arguments = [.. settings.Arguments, "--gateway", $"http://{system.Grpc}", "--token-file", folder["token"]] });

        Assert.True(await import.WaitForExitAsync(TimeSpan.FromMinutes(2)) == 0, import.Output);

        AssertSameRejections(expected, file);
        await Eventually.Within(TimeSpan.FromMinutes(1), async () =>
        {
            var ledger = (await system.GetLastAsync("/v1/ledger:verify", await File.ReadAllTextAsync(folder["token"]))).GetProperty("proof");
            Assert.True(ledger.GetProperty("valid").GetBoolean());
            Assert.Equal(expected.GetProperty("customers").GetInt64(), long.Parse(ledger.GetProperty("members").GetString()!, CultureInfo.InvariantCulture));
        });
    }

    private static void AssertSameRejections(JsonElement expected, string file) => Assert.Equal(
        expected.GetProperty("rejected").EnumerateObject().Select(pair => (pair.Name, pair.Value.GetInt64())).Order(),
        Rejects(file).GroupBy(reason => reason).Select(group => (group.Key, (long)group.Count())).Order());

    private static List<string> Rejects(string file) => [.. File.ReadLines(file + ".rejects.csv").Skip(1).Select(line => line.Split(',')[1])];

    private static long Imported(string output) => long.Parse(
        output.Split('\n').Single(line => line.Contains(" imported: ", StringComparison.Ordinal)).Trim().Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private string Month(string source, string month)
    {
        var file = folder["month.csv"];
        using var reader = new StreamReader(new GZipStream(File.OpenRead(source), CompressionMode.Decompress));
        using var writer = new StreamWriter(file);
        writer.Write(reader.ReadLine() + "\n");
        while (reader.ReadLine() is { } line)
        {
            if (line.Contains($",{month}-", StringComparison.Ordinal))
            {
                writer.Write(line + "\n");
            }
        }

        return file;
    }

    // Orders and cancellations in the columns of the real file, the same ones every time.
    private string Generate(int orders = 2_500)
    {
        var random = new Random(20101201);
        var file = folder["generated.csv"];
        using var writer = new StreamWriter(file);
        writer.Write("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
        var start = new DateTime(2010, 12, 1, 8, 0, 0, DateTimeKind.Unspecified);
        for (var order = 1; order <= orders; order++)
        {
            var at = start.AddMinutes(order * 11).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var customer = random.Next(4) == 0 ? "" : $"{10_000 + random.Next(60)}.0";
            var isCancellation = random.Next(8) == 0;
            for (var line = random.Next(1, 10); line > 0; line--)
            {
                var price = random.Next(50) == 0 ? "0.001" : (random.Next(0, 1_500) / 100m).ToString(CultureInfo.InvariantCulture);
                var units = random.Next(1, 40) * (isCancellation || random.Next(60) == 0 ? -1 : 1);
                writer.Write($"{(isCancellation ? "C" : "")}{500_000 + order},SKU{random.Next(25)},\"Item, {line}\",{units},{at},{price},{customer},United Kingdom\n");
            }
        }

        return file;
    }

    private async Task<string> ImportAsync(string file)
    {
        await using var process = ProcessUnderTest.StartWithoutWaiting(Settings(file));
        var exit = await process.WaitForExitAsync(TimeSpan.FromMinutes(4));
        Assert.True(exit == 0, process.Output);
        return process.Output;
    }

    private ProcessSettings Settings(string file) => new("services/AllInOne")
    {
        Arguments = ["import", "orders", file, "--map", Repository.PathOf("services", "AllInOne", "Import", "Maps", "online-retail.yaml"), "--state", folder["state"]],
    };
}
