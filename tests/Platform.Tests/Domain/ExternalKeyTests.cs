using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Tests.Domain;

public sealed class ExternalKeyTests
{
    [Fact]
    public void Text_OfAnyTwoKeys_Differs()
    {
        string[] parts = ["", "1", ":", "1:", "1:1", "0:", "10:", "a", "a1:", "a1:b", "aa"];
        var keys = (from source in parts from store in parts from id in parts select new ExternalKey(source, store, id)).ToList();

        Assert.Equal(keys.Count, keys.Select(key => key.Text).Distinct(StringComparer.Ordinal).Count());
    }
}
