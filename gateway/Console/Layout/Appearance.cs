using MudBlazor;

namespace Omnichannel.WebConsole.Layout;

/// <summary>Colours and type of all pages. Text on each colour has a contrast of 4.5 or more (WCAG 2.2 AA), light and dark.</summary>
internal static class Appearance
{
    private static readonly string[] Fonts = ["system-ui", "Noto Sans", "Noto Sans SC", "Noto Sans CJK SC", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f4fd8",
            Secondary = "#8a3ffc",
            Success = "#0f6b3a",
            Warning = "#8a5300",
            Error = "#b3261e",
            Info = "#0b5f8a",
            Background = "#f6f7f9",
            Surface = "#ffffff",
            TextPrimary = "#16181d",
            TextSecondary = "#4a5160",
            Divider = "#d9dde5",
            LinesDefault = "#d9dde5",
            AppbarBackground = "#ffffff",
            AppbarText = "#16181d",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#9db8ff",
            PrimaryContrastText = "#0d1526",
            Secondary = "#c9a6ff",
            SecondaryContrastText = "#1c0f33",
            Success = "#7fd6a2",
            SuccessContrastText = "#06210f",
            Warning = "#f2c063",
            WarningContrastText = "#2b1d00",
            Error = "#ffb4ab",
            ErrorContrastText = "#3a0907",
            Info = "#8fd0f2",
            InfoContrastText = "#04222f",
            Background = "#111318",
            Surface = "#1b1e25",
            TextPrimary = "#eceef3",
            TextSecondary = "#b6bdcb",
            Divider = "#363b47",
            LinesDefault = "#363b47",
            AppbarBackground = "#1b1e25",
            AppbarText = "#eceef3",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
    };
}
