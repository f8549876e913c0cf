using System.Net;
using System.Net.Sockets;

namespace Omnichannel.TestKit.Tests;

/// <summary>Ports, folders and data of the machine that the tests run on.</summary>
public sealed class MachineTests
{
    [Fact]
    public void FreePort_Next_AreDifferentAndFree()
    {
        var ports = FreePort.Next(20);
        Assert.Equal(20, ports.Distinct().Count());
        foreach (var port in ports)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
    }

    [Fact]
    public void TempFolder_IsRemovedWithItsContent()
    {
        string path;
        using (var folder = new TempFolder("machine"))
        {
            path = folder.Path;
            File.WriteAllText(folder["orders.csv"], "sku");
            Assert.True(File.Exists(Path.Combine(path, "orders.csv")));
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void Repository_IsTheOneWithTheSolution() => Assert.True(File.Exists(Repository.PathOf("tests", "run")));

    [DataFact("online-retail/online-retail.csv.gz")]
    public void SharedData_IsReadWhereItIs() => Assert.True(File.Exists(SharedData.Path("online-retail/online-retail.csv.gz")));

    [Fact]
    public void SharedData_ThatIsNotThere_IsNotRun()
    {
        Assert.False(SharedData.TryFind("no-such-data", out _));
        Assert.Throws<FileNotFoundException>(() => SharedData.Path("no-such-data"));
        Assert.NotNull(new DataFactAttribute("no-such-data").Skip);
        Assert.NotNull(new DataTheoryAttribute("no-such-data").Skip);
    }
}
