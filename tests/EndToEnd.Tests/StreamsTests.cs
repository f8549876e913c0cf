using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>Live pages before the real services.</summary>
public sealed class StreamsTests
{
    [Fact]
    public async Task Page_WithOneEventSource_StaysInTouchOverABrokenConnection_UntilItsTokenEnds()
    {
        await using var system = await AllInOneProcess.StartAsync(more: "--sample-data");
        await system.Process.WaitForOutputAsync("Ctrl-C stops", TimeSpan.FromMinutes(2));

        await NodeScript.RunAsync("scripts/streams.js", input: new
        {
            http = system.Http.GetLeftPart(UriPartial.Authority),
            code = await File.ReadAllTextAsync(Path.Combine(system.State, "dev-code")),
        });
    }
}
