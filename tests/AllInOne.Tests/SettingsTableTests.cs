using Omnichannel.TestKit;

namespace Omnichannel.AllInOne.Tests;

public sealed class SettingsTableTests
{
    /// <summary>The published table is the code's own: after a change, <c>dotnet run --project services/AllInOne -- settings > services/Platform/SETTINGS.md</c>.</summary>
    [Fact]
    public void Published_IsWhatTheServicesRead() =>
        Assert.Equal(SettingsTable.Markdown(), File.ReadAllText(Repository.PathOf("services", "Platform", "SETTINGS.md")));
}
