namespace Anjie.Letters;

/// <summary>A legal procedure a demand is guided to, with the time limit a notice must tell (《信访工作条例》第三十一条).</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Chinese">As printed.</param>
/// <param name="English">For readers of English.</param>
/// <param name="Limit">Sentence on the time limit, as printed; what the competent organ finds goes before it.</param>
public sealed record LegalRoute(string Code, string Chinese, string English, string Limit);

/// <summary>The procedures whose time limits are known.</summary>
public static class LegalRoutes
{
    /// <summary>Every procedure with a known limit.</summary>
    public static IReadOnlyList<LegalRoute> All { get; } =
    [
        new("reconsideration", "行政复议", "Administrative reconsideration", "自知道行政行为之日起60日内（《中华人民共和国行政复议法》第二十条）"),
        new("administrative", "行政诉讼", "Administrative litigation", "自知道行政行为之日起6个月内，经行政复议的自收到复议决定之日起15日内（《中华人民共和国行政诉讼法》第四十五条、第四十六条）"),
        new("labour", "劳动争议仲裁", "Labour arbitration", "自知道权利被侵害之日起1年内（《中华人民共和国劳动争议调解仲裁法》第二十七条）"),
        new("civil", "民事诉讼", "Civil litigation", "自知道权利受到损害以及义务人之日起3年内（《中华人民共和国民法典》第一百八十八条）"),
        new("compensation", "国家赔偿", "State compensation", "自知道权利被侵犯之日起2年内（《中华人民共和国国家赔偿法》）"),
    ];
}
