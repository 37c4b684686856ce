using System.IO.Compression;
using System.Text;
using Anjie.Hosting.Breach;
using Anjie.PersonalData;

namespace Anjie.Hosting.Tests;

public sealed class LeakedFileTests : IDisposable
{
    const string Number = "11010519491231002X";
    static readonly DateOnly Today = new(2026, 3, 2);
    readonly string _folder = System.IO.Directory.CreateTempSubdirectory("anjie-leak-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("张三,11010519491231002x,138 1234 5678"), InlineData("来访人：张三（身份证11010519491231002X），电话 +86-13812345678。"), InlineData("\"张三\";\"11010519491231002X\";\"13812345678\""), InlineData("110105491231002\t张三\t13812345678")]
    public void S_98_a_person_is_read_from_a_line_however_it_is_written(string line)
    {
        var read = LeakedLine.Read(line, Today);
        read.IdentityNumbers.ShouldBe([Number]);
        read.Phones.ShouldBe(["13812345678"]);
        read.Names.ShouldContain("张三");
    }

    [Theory]
    [InlineData("11010519491231002"), InlineData("110105194912310021"), InlineData("12345678901"), InlineData("2026-01-05 09:30"), InlineData("")]
    public void S_98_what_only_looks_like_a_number_is_none(string line)
    {
        var read = LeakedLine.Read(line, Today);
        read.IdentityNumbers.ShouldBeEmpty();
        read.Phones.ShouldBeEmpty();
        read.Names.ShouldBeEmpty();
    }

    [Fact]
    public void S_98_text_is_read_in_either_encoding_and_a_workbook_row_by_row()
    {
        const string Line = "张三,11010519491231002X,甘肃省金昌市";
        var (utf8, gb, book) = (Path.Combine(_folder, "a.csv"), Path.Combine(_folder, "b.txt"), Path.Combine(_folder, "c.XLSX"));
        File.WriteAllText(utf8, $"姓名,号码\n{Line}\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        File.WriteAllText(gb, $"姓名,号码\n{Line}\n", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!);
        using (var archive = ZipFile.Open(book, ZipArchiveMode.Create))
        {
            Write(archive, "xl/sharedStrings.xml", "<sst xmlns='x'><si><t>姓名</t></si><si><r><t>张</t></r><r><t>三</t></r></si></sst>");
            Write(archive, "xl/worksheets/sheet1.xml", $"<worksheet xmlns='x'><sheetData><row><c t='s'><v>0</v></c></row><row><c t='s'><v>1</v></c><c t='inlineStr'><is><t>{Number}</t></is></c><c><v>13812345678</v></c></row></sheetData></worksheet>");
        }

        LeakedFile.Lines(utf8).ShouldBe(["姓名,号码", Line]);
        LeakedFile.Lines(gb).ShouldBe(["姓名,号码", Line]);
        LeakedFile.Lines(book).ShouldBe(["姓名\t", $"张三\t{Number}\t13812345678\t"]);

        var none = Path.Combine(_folder, "d.xlsx");
        File.WriteAllText(none, Line);
        Should.Throw<InvalidDataException>(() => LeakedFile.Lines(none).ToList());
    }

    static void Write(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }
}
