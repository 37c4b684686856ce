using System.Text;
using Anjie.Cases;

namespace Anjie.Hosting.Tests;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt"), InlineData(@"..\..\a.pdf", "a.pdf"), InlineData("/a.pdf", "a.pdf"), InlineData(@"\\10.0.0.1\c$\a.pdf", "a.pdf"), InlineData(@"C:\a.pdf", "a.pdf"), InlineData("C:a.pdf", "C_a.pdf")]
    [InlineData("a\0b.pdf", "ab.pdf"), InlineData("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"), InlineData("a\"b.pdf", "a_b.pdf"), InlineData("%2e%2e%2fa.pdf", "_2e_2e_2fa.pdf"), InlineData("完成50%.docx", "完成50%.docx")]
    [InlineData("con.pdf", "_con.pdf"), InlineData("LPT1.tar.pdf", "_LPT1.tar.pdf"), InlineData("console.pdf", "console.pdf"), InlineData("a.pdf. . .", "a.pdf"), InlineData("...", "file"), InlineData(".pdf", "pdf"), InlineData("a/", "file")]
    [InlineData("\u202Efdp.exe.pdf", "fdp.exe.pdf"), InlineData("张三丰 补偿\u200B协议.docx", "张三丰 补偿协议.docx"), InlineData("e\u0301.txt", "\u00E9.txt"), InlineData("a?*<>|.pdf", "a_____.pdf")]
    public void S_64_a_name_is_kept_without_what_would_lead_elsewhere_or_deceive(string given, string kept) => FileName.Clean(given).ShouldBe(kept);

    [Fact]
    public void S_64_a_name_too_long_is_cut_before_its_extension()
    {
        foreach (var sign in (string[])["a", "补", "😀"])
        {
            var name = FileName.Clean(string.Concat(Enumerable.Repeat(sign, 300)) + ".docx");
            Encoding.UTF8.GetByteCount(name).ShouldBeInRange(250, 255);
            name.ShouldEndWith(".docx");
            name.Replace(sign, "", StringComparison.Ordinal).ShouldBe(".docx");
        }

        Encoding.UTF8.GetByteCount(FileName.Clean("a." + new string('x', 400))).ShouldBeLessThanOrEqualTo(255);
    }

    [Theory]
    [InlineData("a.pdf", "a.pdf"), InlineData("%E5%BC%A0%E4%B8%89.pdf", "张三.pdf"), InlineData("%22%0D%0A.pdf", "_.pdf"), InlineData("%252e%252e%252fa.pdf", "_2e_2e_2fa.pdf")]
    public void A_name_arrives_in_a_header(string header, string name) => FileName.Read(header).ShouldBe(name);

    [Theory]
    [InlineData(null), InlineData(""), InlineData("张三.pdf"), InlineData("a b.pdf"), InlineData("%ff.pdf"), InlineData("%c0%ae%c0%ae%c0%af.pdf"), InlineData("%ED%A0%80.pdf"), InlineData("%4"), InlineData("%zz")]
    public void S_64_what_is_no_name_is_refused(string? header) => Should.Throw<BrokenRuleException>(() => FileName.Read(header)).Code.ShouldBe(AttachmentErrors.Name);

    [Theory]
    [InlineData("a.pdf", "attachment; filename=\"file.pdf\"; filename*=UTF-8''a.pdf")]
    [InlineData("张三.docx", "attachment; filename=\"file.docx\"; filename*=UTF-8''%E5%BC%A0%E4%B8%89.docx")]
    [InlineData("a\"; x=\r\nb';.txt", "attachment; filename=\"file.txt\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0Ab%27%3B.txt")]
    public void S_72_the_header_of_a_download_names_the_file_and_ends_nowhere_else(string name, string header)
    {
        FileName.Disposition(name).ShouldBe(header);
        Microsoft.Net.Http.Headers.ContentDispositionHeaderValue.Parse(FileName.Disposition(name)).FileNameStar.Value.ShouldBe(name);
    }
}
