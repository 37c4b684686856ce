using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Anjie.Cases;
using static Anjie.Support.SampleFiles;

namespace Anjie.Hosting.Tests;

public sealed class ContentTests
{
    const int Megabyte = 1024 * 1024;

    public static TheoryData<string, FileKind> Ordinary => new()
    {
        { "说明.pdf", FileKind.Pdf }, { "现场.jpg", FileKind.Jpeg }, { "现场.JPEG", FileKind.Jpeg }, { "图.png", FileKind.Png }, { "报告.docx", FileKind.Docx }, { "台账.xlsx", FileKind.Xlsx }, { "记录.txt", FileKind.Text },
    };

    [Theory, MemberData(nameof(Ordinary))]
    public void S_67_a_file_is_what_its_content_says_and_its_name_must_agree(string name, FileKind kind)
    {
        ContentCheck.Check(Of(kind), name).Kind.ShouldBe(kind);
        foreach (var other in (string[])["a.pdf", "a.jpg", "a.png", "a.docx", "a.xlsx", "a.txt", "a.exe", "a.html", "a"])
            if (FileKinds.Named(other) != kind)
                Refusal(Of(kind), other).ShouldBe(AttachmentErrors.Kind, other);
    }

    [Fact]
    public void S_67_what_is_something_else_is_refused_whatever_it_is_called()
    {
        var page = Text("<!doctype html><script>alert(1)</script>");
        var drawing = Text("""<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>""");
        foreach (var name in (string[])["a.jpg", "a.png", "a.pdf", "a.docx", "a.svg", "a.html"])
        {
            Refusal(page, name).ShouldBe(AttachmentErrors.Kind, name);
            Refusal(drawing, name).ShouldBe(AttachmentErrors.Kind, name);
        }

        Refusal([], "a.txt").ShouldBe(AttachmentErrors.Empty);
        Refusal([0xD5, 0xF7, 0xB5, 0xD8], "a.txt").ShouldBe(AttachmentErrors.Kind); // GBK
        Refusal([.. "ab"u8, 0], "a.txt").ShouldBe(AttachmentErrors.Kind);
        Refusal([.. "MZ"u8, 0x90, 0, .. new byte[100]], "a.txt").ShouldBe(AttachmentErrors.Kind);
        Refusal(Zip(("a.txt", Text())), "a.docx").ShouldBe(AttachmentErrors.Kind);
    }

    [Fact]
    public void S_67_whatever_is_put_behind_a_picture_is_left_out()
    {
        byte[] behind = [.. Zip(("x.class", Text("<script>"))), .. Text("<script>")];
        foreach (var (picture, name) in new[] { (Jpeg(), "a.jpg"), (Png(), "a.png") })
        {
            var kept = Kept([.. picture, .. behind], name);
            kept.ShouldBe(Kept(picture, name));
            Encoding.Latin1.GetString(kept).ShouldNotContain("script");
        }

        foreach (var cut in (int[])[10, 40, 100])
        {
            Refusal(Jpeg()[..^cut], "a.jpg").ShouldBe(AttachmentErrors.Damaged);
            Refusal(Png()[..(cut / 2)], "a.png").ShouldBeOneOf(AttachmentErrors.Damaged, AttachmentErrors.Kind);
        }
    }

    [Theory]
    [InlineData("3 0 obj\n<</S /JavaScript /JS (app.alert(1))>>\nendobj", AttachmentErrors.Script)]
    [InlineData("3 0 obj\n<</S /J#61v#61Script /JS 4 0 R>>\nendobj", AttachmentErrors.Script)]
    [InlineData("3 0 obj\n<</S/Launch/F(cmd.exe)>>\nendobj", AttachmentErrors.Script)]
    [InlineData("3 0 obj\n<</AcroForm <</XFA 4 0 R>>>>\nendobj", AttachmentErrors.Script)]
    [InlineData("3 0 obj\n<</Names <</EmbeddedFiles 4 0 R>>>>\nendobj", AttachmentErrors.Embedded)]
    [InlineData("3 0 obj\n<</Type /EmbeddedFile /Length 1>>\nstream\nx\nendstream\nendobj", AttachmentErrors.Embedded)]
    [InlineData("3 0 obj\n<</Type /ObjStm /Filter /ASCIIHexDecode /Length 4>>\nstream\n2F4A>\nendstream\nendobj", AttachmentErrors.Damaged)]
    [InlineData("3 0 obj\n<</Type /ObjStm /Filter [/ASCII85Decode /FlateDecode] /Length 4>>\nstream\n2F4A>\nendstream\nendobj", AttachmentErrors.Damaged)]
    [InlineData("3 0 obj\n<</Type /Obj#53tm /Filter 4 0 R /Length 4>>\nstream\nabcd\nendstream\nendobj", AttachmentErrors.Damaged)]
    [InlineData("trailer\n<</Encrypt 5 0 R>>", AttachmentErrors.Encrypted)]
    public void S_67_a_pdf_that_does_something_or_brings_something_along_is_refused(string objects, string code) => Refusal(Pdf(objects), "a.pdf").ShouldBe(code);

    [Fact]
    public void S_67_what_is_packed_in_a_pdf_is_looked_into()
    {
        var filler = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i} 0 obj "));
        Kept(Pdf(PackedObject("/Type /ObjStm /N 1 /First 4", filler + "<</S /GoTo /D 3>>")), "a.pdf").ShouldNotBeEmpty();
        // At every place about the edges of the parts in which it is read.
        foreach (var more in Enumerable.Range(65_480, 64))
            Refusal(Pdf(PackedObject("/Type /ObjStm /N 1 /First 4", new string(' ', more) + "<</S /#4aavaScript>>")), "a.pdf").ShouldBe(AttachmentErrors.Script, $"{more}");
        Refusal(Pdf(PackedObject("/Type /Whatever", "<</S /Launch>>")), "a.pdf").ShouldBe(AttachmentErrors.Script);
        Refusal(Pdf(PackedObject("/Type /ObjStm /DecodeParms <</Predictor 12>>", "<</A 1>>")), "a.pdf").ShouldBe(AttachmentErrors.Damaged);
        Refusal(Pdf(PackedObject("/Type /Page", new string('0', Megabyte), 120)), "a.pdf").ShouldBe(AttachmentErrors.Archive);
        Refusal(Pdf()[..^20], "a.pdf").ShouldBe(AttachmentErrors.Damaged);
    }

    [Fact]
    public void S_63_an_archive_that_expands_beyond_measure_is_refused_before_it_does()
    {
        var zeros = Docx("x", ("word/media/image1.bmp", new byte[30 * Megabyte]));
        var many = Zip([.. Word("x"), .. Enumerable.Range(0, 10_001).Select(i => Entry($"word/e{i}", ""))]);
        var manyDeclared = Docx();
        BinaryPrimitives.WriteUInt16LittleEndian(manyDeclared.AsSpan(manyDeclared.Length - 12), ushort.MaxValue);
        var noise = RandomNumberGenerator.GetBytes(Megabyte);
        var large = Zip([.. Word("x"), .. Enumerable.Range(0, 3).Select(i => ($"word/media/image{i}.png", noise))]);
        foreach (var at in CentralHeaders(large).Skip(3))
            BinaryPrimitives.WriteUInt32LittleEndian(large.AsSpan(at + 24), 70 * Megabyte); // 210 MB by what is declared, of 3 MB

        foreach (var (file, what) in new[] { (zeros, "ratio"), (many, "entries"), (manyDeclared, "entries by what is declared"), (large, "total") })
        {
            var (memory, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            Refusal(file, "a.docx").ShouldBeOneOf([AttachmentErrors.Archive, AttachmentErrors.Damaged], what);
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(1), what);
            (GC.GetAllocatedBytesForCurrentThread() - memory).ShouldBeLessThan(50L * Megabyte, what);
        }
    }

    [Fact]
    public void S_63_an_archive_that_declares_less_than_it_holds_is_refused_while_it_expands()
    {
        var file = Docx("x", ("word/media/image1.bmp", new byte[90 * Megabyte]));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(CentralHeaders(file)[3] + 24), 1000);

        var memory = GC.GetAllocatedBytesForCurrentThread();
        Refusal(file, "a.docx").ShouldBe(AttachmentErrors.Archive);
        (GC.GetAllocatedBytesForCurrentThread() - memory).ShouldBeLessThan(5L * Megabyte);
    }

    [Fact]
    public void S_63_entries_that_share_their_data_are_refused()
    {
        // The second one lies in the data of the first, as in a bomb without nesting.
        byte[] inner = [.. LocalHeader("b", 4), .. "same"u8];
        byte[] local = [.. LocalHeader("a", inner.Length), .. inner];
        byte[] central = [.. CentralHeader("a", inner.Length, 0), .. CentralHeader("b", 4, 31)];
        byte[] file = [.. local, .. central, .. "PK\u0005\u0006"u8, 0, 0, 0, 0, 2, 0, 2, 0, .. BitConverter.GetBytes(central.Length), .. BitConverter.GetBytes(local.Length), 0, 0];
        Refusal(file, "a.docx").ShouldBe(AttachmentErrors.Archive);
        // Beside each other they would only be no document.
        byte[] apart = [.. LocalHeader("a", 4), .. "same"u8, .. LocalHeader("b", 4), .. "same"u8];
        byte[] listed = [.. CentralHeader("a", 4, 0), .. CentralHeader("b", 4, 35)];
        Refusal([.. apart, .. listed, .. "PK\u0005\u0006"u8, 0, 0, 0, 0, 2, 0, 2, 0, .. BitConverter.GetBytes(listed.Length), .. BitConverter.GetBytes(apart.Length), 0, 0], "a.docx").ShouldBe(AttachmentErrors.Kind);
    }

    [Fact]
    public void S_63_archives_in_archives_are_refused_whatever_they_are_called()
    {
        Refusal(Docx("x", ("word/media/image1.png", Zip(("a", Text())))), "a.docx").ShouldBe(AttachmentErrors.Archive);
        Refusal(Docx("x", ("word/media/image1.png", [0x1F, 0x8B, 8, 0])), "a.docx").ShouldBe(AttachmentErrors.Archive);
        Refusal(Docx("x", ("word/media/a.zip", Text())), "a.docx").ShouldBe(AttachmentErrors.Archive);
        Refusal(Docx("x", ("word/embeddings/Microsoft_Excel_Sheet1.xlsx", Xlsx())), "a.docx").ShouldBe(AttachmentErrors.Archive);
    }

    [Theory]
    [InlineData("../../x.xml"), InlineData("word/../../x.xml"), InlineData("/x.xml"), InlineData(@"word\..\x.xml"), InlineData("C:x.xml"), InlineData("word/%2e%2e%2fx.xml"), InlineData("word//x.xml"), InlineData("word/./x.xml"), InlineData("word/\u0001.xml"), InlineData("WORD/document.xml")]
    public void S_64_S_65_an_archive_whose_entries_lead_elsewhere_is_refused(string path) => Refusal(Docx("x", Entry(path, "<a/>")), "a.docx").ShouldBe(AttachmentErrors.Archive);

    [Fact]
    public void S_65_a_link_in_an_archive_is_refused()
    {
        var file = Docx("x", Entry("word/link", "/etc/passwd"));
        var at = CentralHeaders(file)[3];
        file[at + 5] = 3; // made by Unix
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 38), 0xA1FFu << 16);
        Refusal(file, "a.docx").ShouldBe(AttachmentErrors.Archive);
    }

    [Fact]
    public void S_66_the_test_file_of_virus_scanners_is_found_plain_in_an_archive_and_in_a_document()
    {
        Refusal(Eicar, "a.txt").ShouldBe(AttachmentErrors.Malware);
        Refusal(Zip(("eicar.com", Eicar)), "a.docx").ShouldBe(AttachmentErrors.Malware);
        Refusal(Docx("x", ("word/media/eicar.txt", Eicar)), "a.docx").ShouldBe(AttachmentErrors.Malware);
        foreach (var before in Enumerable.Range(64 * 1024 - 70, 72))
            Refusal(Docx("x", ("word/media/a.txt", [.. new byte[before], .. Eicar])), "a.docx").ShouldBe(AttachmentErrors.Malware, $"{before}");
    }

    [Fact]
    public void S_61_S_67_a_document_with_macros_objects_or_something_from_outside_is_refused()
    {
        Refusal(Docx("x", ("word/vbaProject.bin", Text())), "a.docx").ShouldBe(AttachmentErrors.Macro);
        Refusal(Docx("x", Entry("[Content_Types].xml", Types(("/word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml")))), "a.docx").ShouldBe(AttachmentErrors.Macro);
        Refusal(Docx("x", Entry("word/_rels/document.xml.rels", Relations(("vbaProject", "harmless.bin", false)))), "a.docx").ShouldBe(AttachmentErrors.Macro);
        Refusal(Xlsx(Entry("xl/macrosheets/sheet1.xml", "<a/>")), "a.xlsx").ShouldBe(AttachmentErrors.Macro);
        Refusal(Docx("x", ("word/embeddings/oleObject1.bin", Text())), "a.docx").ShouldBe(AttachmentErrors.Embedded);
        Refusal(Docx("x", ("word/media/image1.emf", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1])), "a.docx").ShouldBe(AttachmentErrors.Embedded);
        Refusal(Docx("x", ("word/media/image1.emf", [.. "MZ"u8, 0])), "a.docx").ShouldBe(AttachmentErrors.Embedded);
        Refusal(Docx("x", Entry("word/_rels/document.xml.rels", Relations(("aFChunk", "a.html", false)))), "a.docx").ShouldBe(AttachmentErrors.Embedded);
        foreach (var (kind, target) in new[] { ("attachedTemplate", "http://10.0.0.1/t.dotm"), ("image", "http://10.0.0.1/a.png"), ("oleObject", "file:///c:/a.xlsx"), ("hyperlink", @"\\10.0.0.1\share"), ("hyperlink", "file://10.0.0.1/a"), ("externalLinkPath", "other.xlsx") })
            Refusal(Docx("x", Entry("word/_rels/settings.xml.rels", Relations((kind, target, true)))), "a.docx").ShouldBe(AttachmentErrors.External, target);
        Kept(Docx("x", Entry("word/_rels/document.xml.rels", Relations(("hyperlink", "https://www.gjxfj.gov.cn/", true), ("hyperlink", "mailto:a@example.com", true)))), "a.docx").ShouldNotBeEmpty();
        Refusal(Docx("x", Entry("word/settings.xml", """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>""")), "a.docx").ShouldBe(AttachmentErrors.External);
        Refusal(Docx("x", Entry("word/settings.xml", "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]><a>&d;</a>")), "a.docx").ShouldBe(AttachmentErrors.External);
        Refusal(Docx("x", Entry("word/_rels/settings.xml.rels", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\"><a/>")), "a.docx").ShouldBe(AttachmentErrors.External);
        Refusal(Docx("x", Entry("word/settings.xml", $"<a>{new string('b', 65_530)}<!ENTITY c \"d\"></a>")), "a.docx").ShouldBe(AttachmentErrors.External);
        Refusal(Docx("x", ("word/settings.xml", Encoding.Unicode.GetBytes("<!DOCTYPE a><a/>"))), "a.docx").ShouldBe(AttachmentErrors.Damaged);
        Refusal(Docx("x", Entry("word/settings.xml", """<?xml version="1.0" encoding="utf-7"?><a/>""")), "a.docx").ShouldBe(AttachmentErrors.Damaged);
        Kept(Docx("x", Entry("word/settings.xml", """<?xml version="1.0" encoding='utf-8'?><!-- a --><a><![CDATA[a < b]]></a>""")), "a.docx").ShouldNotBeEmpty();
        Refusal([.. Docx(), 0], "a.docx").ShouldBe(AttachmentErrors.Damaged);
        Refusal([0xD0, 0xCF, 0x11, 0xE0, .. new byte[600]], "a.docx").ShouldBe(AttachmentErrors.Kind); // encrypted, or of the old format
    }

    [Fact]
    public void S_68_a_picture_too_large_for_any_memory_is_refused_by_its_head()
    {
        Refusal(Png(65_535, 65_535), "a.png").ShouldBe(AttachmentErrors.Pixels);
        Refusal(Png(uint.MaxValue, uint.MaxValue), "a.png").ShouldBe(AttachmentErrors.Pixels);
        Refusal(Png(100_000_001, 1), "a.png").ShouldBe(AttachmentErrors.Pixels);
        Refusal(Png(0, 1), "a.png").ShouldBe(AttachmentErrors.Damaged);
        Refusal(Jpeg(65_535, 65_535), "a.jpg").ShouldBe(AttachmentErrors.Pixels);
        Kept(Png(10_000, 10_000), "a.png").ShouldNotBeEmpty();
        Kept(Jpeg(10_000, 10_000), "a.jpg").ShouldNotBeEmpty();
    }

    [Fact]
    public void S_70_where_and_by_whom_a_picture_was_taken_is_left_out_and_which_way_is_up_stays()
    {
        var turned = Encoding.Latin1.GetString(Kept(Jpeg(orientation: 6), "a.jpg"));
        turned.ShouldNotContain("GPS");
        turned.ShouldContain("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0");
        Encoding.Latin1.GetString(Kept(Jpeg(orientation: 1), "a.jpg")).ShouldNotContain("Exif");
        Kept(Jpeg(orientation: 6), "a.jpg").ShouldBe(Kept(Kept(Jpeg(orientation: 6), "a.jpg"), "a.jpg"));

        var picture = Kept(Png(2, 2, ("tEXt", Text("Author\0张三丰")), ("iTXt", Text("XML:com.adobe.xmp\0GPS")), ("eXIf", Text("II*\0GPS")), ("tIME", new byte[7]), ("pHYs", new byte[9])), "a.png");
        picture.ShouldBe(Png(2, 2, ("pHYs", new byte[9])));
        Refusal(Png(2, 2, ("ABCD", [])), "a.png").ShouldBe(AttachmentErrors.Damaged);
    }

    [Fact]
    public void Whatever_is_changed_in_a_file_it_is_taken_or_refused_and_nothing_else_happens()
    {
        const int Changes = 3000;
        var random = new Random(20260105);
        var (taken, refused) = (0, 0);
        foreach (var kind in Enum.GetValues<FileKind>())
            for (var i = 0; i < Changes; i++)
            {
                var file = Of(kind);
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                    file[random.Next(file.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
                if (random.Next(4) == 0)
                    file = file[..random.Next(file.Length)];
                try
                {
                    ContentCheck.Check(file, $"a.{(kind == FileKind.Text ? "txt" : kind == FileKind.Jpeg ? "jpg" : kind.ToString())}");
                    taken++;
                }
                catch (BrokenRuleException)
                {
                    refused++;
                }
            }

        taken.ShouldBeGreaterThan(Changes / 10);
        refused.ShouldBeGreaterThan(Changes);
    }

    static byte[] Of(FileKind kind) => kind switch
    {
        FileKind.Pdf => Pdf(),
        FileKind.Jpeg => Jpeg(),
        FileKind.Png => Png(),
        FileKind.Docx => Docx(),
        FileKind.Xlsx => Xlsx(),
        FileKind.Text => Text(),
    };

    static string Refusal(byte[] file, string name) => Should.Throw<BrokenRuleException>(() => ContentCheck.Check(file, name)).Code;

    static byte[] Kept(byte[] file, string name) => [.. ContentCheck.Check(file, name).Pieces.SelectMany(piece => piece.ToArray())];

    static byte[] LocalHeader(string name, int size) =>
        [.. "PK\u0003\u0004"u8, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(size), .. BitConverter.GetBytes(size), (byte)name.Length, 0, 0, 0, .. Encoding.ASCII.GetBytes(name)];

    static byte[] CentralHeader(string name, int size, int local) =>
        [.. "PK\u0001\u0002"u8, 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(size), .. BitConverter.GetBytes(size), (byte)name.Length, .. new byte[13], .. BitConverter.GetBytes(local), .. Encoding.ASCII.GetBytes(name)];

    static List<int> CentralHeaders(byte[] zip)
    {
        List<int> found = [];
        for (var at = (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(zip.Length - 6)); zip.AsSpan(at, 4).SequenceEqual("PK\u0001\u0002"u8);
             at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 28)) + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 30)))
            found.Add(at);
        return found;
    }
}
