using System.Xml.Linq;

namespace Anjie.Letters.Tests;

public sealed class HtmlTests
{
    static readonly Uri Query = new("https://petition.example.org/public?matter=XF202608000121&x=\"'<");

    public static TheoryData<string> Kinds => KindsTests.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void The_print_view_is_whole_and_has_neither_script_nor_style(string code)
    {
        var html = LetterHtml.Write(Samples.Issue(code), Query);

        // It is XML but for the line break.
        var article = XElement.Parse(html.Replace("<br>", "<br/>", StringComparison.Ordinal));
        article.Name.LocalName.ShouldBe("article");
        article.DescendantsAndSelf().Select(element => element.Name.LocalName).Distinct()
            .ShouldBeSubsetOf(["article", "p", "h1", "h2", "h3", "h4", "h5", "div", "table", "tr", "th", "td", "figure", "figcaption", "svg", "path", "br"]);
        article.DescendantsAndSelf().Attributes().Select(attribute => attribute.Name.LocalName).Distinct()
            .ShouldBeSubsetOf(["class", "lang", "scope", "colspan", "viewBox", "role", "aria-label", "d"]);
        article.Descendants("h1").Count().ShouldBe(1);
    }

    [Fact]
    public void Paper_and_screen_show_the_same_words()
    {
        foreach (var kind in LetterKinds.All)
        {
            var letter = Samples.Issue(kind.Code);
            var article = XElement.Parse(LetterHtml.Write(letter).Replace("<br>", "<br/>", StringComparison.Ordinal));
            var screen = string.Concat(article.Descendants().Where(element => !element.HasElements).Select(element => element.Value));
            var paper = DocxTests.TextOf(LetterDocx.Write(letter)).Replace("\n", "", StringComparison.Ordinal);
            screen.ShouldBe(paper, kind.Code);
        }
    }

    [Fact]
    public void Every_class_has_a_rule_and_no_rule_fetches_anything()
    {
        var classes = LetterKinds.All.SelectMany(kind => XElement.Parse(LetterHtml.Write(Samples.Issue(kind.Code), Query).Replace("<br>", "<br/>", StringComparison.Ordinal)).DescendantsAndSelf())
            .SelectMany(element => ((string?)element.Attribute("class") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();

        classes.Count.ShouldBeGreaterThan(15);
        string[] plain = ["letter-item", "letter-remedy", "letter-unit", "letter-date", "letter-level3", "letter-level4"];
        classes.Except(plain).ShouldAllBe(name => LetterHtml.StyleSheet.Contains($".{name} ") || LetterHtml.StyleSheet.Contains($".{name}."));
        foreach (var forbidden in (string[])["url(", "@import", "expression", "</"])
            LetterHtml.StyleSheet.ShouldNotContain(forbidden);
        LetterHtml.StyleSheet.ShouldContain("@page { size: A4; margin: 37mm 26mm 35mm 28mm; }");
    }

    [Fact]
    public void Letters_behind_the_first_begin_a_page()
    {
        var draft = Samples.Draft(LetterKinds.Get("opinion"));
        var html = LetterHtml.Write(draft.Issue(), Query, draft.ProofOfService(Samples.TextOf(LetterKinds.ProofOfService), new()).Issue(), draft.Stub(Samples.TextOf(LetterKinds.Stub)).Issue());

        XElement.Parse($"<all>{html}</all>").Elements("article").Count().ShouldBe(3);
        html.Split("<svg").Length.ShouldBe(2, "only the letter itself has the code");
        LetterHtml.StyleSheet.ShouldContain(".letter + .letter { break-before: page; }");
    }
}
