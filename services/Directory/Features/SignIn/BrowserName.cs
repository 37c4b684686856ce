namespace Anjie.Directory.Features.SignIn;

/// <summary>A browser by the two words a person knows it by, for instance "Edge · Windows"; an unknown one is "?".</summary>
internal static class BrowserName
{
    // The first that fits: most browsers also name the ones they descend from.
    static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("MicroMessenger", "WeChat"), ("QQBrowser", "QQ"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    static readonly (string Mark, string Name)[] Machines =
        [("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Of(string? userAgent) => $"{First(Browsers, userAgent)} · {First(Machines, userAgent)}";

    static string First((string Mark, string Name)[] names, string? text) =>
        Array.Find(names, one => text?.Contains(one.Mark, StringComparison.Ordinal) == true).Name ?? "?";
}
