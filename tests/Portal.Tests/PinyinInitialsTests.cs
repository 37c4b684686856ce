using Anjie.Portal.Forms;

namespace Anjie.Portal.Tests;

public sealed class PinyinInitialsTests
{
    [Theory]
    [InlineData("土地承包", "tdcb")]
    [InlineData("村务管理", "cwgl")]
    [InlineData("申诉求决类", "ssqjl")]
    [InlineData("意见建议类", "yjjyl")]
    [InlineData("领导接访下访", "ldjfxf")]
    [InlineData("啊波次得鹅佛个和", "abcdefgh")]
    [InlineData("鸡卡了吗你哦怕七", "jklmnopq")]
    [InlineData("日是他我喜一在", "rstwxyz")]
    [InlineData("八达机妈你哦", "bdjmno")]
    [InlineData("“四百”大排查", "sbdpc")]
    [InlineData("12345热线", "12345rx")]
    [InlineData("Other", "other")]
    public void A_text_is_found_by_the_first_letters_of_its_pinyin(string text, string initials) => PinyinInitials.Of(text).ShouldContain(initials);

    [Fact]
    public void A_character_with_two_readings_is_found_by_either() => PinyinInitials.Of("行政").ShouldBe(["hz", "xz"]);

    [Fact]
    public void However_many_readings_there_are_the_spellings_stay_few() => PinyinInitials.Of(new string('行', 30)).Count.ShouldBe(8);

    [Theory]
    [InlineData("")]
    [InlineData("——、。")]
    public void Signs_alone_have_no_initials(string text) => PinyinInitials.Of(text).ShouldBeEmpty();
}
