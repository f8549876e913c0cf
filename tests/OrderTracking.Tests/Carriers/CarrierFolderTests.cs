using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;

namespace Omnichannel.OrderTracking.Tests.Carriers;

public sealed class CarrierFolderTests : IDisposable
{
    private const string Pigeon = """
        carrier: pigeon
        numbers:
          - name: pigeon
            pattern: "PG[0-9]{6}"
        parcels: ["$"]
        trackingNumber: [ring]
        events: ["flights[*]"]
        event:
          codes: [what]
          times:
            - at: [when]
        statuses:
          LANDED: DELIVERED MAILBOX

        """;

    private readonly TempFolder folder = new("carriers");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void With_AFileOfAnotherCarrier_ReadsItsDocuments_BesideTheOthers()
    {
        File.WriteAllText(folder["pigeon.yaml"], Pigeon);
        var carriers = CarrierCatalogue.With(folder.Path);

        var read = carriers.Read("pigeon", """{"ring":"PG000001","flights":[{"what":"LANDED","when":"2026-03-04T12:00:00Z"}]}""", new Receipt("", "webhook", new DateTimeOffset(2026, 3, 7, 0, 0, 0, TimeSpan.Zero)));

        Assert.Equal((ShipmentStatus.Delivered, ShipmentReason.Mailbox), (Assert.Single(read.Value.Events).Event.Status, read.Value.Events[0].Event.Reason));
        Assert.Equal(["pigeon"], carriers.Detect("pg 000001"));
        Assert.True(carriers.Knows("dhl"));
    }

    [Fact]
    public void With_AFileOfACarrierThatIsBuiltIn_StandsInItsPlace()
    {
        File.WriteAllText(folder["dhl.yaml"], Pigeon.Replace("carrier: pigeon", "carrier: dhl", StringComparison.Ordinal));
        var carriers = CarrierCatalogue.With(folder.Path);

        Assert.NotNull(carriers.Find("dhl", "LANDED"));
        Assert.Null(carriers.Find("dhl", "TRANSIT"));
    }

    [Fact]
    public void With_AMountedConfigMap_ReadsEachFileOnce()
    {
        // So Kubernetes lays one out: the files in a folder of their own, reached by links, which are exchanged all at once.
        Directory.CreateDirectory(folder["..2026_03_07"]);
        File.WriteAllText(folder["..2026_03_07/pigeon.yaml"], Pigeon);
        Directory.CreateSymbolicLink(folder["..data"], "..2026_03_07");
        File.CreateSymbolicLink(folder["pigeon.yaml"], "..data/pigeon.yaml");

        Assert.NotNull(CarrierCatalogue.With(folder.Path).Find("pigeon", "LANDED"));
    }

    [Theory]
    [InlineData("pigeon.yaml", "LANDED: DELIVERED MAILBOX", "LANDED: EATEN", "Line: 13")]
    [InlineData("pigeon.yaml", "PG[0-9]{6}", "PG[0-9", "Line: 4")]
    [InlineData("pigeon.yaml", "parcels:", "parsels:", "Line: 5")]
    [InlineData("dove.yaml", "carrier: pigeon", "carrier: pigeon", "pigeon.yaml")]
    public void With_AWrongFile_DoesNotStart_AndSaysWhere(string name, string right, string wrong, string told)
    {
        File.WriteAllText(folder[name], Pigeon.Replace(right, wrong, StringComparison.Ordinal));

        var message = Assert.Throws<StartupException>(() => CarrierCatalogue.With(folder.Path)).Message;
        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains(told, message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_AFolderThatIsNotThere_DoesNotStart() =>
        Assert.Contains("Omnichannel:Carriers:Folder", Assert.Throws<StartupException>(() => CarrierCatalogue.With(folder["nowhere"])).Message, StringComparison.Ordinal);
}
