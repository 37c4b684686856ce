using Anjie.Letters;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>Reception days as they are put up for everybody.</summary>
public sealed class AnnouncementTests
{
    [Fact]
    public void Days_stand_in_the_order_of_the_calendar_with_who_receives_where()
    {
        var (later, sooner) = (PlannedSession(on: 9), PlannedSession(ReceptionKind.Video, on: 4));

        var table = Letter([new(later, "陈志远", "副市长", null), new(sooner, "安若兰", "市委书记", null)]).Body.OfType<TableBlock>().Single();

        table.Rows.ShouldBe(
        [
            ["接访领导", "职务", "接访时间", "接访地点", "接访形式"],
            ["安若兰", "市委书记", "2026年3月6日09:00至11:30", "市信访局", "视频接访"],
            ["陈志远", "副市长", "2026年3月11日09:00至11:30", "市信访局", "定点接访"],
        ]);
    }

    [Fact]
    public void Duties_have_a_column_when_anybody_said_some()
    {
        var days = new AnnouncedDay[] { new(PlannedSession(on: 4), "安若兰", "市委书记", "主持市委全面工作"), new(PlannedSession(on: 9), "陈志远", "副市长", null) };

        Letter(days).Body.OfType<TableBlock>().Single().Rows.Select(row => row[2]).ShouldBe(["分管工作", "主持市委全面工作", ""]);
    }

    [Fact]
    public void What_was_called_off_or_is_to_surprise_is_not_told()
    {
        ReceptionAnnouncement.IsPublic(PlannedSession()).ShouldBeTrue();
        ReceptionAnnouncement.IsPublic(PlannedSession(ReceptionKind.Unannounced)).ShouldBeFalse();
        ReceptionAnnouncement.IsPublic(PlannedSession().Also(session => session.Cancel(Clerk.Act()))).ShouldBeFalse();
    }

    [Fact]
    public void It_is_an_offices_paper_with_seal_and_date_and_without_a_number()
    {
        var letter = Letter([new(PlannedSession(on: 4), "安若兰", "市委书记", null)]);

        (letter.Unit, letter.IssuedOn, letter.Number).ShouldBe(("金昌市信访局", "2026年3月2日", null));
        System.Net.WebUtility.HtmlDecode(LetterHtml.Write(letter)).ShouldContain("现将2026年3月2日至2026年4月1日领导干部接访安排公示如下");
        Fill([new(PlannedSession(on: 4), "安若兰", "市委书记", null)], telephone: null).Faults.ShouldHaveSingleItem().Field.ShouldBe(LetterFields.Appointment);
    }

    static LetterDocument Letter(IReadOnlyList<AnnouncedDay> days) => Fill(days, "0935-8212345").Issue();

    static LetterDraft Fill(IReadOnlyList<AnnouncedDay> days, string? telephone) => LetterDraft.Fill(
        LetterTexts.InForce([], ReceptionAnnouncement.Kind, Monday), ReceptionAnnouncement.Facts("金昌市信访局", Monday, Monday, Monday.AddDays(30), telephone, days));
}
