using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Anjie.Letters.Tests;

public sealed class DocxTests
{
    static readonly Uri Query = new("https://petition.example.org/public?matter=XF202608000121");

    static readonly LetterKind Opinion = LetterKinds.Get("opinion");

    public static TheoryData<string> Kinds => KindsTests.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_is_a_valid_document_and_always_the_same_bytes(string code)
    {
        var letter = Samples.Issue(code);

        var file = LetterDocx.Write(letter, Query);

        Faults(file).ShouldBeEmpty();
        LetterDocx.Write(Samples.Issue(code), Query).ShouldBe(file);
        var draft = LetterDocx.Write(LetterDraft.Fill(Samples.TextOf(letter.Kind), new()).Preview);
        Faults(draft).ShouldBeEmpty();
        TextOf(draft).ShouldContain("未填");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void An_issued_letter_holds_no_empty_field(string code)
    {
        var text = TextOf(LetterDocx.Write(Samples.Issue(code)));

        text.ShouldNotContain("未填");
        text.ShouldNotContain("草稿");
        text.IndexOfAny(['{', '}', '\uFFFD']).ShouldBe(-1);
        foreach (var gap in (string[])["：。", "，。", "，，", "（）", "《》", "：\n于"])
            text.ShouldNotContain(gap, Case.Sensitive, code);
    }

    [Fact]
    public void The_page_is_that_of_the_standard()
    {
        using var document = Open(LetterDocx.Write(Samples.Issue("opinion")));
        var section = document.MainDocumentPart!.Document!.Body!.Elements<SectionProperties>().Single();

        var (size, margin, grid) = (section.GetFirstChild<PageSize>()!, section.GetFirstChild<PageMargin>()!, section.GetFirstChild<DocGrid>()!);
        Millimetres(size.Width!).ShouldBe(210, 0.1);
        Millimetres(size.Height!).ShouldBe(297, 0.1);
        Millimetres(margin.Top!.Value).ShouldBe(37, 0.1);
        Millimetres(margin.Left!).ShouldBe(28, 0.1);
        Millimetres(size.Width! - margin.Left! - margin.Right!).ShouldBe(156, 0.1);
        Millimetres(size.Height!.Value - margin.Top!.Value - margin.Bottom!.Value).ShouldBe(225, 0.1);
        (225 / Millimetres(grid.LinePitch!.Value)).ShouldBe(22, 0.1);
        var character = document.MainDocumentPart.StyleDefinitionsPart!.Styles!.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!;
        (156 / Millimetres(int.Parse(character.FontSize!.Val!.Value!, null) * 10 + character.Spacing!.Val!.Value)).ShouldBe(28, 0.1);
    }

    [Fact]
    public void Title_body_and_headings_have_the_sizes_and_faces_of_the_standard()
    {
        using var document = Open(LetterDocx.Write(Samples.Issue("opinion")));
        var styles = document.MainDocumentPart!.StyleDefinitionsPart!.Styles!;

        Look("LetterTitle").ShouldBe(("方正小标宋简体", "44"));
        Look("Level1").ShouldBe(("黑体", "32"));
        Look("Level2").ShouldBe(("楷体_GB2312", "32"));
        var body = styles.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!;
        (body.RunFonts!.EastAsia!.Value, body.FontSize!.Val!.Value).ShouldBe(("仿宋_GB2312", "32"));
        document.MainDocumentPart.FontTablePart!.Fonts!.Elements<Font>().ShouldAllBe(font => font.AltName!.Val!.Value!.Length > 0);
        document.MainDocumentPart.FontTablePart.GetPartsOfType<FontPart>().ShouldBeEmpty();

        (string?, string?) Look(string id)
        {
            var run = styles.Elements<Style>().Single(style => style.StyleId == id).StyleRunProperties!;
            return (run.RunFonts!.EastAsia!.Value, run.FontSize!.Val!.Value);
        }
    }

    [Fact]
    public void Pages_are_numbered_between_dashes_on_the_outer_side()
    {
        using var document = Open(LetterDocx.Write(Samples.Issue("opinion")));
        var main = document.MainDocumentPart!;

        main.DocumentSettingsPart!.Settings!.Elements<EvenAndOddHeaders>().Count().ShouldBe(1);
        Side(HeaderFooterValues.Default).ShouldBe(JustificationValues.Right);
        Side(HeaderFooterValues.Even).ShouldBe(JustificationValues.Left);

        JustificationValues Side(HeaderFooterValues pages)
        {
            var id = main.Document!.Body!.Elements<SectionProperties>().Single().Elements<FooterReference>().Single(footer => footer.Type! == pages).Id!;
            var paragraph = ((FooterPart)main.GetPartById(id!)).Footer!.Elements<Paragraph>().Single();
            paragraph.InnerText.ShouldBe("— 1 —");
            paragraph.Elements<SimpleField>().Single().Instruction!.Value.ShouldBe(" PAGE ");
            return paragraph.ParagraphProperties!.Justification!.Val!;
        }
    }

    [Fact]
    public void A_red_line_stands_below_the_number_of_letters_with_a_head_only()
    {
        Red(LetterDocx.Write(Samples.Issue("supervision-letter"))).ShouldBe(["金信督〔2026〕12号"]);
        Red(LetterDocx.Write(Samples.Issue("opinion"))).ShouldBeEmpty();

        static string[] Red(byte[] file)
        {
            using var document = Open(file);
            return [.. document.MainDocumentPart!.Document!.Descendants<BottomBorder>().Where(border => border.Color == "FF0000").Select(border => border.Ancestors<Paragraph>().First().InnerText)];
        }
    }

    [Fact]
    public void Unit_stands_centred_over_the_date_with_room_for_the_seal()
    {
        foreach (var unit in (string[])["甲局", Samples.Office, "金昌市人力资源和社会保障局劳动保障监察综合行政执法支队"])
        {
            using var document = Open(LetterDocx.Write(LetterDraft.Fill(Samples.TextOf(Opinion), Samples.For(Opinion).With(LetterFields.Unit, unit)).Issue()));
            var paragraphs = document.MainDocumentPart!.Document!.Body!.Elements<Paragraph>().ToList();
            var at = paragraphs.FindIndex(paragraph => paragraph.InnerText == unit);
            var (name, date) = (paragraphs[at], paragraphs[at + 1]);

            date.InnerText.ShouldBe("2026年9月20日");
            Centre(name, unit.Length).ShouldBe(Centre(date, 6.5), 0.01);
            paragraphs[at - 1].ParagraphProperties!.KeepNext.ShouldNotBeNull();
            name.ParagraphProperties!.KeepNext.ShouldNotBeNull();
            int.Parse(name.ParagraphProperties.SpacingBetweenLines!.Before!.Value!, null).ShouldBeGreaterThan(1000);
        }

        static double Centre(Paragraph paragraph, double width) => int.Parse(paragraph.ParagraphProperties!.Indentation!.Right!.Value!, null) / 320.0 + width / 2;
    }

    [Fact]
    public void Proof_of_service_and_stub_follow_on_pages_of_their_own()
    {
        var draft = Samples.Draft(Opinion);
        var proof = draft.ProofOfService(Samples.TextOf(LetterKinds.ProofOfService), new LetterFacts().With(LetterFields.ServicePlace, "永昌县").With(LetterFields.Means, "邮寄"));
        var stub = draft.Stub(Samples.TextOf(LetterKinds.Stub));

        var file = LetterDocx.Write(draft.Issue(), Query, proof.Issue(), stub.Issue());

        Faults(file).ShouldBeEmpty();
        using var document = Open(file);
        var body = document.MainDocumentPart!.Document!.Body!;
        body.Elements<Paragraph>().Where(paragraph => paragraph.ParagraphProperties?.PageBreakBefore is not null).Select(paragraph => paragraph.InnerText).ShouldBe(["送达回证", "文书存根"]);
        body.Elements<Table>().Count().ShouldBe(3); // 版记, proof, stub
        var form = body.Elements<Table>().ElementAt(1).Elements<TableRow>().Select(row => string.Join('|', row.Elements<TableCell>().Select(cell => cell.InnerText))).ToList();
        form.ShouldContain("文书文号|金信处〔2026〕12号");
        form.ShouldContain($"受送达人|{Samples.Petitioner}");
        form.ShouldContain("送达方式|□当面　■邮寄　□其他");
        form.ShouldContain("签收标志|□签收　□拒收");
        form.ShouldContain("拒收事由||见证人|");
    }

    [Fact]
    public void The_code_on_a_letter_is_a_picture_inside_the_file()
    {
        using var document = Open(LetterDocx.Write(Samples.Issue("acceptance"), Query));

        var picture = document.MainDocumentPart!.ImageParts.Single();
        picture.ContentType.ShouldBe("image/png");
        using var stream = picture.GetStream();
        var head = new byte[8];
        stream.ReadExactly(head);
        head.ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        document.MainDocumentPart.ExternalRelationships.ShouldBeEmpty();
        document.MainDocumentPart.HyperlinkRelationships.ShouldBeEmpty();
    }

    [Fact]
    public void The_file_names_nobody_and_has_no_time_of_its_own()
    {
        var file = LetterDocx.Write(Samples.Issue("opinion"));

        using var zip = new ZipArchive(new MemoryStream(file));
        zip.Entries.ShouldAllBe(entry => entry.LastWriteTime.Year == 1980);
        zip.Entries[0].FullName.ShouldBe("[Content_Types].xml");
        using var core = new StreamReader(zip.Entries.Single(entry => entry.FullName.EndsWith("core.xml", StringComparison.Ordinal)).Open());
        var properties = core.ReadToEnd();
        properties.ShouldContain("信访处理意见书 金信处〔2026〕12号");
        foreach (var telling in (string[])["creator", "lastModifiedBy", "created", "modified", Samples.Petitioner])
            properties.ShouldNotContain(telling);
    }

    [Fact]
    public void A_draft_is_marked_on_every_page()
    {
        using var document = Open(LetterDocx.Write(Samples.Draft(Opinion).Preview));

        document.MainDocumentPart!.HeaderParts.Single().Header!.InnerText.ShouldContain("草稿");
        document.MainDocumentPart.Document!.Body!.Elements<SectionProperties>().Single().Elements<HeaderReference>().Count().ShouldBe(2);
    }

    internal static WordprocessingDocument Open(byte[] file) => WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);

    internal static List<string> Faults(byte[] file)
    {
        using var document = Open(file);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(fault => $"{fault.Path?.XPath}: {fault.Description}")];
    }

    /// <summary>Everything a reader sees, a line a paragraph.</summary>
    internal static string TextOf(byte[] file)
    {
        using var document = Open(file);
        var main = document.MainDocumentPart!;
        return string.Join('\n', main.HeaderParts.Select(part => part.Header!.InnerText).Concat(main.Document!.Descendants<Paragraph>().Select(paragraph => paragraph.InnerText)));
    }

    static double Millimetres(double twips) => twips / 1440 * 25.4;
}
