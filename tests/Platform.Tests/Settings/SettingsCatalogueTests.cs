using Microsoft.Extensions.Configuration;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Tests.Settings;

public sealed class SettingsCatalogueTests
{
    private readonly SettingsCatalogue catalogue = new();

    [Fact]
    public void Table_HasKeyDefaultAndMeaningOfEverySetting()
    {
        catalogue.Read<PumpSettings>(Given());

        Assert.Equal(
            [
                new Setting("Omnichannel:Pump:Every", "00:00:02", "Between two strokes.", false),
                new Setting("Omnichannel:Pump:Inner:Depth", "3", "Metres.", false),
                new Setting("Omnichannel:Pump:Kind", "Hand", "Hand or Motor.", false),
                new Setting("Omnichannel:Pump:Secret", "", "A key.", true) { IsText = true },
                new Setting("Omnichannel:Pump:Valves:<name>:Open", "true", "Whether it is open.", false),
                new Setting("Omnichannel:Pump:Words:<n>", "", "Some words.", false) { IsText = true },
            ],
            catalogue.All);
    }

    [Fact]
    public void Given_IsRead()
    {
        var read = catalogue.Read<PumpSettings>(Given(("Every", "00:01:00"), ("Inner:Depth", "7"), ("Valves:north:Open", "false"), ("Words:0", "a"), ("kind", "motor")));

        Assert.Equal((TimeSpan.FromMinutes(1), 7, false, "a", PumpKind.Motor), (read.Every, read.Inner.Depth, read.Valves["north"].Open, read.Words[0], read.Kind));
    }

    [Theory]
    [InlineData("Every", "soon", "Omnichannel:Pump:Every")]
    [InlineData("Inner:Depth", "deep", "Omnichannel:Pump:Inner:Depth")]
    [InlineData("Kind", "Steam", "Omnichannel:Pump:Kind")]
    public void ValueOfAnotherType_IsNamed(string key, string value, string expected) =>
        Assert.Contains(expected, Assert.Throws<StartupException>(() => catalogue.Read<PumpSettings>(Given((key, value)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Evry", "Omnichannel:Pump:Evry is no setting. Is Omnichannel:Pump:Every meant?")]
    [InlineData("Inner:Dept", "Omnichannel:Pump:Inner:Dept is no setting. Is Omnichannel:Pump:Inner:Depth meant?")]
    [InlineData("Valves:north:Shut", "Omnichannel:Pump:Valves:north:Shut is no setting.")]
    [InlineData("Words:first", "Omnichannel:Pump:Words:first is no setting.")]
    [InlineData("Nothing:Like:This:At:All", "Omnichannel:Pump:Nothing:Like:This:At:All is no setting.")]
    public void UnknownKey_IsNamed(string key, string expected)
    {
        var given = Given((key, "1"), ("EVERY", "00:00:01"), ("Valves:south:open", "true"));
        catalogue.Read<PumpSettings>(given);

        Assert.StartsWith(expected, Assert.Single(catalogue.FindUnknown(given)), StringComparison.Ordinal);
    }

    [Fact]
    public void SettingWithoutMeaning_IsFound() =>
        Assert.Contains("MuteSettings.Silent", Assert.Throws<StartupException>(() => catalogue.Read<MuteSettings>(Given())).Message, StringComparison.Ordinal);

    private static IConfiguration Given(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Omnichannel:Pump:{setting.Key}", (string?)setting.Value))).Build();

    private enum PumpKind
    {
        Hand,
        Motor,
    }

    private sealed class PumpSettings : ISettings
    {
        public static string Section => "Omnichannel:Pump";

        [Setting("Between two strokes.")]
        public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(2);

        [Setting("Hand or Motor.")]
        public PumpKind Kind { get; set; }

        [Setting("A key.", IsSecret = true)]
        public string? Secret { get; set; }

        [Setting("Some words.")]
        public List<string> Words { get; set; } = [];

        public Depths Inner { get; set; } = new();

        public Dictionary<string, Valve> Valves { get; set; } = [];
    }

    private sealed class Depths
    {
        [Setting("Metres.")]
        public int Depth { get; set; } = 3;
    }

    private sealed class Valve
    {
        [Setting("Whether it is open.")]
        public bool Open { get; set; } = true;
    }

    private sealed class MuteSettings : ISettings
    {
        public static string Section => "Omnichannel:Mute";

        public string Silent { get; set; } = "";
    }
}
