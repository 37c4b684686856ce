using Anjie.Portal.Features.Admin.LetterTexts;

namespace Anjie.Portal.Tests;

public sealed class LineChangesTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc\n", "=a =b =c")]
    [InlineData("a\nb\nc", "a\nx\nc", "=a -b +x =c")]
    [InlineData("a\nb\nc\nd", "a\nc\nd\ne", "=a -b =c =d +e")]
    [InlineData("a\nb", "b\na", "-a =b +a")]
    [InlineData("", "a", "- +a")]
    [InlineData("a\r\nb", "a\nb", "=a =b")]
    [InlineData("a\na", "a", "=a -a")]
    public void Each_line_is_told_as_kept_gone_or_new(string before, string after, string told) => Tell(before, after).ShouldBe(told);

    [Fact]
    public void What_is_told_gives_both_texts_again_however_long_they_are()
    {
        var (before, after) = (Text(3, 1500), Text(7, 1500));
        var changes = LineChanges.Of(before, after);

        string.Join('\n', changes.Where(line => line.Change != LineChange.New).Select(line => line.Text)).ShouldBe(before);
        string.Join('\n', changes.Where(line => line.Change != LineChange.Gone).Select(line => line.Text)).ShouldBe(after);
        changes[0].ShouldBe((LineChange.Same, "0"));

        static string Text(int step, int lines) => string.Join('\n', Enumerable.Range(0, lines).Select(line => $"{line * step % 100}"));
    }

    static string Tell(string before, string after) =>
        string.Join(' ', LineChanges.Of(before, after).Select(line => (line.Change switch { LineChange.Same => "=", LineChange.Gone => "-", _ => "+" }) + line.Text));
}
