using System.Collections.Frozen;
using Omnichannel.Cart.V1;

namespace Omnichannel.Values.Scanning;

/// <summary>Which application identifiers tell a measure of the goods themselves (GS1 General Specifications 3.6.2). Those of a pallet are not the shopper's.</summary>
internal static class MeasureIdentifiers
{
    private static readonly FrozenDictionary<string, (MeasureKind Kind, string UnitCode)> All = new Dictionary<string, (MeasureKind, string)>
    {
        ["310"] = (MeasureKind.NetWeight, "KGM"), ["320"] = (MeasureKind.NetWeight, "LBR"), ["356"] = (MeasureKind.NetWeight, "APZ"),
        ["311"] = (MeasureKind.Length, "MTR"), ["321"] = (MeasureKind.Length, "INH"), ["322"] = (MeasureKind.Length, "FOT"), ["323"] = (MeasureKind.Length, "YRD"),
        ["312"] = (MeasureKind.Width, "MTR"), ["324"] = (MeasureKind.Width, "INH"), ["325"] = (MeasureKind.Width, "FOT"), ["326"] = (MeasureKind.Width, "YRD"),
        ["313"] = (MeasureKind.Height, "MTR"), ["327"] = (MeasureKind.Height, "INH"), ["328"] = (MeasureKind.Height, "FOT"), ["329"] = (MeasureKind.Height, "YRD"),
        ["314"] = (MeasureKind.Area, "MTK"), ["350"] = (MeasureKind.Area, "INK"), ["351"] = (MeasureKind.Area, "FTK"), ["352"] = (MeasureKind.Area, "YDK"),
        ["315"] = (MeasureKind.NetVolume, "LTR"), ["316"] = (MeasureKind.NetVolume, "MTQ"), ["357"] = (MeasureKind.NetVolume, "ONZ"), ["360"] = (MeasureKind.NetVolume, "QT"),
        ["361"] = (MeasureKind.NetVolume, "GLL"), ["364"] = (MeasureKind.NetVolume, "INQ"), ["365"] = (MeasureKind.NetVolume, "FTQ"), ["366"] = (MeasureKind.NetVolume, "YDQ"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What it measures, and in what; null when it is none of them.</summary>
    public static (MeasureKind Kind, string UnitCode)? Find(string stem) => All.TryGetValue(stem, out var measure) ? measure : null;
}
