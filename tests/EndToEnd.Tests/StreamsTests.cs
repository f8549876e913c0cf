using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>Live pages before the real services.</summary>
[Collection(OnTheSampleShop.Name)]
public sealed class StreamsTests(SampleShop shop)
{
    [Fact]
    public async Task Page_WithOneEventSource_StaysInTouchOverABrokenConnection_UntilItsTokenEnds()
    {
        await NodeScript.RunAsync("scripts/streams.js", input: new
        {
            http = shop.System.Http.GetLeftPart(UriPartial.Authority),
            code = await File.ReadAllTextAsync(Path.Combine(shop.System.State, "dev-code")),
        });
    }
}
