using MudBlazor;

namespace Anjie.Portal.Components.Layout;

/// <summary>Colours and type of the product for MudBlazor's own parts; css/base.css holds the same values for ours.</summary>
internal static class Look
{
    static readonly string[] Fonts = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1F5FA8", Secondary = "#B71C1C", AppbarBackground = "#B71C1C", Background = "#F5F6F8", Surface = "#FFFFFF",
            TextPrimary = "#1F2328", TextSecondary = "#57606A", LinesDefault = "#DDE1E6", Divider = "#DDE1E6",
            Success = "#2E7D32", Warning = "#E8710A", Error = "#C62828", Info = "#1565C0",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "1rem", LineHeight = "1.5" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "3px" },
    };
}
