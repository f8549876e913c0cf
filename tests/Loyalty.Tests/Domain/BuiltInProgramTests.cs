using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.Loyalty.Tests.Domain;

public sealed class BuiltInProgramTests
{
    [Fact]
    public void PointsAndTiers_AreNamedInEveryLanguage()
    {
        var program = LoyaltyProgram.BuiltIn();

        foreach (var names in program.Tiers.Select(tier => tier.Title).Append(program.PointsName))
        {
            Assert.Equal(Phrases.Spoken, names.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(names.Count, names.Values.Distinct().Count());
        }

        Assert.Equal(["Base", "Argento", "Oro"], program.Tiers.Select(tier => tier.Title["it"]));
    }
}
