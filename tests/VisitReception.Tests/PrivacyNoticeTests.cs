using System.Globalization;
using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.People;

namespace Anjie.VisitReception.Tests;

public sealed class PrivacyNoticeTests
{
    const string Identity = "110105201403030022";

    static readonly PersonIndexes Indexes = new([1], null, null, null);

    [Theory]
    [InlineData("2026-03-02", true)]
    [InlineData("2028-03-03", true)] // the fourteenth birthday itself
    [InlineData("2028-03-04", false)]
    public void S_96_one_is_a_child_to_the_end_of_the_fourteenth_birthday(string today, bool child) =>
        PrivacyNotice.IsChild(Identity, told: false, DateOnly.Parse(today, null)).ShouldBe(child);

    [Fact]
    public void S_96_a_child_without_a_number_is_one_because_somebody_says_so() =>
        (PrivacyNotice.IsChild(null, told: true, new(2026, 3, 2)), PrivacyNotice.IsChild(null, told: false, new(2026, 3, 2))).ShouldBe((true, false));

    [Fact]
    public void S_96_what_is_missing_is_told_at_its_field()
    {
        Fault(Person("11010519491231002X", notice: null)).ShouldBe(("person.notice_missing", "petitioners[1].noticeVersion"));
        Fault(Person(null, notice: "2020-1")).ShouldBe(("person.notice_not_in_force", "petitioners[1].noticeVersion"));
        Fault(Person(null, notice: null, child: true)).ShouldBe(("person.guardian_missing", "petitioners[1].guardianName"));
        Fault(Person(null, notice: null, child: true, guardian: new("李父", null))).ShouldBe(("person.guardian_missing", "petitioners[1].guardianPhone"));
        Fault(Person(null, notice: null, child: true, guardian: new("李父", "13912345678"))).ShouldBe(("person.notice_missing", "petitioners[1].noticeVersion"));
    }

    [Fact]
    public void S_96_who_tells_nothing_sensitive_needs_no_notice_and_whoever_was_shown_one_keeps_its_version()
    {
        PetitionerReport[] people = [Person(null, notice: null), Person("11010519491231002X", notice: PrivacyNotice.InForce)];

        people.Told().ShouldBe(people);

        Petitioner.Of(Guid.CreateVersion7(), people[1]).NoticeVersion.ShouldBe(PrivacyNotice.InForce);
    }

    // The version is kept as proof of what was shown, so nothing but who showed it may differ.
    [Theory]
    [InlineData("zh", "至少十年")]
    [InlineData("en", "at least ten years")]
    public void S_96_what_the_notice_says_is_the_versions_own_text(string language, string years)
    {
        CultureInfo.CurrentUICulture = new(language);
        var texts = Enumerable.Range(1, 9).Select(number => PersonTexts.Find($"notice.{PrivacyNotice.InForce}.{number}").ShouldNotBeNull()).ToList();

        texts.ShouldAllBe(text => !text.Replace("{0}", "", StringComparison.Ordinal).Replace("{1}", "", StringComparison.Ordinal).Contains('{'));
        texts[0].ShouldStartWith("{0}{1}");
        texts[6].ShouldContain(years);
        NoticeView.InForce("金昌市信访局", null).Paragraphs.Skip(1).ShouldBe(texts.Skip(1));
    }

    static PetitionerReport Person(string? identity, string? notice, bool child = false, Guardian? guardian = null) => new("李四", identity, null, null, Indexes, child, guardian, notice);

    static (string Code, string? Field) Fault(PetitionerReport person)
    {
        var broken = Should.Throw<BrokenRuleException>(() => ((PetitionerReport[])[Person(null, notice: null), person]).Told());
        return (broken.Code, broken.Field);
    }
}
