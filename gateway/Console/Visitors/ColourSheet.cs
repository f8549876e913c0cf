using MudBlazor;
using MudBlazor.Utilities;
using Omnichannel.WebConsole.Layout;

namespace Omnichannel.WebConsole.Visitors;

/// <summary>The colours of all pages (<see cref="Appearance"/>) as a style sheet, for those that no circuit gives them to: light or dark as the reader's system is.</summary>
internal static class ColourSheet
{
    private static readonly (string Name, Func<Palette, MudColor> Of)[] Colours =
    [
        ("primary", palette => palette.Primary), ("primary-text", palette => palette.PrimaryContrastText), ("secondary", palette => palette.Secondary), ("success", palette => palette.Success),
        ("warning", palette => palette.Warning), ("error", palette => palette.Error), ("error-text", palette => palette.ErrorContrastText), ("info", palette => palette.Info),
        ("background", palette => palette.Background), ("surface", palette => palette.Surface), ("text-primary", palette => palette.TextPrimary),
        ("text-secondary", palette => palette.TextSecondary), ("lines-default", palette => palette.LinesDefault), ("lines-inputs", palette => palette.LinesInputs),
    ];

    /// <summary>The sheet.</summary>
    public static string Text { get; } =
        $":root{{color-scheme:light dark;{Of(Appearance.Theme.PaletteLight)}}}\n@media(prefers-color-scheme:dark){{:root{{{Of(Appearance.Theme.PaletteDark)}}}}}\n";

    private static string Of(Palette palette) =>
        string.Concat(Colours.Select(colour => $"--mud-palette-{colour.Name}:{colour.Of(palette).ToString(MudColorOutputFormats.RGBA)};"));
}
