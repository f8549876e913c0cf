namespace Omnichannel.TestKit.Tests;

public sealed class FreePortTests
{
    [Fact]
    public void Next_NeverGivesAPortTwice()
    {
        var ports = FreePort.Next(250);

        Assert.Equal(ports.Length, ports.Distinct().Count());
    }

    [Fact]
    public void Next_GivesNoPortOfAnotherProcess()
    {
        var port = FreePort.Next();

        // As another test process would claim it.
        var claim = Path.Combine(Path.GetTempPath(), "omnichannel-test-ports", $"{(port - 12_000) / 100}");
        Assert.Throws<IOException>(() => new FileStream(claim, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
    }
}
