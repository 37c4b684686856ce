using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Anjie.Letters.Docx;

/// <summary>Fonts and styles. Fonts are named with what may stand in for them; none is carried along.</summary>
static class DocxStyles
{
    public const string Body = "Normal", Head = "Head", Title = "LetterTitle", Number = "Number", Flush = "Flush", Cell = "Cell", Copies = "Copies", PageNumber = "PageNumber", Draft = "Draft", Picture = "Picture", End = "End";

    public const string Red = "FF0000";

    // Half points: 2号, 3号, 4号, 小四.
    const int Size2 = 44, Size3 = 32, Size4 = 28, SmallSize4 = 24, HeadSize = 72;

    const string FangSong = "仿宋_GB2312", TitleSong = "方正小标宋简体", HeiTi = "黑体", KaiTi = "楷体_GB2312", SongTi = "宋体";

    static readonly (string Name, string Alternatives)[] Families =
        [(FangSong, "仿宋,FangSong,STFangsong,Noto Serif CJK SC"), (TitleSong, "方正小标宋_GBK,小标宋,SimSun,Noto Serif CJK SC"), (HeiTi, "SimHei,STHeiti,Noto Sans CJK SC"), (KaiTi, "楷体,KaiTi,STKaiti,Noto Serif CJK SC"), (SongTi, "SimSun,STSong,Noto Serif CJK SC")];

    public static string Heading(int level) => string.Create(CultureInfo.InvariantCulture, $"Level{level}");

    public static Fonts FontTable() => new(Families.Select(family => new Font(
        new AltName { Val = family.Alternatives }, new FontCharSet { Val = "86" }, new FontFamily { Val = FontFamilyValues.Auto }, new Pitch { Val = FontPitchValues.Variable })
    { Name = family.Name }));

    public static Styles Sheet() => new(
        new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(Typeface(FangSong), new Spacing { Val = Page.CharacterSpacing }, new FontSize { Val = Text(Size3) }, new FontSizeComplexScript { Val = Text(Size3) }, new Languages { Val = "en-US", EastAsia = "zh-CN", Bidi = "ar-SA" })), new ParagraphPropertiesDefault()),
        Style(Body, "Normal", Exact(firstLine: true), null, isDefault: true),
        Style(Head, "发文机关标志", Loose(JustificationValues.Center, before: 1984), Look(TitleSong, HeadSize, Red)),
        Style(Title, "公文标题", Spaced(Centred()), Look(TitleSong, Size2)),
        Style(Number, "发文字号", Centred(), null),
        Style(Flush, "顶格", Exact(firstLine: false), null),
        Style(Heading(1), "一级标题", Outline(0), Look(HeiTi, Size3)),
        Style(Heading(2), "二级标题", Outline(1), Look(KaiTi, Size3)),
        Style(Heading(3), "三级标题", Outline(2), null),
        Style(Heading(4), "四级标题", Outline(3), null),
        Style(Cell, "表格文字", Loose(JustificationValues.Left, before: 0), Look(FangSong, SmallSize4)),
        Style(Copies, "版记", Loose(JustificationValues.Left, before: 0), Look(FangSong, Size4)),
        Style(PageNumber, "页码", Loose(JustificationValues.Left, before: 0), Look(SongTi, Size4)),
        Style(Draft, "草稿", Loose(JustificationValues.Center, before: 0), Look(HeiTi, SmallSize4, Red)),
        Style(Picture, "二维码", Loose(JustificationValues.Left, before: 120), Look(FangSong, SmallSize4)),
        Style(End, "尾", new StyleParagraphProperties(new SpacingBetweenLines { Line = "20", LineRule = LineSpacingRuleValues.Exact }), null));

    static Style Style(string id, string name, StyleParagraphProperties paragraph, StyleRunProperties? run, bool isDefault = false)
    {
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null, CustomStyle = isDefault ? null : true, StyleName = new() { Val = name } };
        style.Append(new PrimaryStyle(), paragraph);
        if (run is not null)
            style.Append(run);
        return style;
    }

    static StyleParagraphProperties Exact(bool firstLine) => new()
    {
        WidowControl = new() { Val = false },
        // A case number or an address may break anywhere, or the line before it would be torn apart.
        WordWrap = new() { Val = false },
        AutoSpaceDE = new() { Val = false },
        AutoSpaceDN = new() { Val = false },
        SpacingBetweenLines = new() { Before = "0", After = "0", Line = Text(Page.Line), LineRule = LineSpacingRuleValues.Exact },
        Indentation = firstLine ? new() { FirstLine = Text(2 * Page.Character), FirstLineChars = 200 } : null,
        Justification = new() { Val = JustificationValues.Both },
    };

    static StyleParagraphProperties Centred()
    {
        var centred = Exact(firstLine: false);
        centred.Justification = new() { Val = JustificationValues.Center };
        return centred;
    }

    static StyleParagraphProperties Spaced(StyleParagraphProperties title)
    {
        title.KeepNext = new();
        title.SpacingBetweenLines!.Line = Text(Page.Line + 60);
        return title;
    }

    static StyleParagraphProperties Outline(int level)
    {
        var heading = Exact(firstLine: true);
        (heading.KeepNext, heading.OutlineLevel) = (new(), new() { Val = level });
        return heading;
    }

    static StyleParagraphProperties Loose(JustificationValues side, int before) => new()
    {
        SnapToGrid = new() { Val = false },
        SpacingBetweenLines = new() { Before = Text(before), After = "0", Line = "240", LineRule = LineSpacingRuleValues.Auto },
        Justification = new() { Val = side },
    };

    static StyleRunProperties Look(string font, int size, string? colour = null)
    {
        var look = new StyleRunProperties(Typeface(font));
        if (colour is not null)
            look.Append(new Color { Val = colour });
        look.Append(new FontSize { Val = Text(size) }, new FontSizeComplexScript { Val = Text(size) });
        return look;
    }

    // Letters and digits take the same face: a line then holds its 28 characters, two digits to one.
    static RunFonts Typeface(string font) => new() { Ascii = font, HighAnsi = font, EastAsia = font, ComplexScript = font, Hint = FontTypeHintValues.EastAsia };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
