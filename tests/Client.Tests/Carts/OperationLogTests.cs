using Omnichannel.Client.Carts;
using Omnichannel.Client.Device;
using Omnichannel.TestKit;

namespace Omnichannel.Client.Tests.Carts;

public sealed class OperationLogTests : IDisposable
{
    private readonly TempFolder folder = new("client-log");

    private string Path => folder["till.db"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Log_OpenedAgain_HasWhatWasWritten()
    {
        LogContent before;
        using (var log = SqliteOperationLog.Open(Path))
        {
            before = Fill(log, 3);
            log.Write(new LogChange { Removed = [before.Operations[0]], Put = [before.Operations[1] with { AnsweredIn = "c1", AnsweredVersion = 7 }] });
        }

        using var again = SqliteOperationLog.Open(Path);
        var content = again.Read();
        Assert.Null(again.DamagedFile);
        Assert.Equal((before.Name, "c1"), (content.Name, content.CurrentCart));
        Assert.Equal([(2L, true), (3L, false)], content.Operations.Select(kept => (kept.Number, kept.IsAnswered)));
        Assert.Equal((4L, 2L, 5L), (content.Carts[0].NextNumber, content.Carts[0].SentThrough, content.Carts[0].LastSeen!.Version));
    }

    [Fact]
    public void SecondOpen_IsToldThatTheFileIsInUse()
    {
        using var log = SqliteOperationLog.Open(Path);
        var refused = Assert.Throws<DeviceLogException>(() => SqliteOperationLog.Open(Path));
        Assert.Equal(DeviceLogFault.InUse, refused.Fault);
    }

    [Fact]
    public void FolderThatIsNotThere_IsSaid() =>
        Assert.Equal(DeviceLogFault.Unusable, Assert.Throws<DeviceLogException>(() => SqliteOperationLog.Open(folder["no/such/till.db"])).Fault);

    [Fact]
    public void NoRoom_KeepsTheLogAsItWas()
    {
        using var log = SqliteOperationLog.Open(Path, mostBytes: 64 * 1024);
        Fill(log, 3);
        var keeper = new BookKeeper(log);
        var before = keeper.View;
        var refused = Assert.Throws<DeviceLogException>(() => keeper.Take(book => book.Append(Enumerable.Range(0, 5000).Select(_ => Edits.Add("MUG")))));
        Assert.Equal(DeviceLogFault.Full, refused.Fault);
        Assert.Same(before, keeper.View);

        keeper.Take(book => book.Append([Edits.Add("CUP")]));
        log.Dispose();
        using var again = SqliteOperationLog.Open(Path);
        Assert.Equal(["MUG", "MUG", "MUG", "CUP"], again.Read().Operations.Select(kept => kept.Operation.Add.Sku));
    }

    [Theory]
    [InlineData("all of it is noise")]
    [InlineData("one byte of an edit")]
    [InlineData("cut in the middle")]
    public void DamagedLog_IsKeptAside_AndANewOneBegins(string damage)
    {
        string name;
        using (var log = SqliteOperationLog.Open(Path))
        {
            name = Fill(log, 200).Name;
        }

        var bytes = File.ReadAllBytes(Path);
        switch (damage)
        {
            case "all of it is noise":
                new Random(1).NextBytes(bytes);
                break;
            case "one byte of an edit":
                bytes[bytes.AsSpan().LastIndexOf("MUG"u8)] = (byte)'R';
                break;
            default:
                bytes = bytes[..(bytes.Length / 2)];
                break;
        }

        File.WriteAllBytes(Path, bytes);
        using var again = SqliteOperationLog.Open(Path);
        Assert.Equal(Path + ".damaged-1", again.DamagedFile);
        Assert.Equal(bytes, File.ReadAllBytes(again.DamagedFile!));
        Assert.Empty(again.Read().Operations);
        Assert.NotEqual(name, again.Read().Name);
    }

    [Fact]
    public void SecondDamage_DoesNotTakeTheFirstOnesPlace()
    {
        foreach (var n in new[] { 1, 2 })
        {
            File.WriteAllText(Path, $"noise {n}, long enough to be no empty file");
            using var log = SqliteOperationLog.Open(Path);
            Assert.Equal($"{Path}.damaged-{n}", log.DamagedFile);
        }
    }

    private static LogContent Fill(SqliteOperationLog log, int edits)
    {
        var cart = new NumberedCart("c1", 1, 2) { LastSeen = Edits.Cart(5) };
        var book = OperationBook.Of(log.Read() with { CurrentCart = "c1", Carts = [cart] });
        var step = book.Append(Enumerable.Range(0, edits).Select(_ => Edits.Add("MUG")));
        log.Write(step.Change with { CurrentCart = "c1" });
        return log.Read() with { Operations = [.. step.Book.Of("c1").Values] };
    }
}
