using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Anjie.Letters;

/// <summary>Letters as one piece of HTML for screen and printer; the browser's print makes the PDF.</summary>
/// <remarks>The piece has classes, no scripts and no style attributes; <see cref="StyleSheet"/> is to be served with it.</remarks>
public static class LetterHtml
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    static readonly Lazy<string> Css = new(() =>
    {
        using var reader = new StreamReader(typeof(LetterHtml).Assembly.GetManifestResourceStream("letter.css")!, Encoding.UTF8);
        return reader.ReadToEnd();
    });

    /// <summary>Rules for screen and A4 paper.</summary>
    public static string StyleSheet => Css.Value;

    /// <summary>One <c>article</c> a letter.</summary>
    /// <param name="letter">Shown first.</param>
    /// <param name="query">Address of the public query for the first letter; a QR code opens it.</param>
    /// <param name="following">Letters on pages of their own behind it.</param>
    public static string Write(LetterDocument letter, Uri? query = null, params IReadOnlyList<LetterDocument> following)
    {
        var html = new StringBuilder();
        One(html, letter, query);
        foreach (var other in following)
            One(html, other, null);
        return html.ToString();
    }

    static void One(StringBuilder html, LetterDocument letter, Uri? query)
    {
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"letter{(letter.IsDraft ? " letter-is-draft" : "")}\" lang=\"zh-CN\">");
        if (letter.IsDraft)
            Element(html, "p", "letter-draft", "草稿　未经签发");
        var hasHead = letter.Kind.Head == LetterHead.Red && letter.Unit is not null;
        if (hasHead)
        {
            Element(html, "p", "letter-head", letter.Unit!);
            Element(html, "p", "letter-number letter-rule", letter.Number ?? "");
        }

        Element(html, "h1", "letter-title", letter.Title);
        if (!hasHead && letter.Number is not null)
            Element(html, "p", "letter-number", letter.Number);
        if (letter.Addressee is not null)
            Element(html, "p", "letter-addressee", letter.Addressee);
        foreach (var block in letter.Body)
            Block(html, block);
        for (var at = 0; at < letter.Enclosures.Count; at++)
            Element(html, "p", at == 0 ? "letter-enclosure letter-first" : "letter-enclosure", (at == 0 ? "附件：" : "") + (letter.Enclosures.Count > 1 ? ChineseStyle.Mark(3, at + 1) : "") + letter.Enclosures[at]);
        Signed(html, letter);
        if (letter.Note is not null)
            Element(html, "p", "letter-note", $"（{letter.Note}）");
        if (query is not null)
            Code(html, query);
        if (letter.Copies.Length > 0)
            Element(html, "p", "letter-copies", $"抄送：{letter.Copies}。");
        html.Append("</article>");
    }

    static void Block(StringBuilder html, LetterBlock block)
    {
        if (block is HeadingBlock heading)
            Element(html, $"h{heading.Level + 1}", $"letter-level{heading.Level}", heading.Mark + heading.Text);
        else if (block is ItemBlock item)
            Element(html, "p", "letter-item", item.Mark + item.Text);
        else if (block is ParagraphBlock paragraph)
            Element(html, "p", paragraph.IsRemedy ? "letter-remedy" : "", paragraph.Text);
        else if (block is TableBlock table)
            Table(html, table);
    }

    static void Table(StringBuilder html, TableBlock table)
    {
        var columns = table.Rows.Max(row => row.Count);
        html.Append(CultureInfo.InvariantCulture, $"<table class=\"letter-table{(table.HasHeader ? "" : " letter-form")}\">");
        for (var at = 0; at < table.Rows.Count; at++)
        {
            html.Append("<tr>");
            var row = table.Rows[at];
            for (var cell = 0; cell < row.Count; cell++)
            {
                var isHeading = table.HasHeader ? at == 0 : cell % 2 == 0;
                var span = cell == row.Count - 1 && row.Count < columns ? $" colspan=\"{columns - cell}\"" : "";
                var scope = !isHeading ? "" : table.HasHeader ? " scope=\"col\"" : " scope=\"row\"";
                html.Append(isHeading ? string.Concat("<th", scope, span, ">") : string.Concat("<td", span, ">")).Append(Encoder.Encode(row[cell])).Append(isHeading ? "</th>" : "</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</table>");
    }

    static void Signed(StringBuilder html, LetterDocument letter)
    {
        foreach (var line in letter.Signature)
            Element(html, "p", "letter-sign", line);
        if (letter is not { Unit: { } unit, IssuedOn: { } day })
            return;
        html.Append("<div class=\"letter-seal\">");
        Element(html, "p", "letter-unit", unit);
        Element(html, "p", "letter-date", day);
        html.Append("</div>");
    }

    static void Code(StringBuilder html, Uri query)
    {
        var (size, path) = QueryPicture.Squares(query);
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"letter-code\"><svg viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"扫码查询办理进度\"><path d=\"{path}\"/></svg><figcaption>扫码查询办理进度</figcaption></figure>");
    }

    static void Element(StringBuilder html, string name, string classes, string text)
    {
        html.Append(classes.Length > 0 ? string.Concat("<", name, " class=\"", classes, "\">") : string.Concat("<", name, ">"));
        html.AppendJoin("<br>", text.Split('\n').Select(line => Encoder.Encode(line)));
        html.Append(CultureInfo.InvariantCulture, $"</{name}>");
    }
}
