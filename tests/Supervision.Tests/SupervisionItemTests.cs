using Anjie.Cases;
using Anjie.Contracts.Supervision;
using Anjie.Supervision.Domain;
using static Anjie.Supervision.Tests.Given;

namespace Anjie.Supervision.Tests;

public sealed class SupervisionItemTests
{
    [Fact]
    public void A_reminder_is_level_1_and_rings_at_the_unit()
    {
        var item = Opened();
        item.Remind(Actor.System.Act(), Watch());

        item.Level.ShouldBe(1);
        item.State.ShouldBe(ItemState.Opened);
        item.NewNotices.ShouldHaveSingleItem().UnitId.ShouldBe(Bureau.Id);
        item.TakeEvents().OfType<ReminderIssued>().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_system_issues_level_2_and_its_own_clocks_start()
    {
        var item = Issued();

        item.Level.ShouldBe(2);
        item.Clocks.Select(clock => clock.Rule).ShouldBe(["S-SIGN", "S-REPLY"]);
        item.RunningClock("S-REPLY")!.Legal.ShouldBe(item.ReplyBy!.Value);
        item.TakeEvents().OfType<SupervisionIssued>().Single().ShouldSatisfyAllConditions(e => e.Level.ShouldBe(2), e => e.ReplyBy.ShouldBe(Monday.AddDays(3)));
    }

    [Fact]
    public void S_34_who_answered_for_the_unit_does_not_review_the_answer()
    {
        var both = Supervisor with { PersonId = Head.PersonId };
        var item = Replied();

        Should.Throw<BrokenRuleException>(() => item.Accept(both.Act(), ReviewMethod.Phone, "属实")).Code.ShouldBe(CaseErrors.OwnResult);
        Should.Throw<BrokenRuleException>(() => item.Return(both.Act(), ReviewMethod.Phone, "不实")).Code.ShouldBe(CaseErrors.OwnResult);
        item.OfferedTo(both.Act()).Select(offer => offer.Action).ShouldNotContain(nameof(ItemAction.Accept));

        item.Accept(Supervisor.Act(), ReviewMethod.Phone, "属实");
        item.State.ShouldBe(ItemState.Accepted);
    }

    [Fact]
    public void A_letter_is_signed_answered_accepted_and_closed()
    {
        var item = Replied();
        item.Accept(Supervisor.Act(), ReviewMethod.Phone, "属实");
        item.Close(Supervisor.Act());

        item.State.ShouldBe(ItemState.Closed);
        item.Clocks.ShouldAllBe(clock => clock.State == ClockStates.Stopped);
    }

    [Fact]
    public void Every_requirement_must_be_answered()
    {
        var item = Issued();
        item.Sign(Handler.Act());

        Refused(() => item.Reply(Head.Act(), [Answers(item)[0]])).ShouldBe(ItemErrors.AnswersMissing);
        Refused(() => item.Reply(Head.Act(), [.. Answers(item), new(Guid.CreateVersion7(), "多")])).ShouldBe(ItemErrors.AnswersMissing);
        Refused(() => item.Reply(Head.Act(), [Answers(item)[0], Answers(item)[0]])).ShouldBe(ItemErrors.AnswersMissing);
    }

    [Fact]
    public void Another_unit_neither_signs_nor_answers()
    {
        var item = Issued();

        Refused(() => item.Sign(OtherHead.Act())).ShouldBe(CaseErrors.NotOpenToYou);
        item.Sign(Handler.Act());
        Refused(() => item.Reply(OtherHead.Act(), Answers(item))).ShouldBe(CaseErrors.NotOpenToYou);
        Refused(() => item.Reply(Handler.Act(), Answers(item))).ShouldBe(CaseErrors.RoleForbidden);
    }

    [Fact]
    public void The_reply_date_lies_ahead_and_within_fifteen_days()
    {
        Refused(() => Opened().Issue(Supervisor.Act(), TheLetter(-1))).ShouldBe(CaseErrors.DateInPast);
        Refused(() => Opened().Issue(Supervisor.Act(), TheLetter(16))).ShouldBe(ItemErrors.ReplyDateTooLate);
        Refused(() => Opened().Issue(Supervisor.Act(), new([], Monday, "03", null))).ShouldBe(ItemErrors.RequirementsMissing);
    }

    [Fact]
    public void The_third_return_raises_the_level()
    {
        var item = Replied();
        for (var i = 1; i <= 3; i++)
        {
            item.Return(Supervisor.Act(), ReviewMethod.Papers, $"不足{i}");
            if (i < 3)
                item.Reply(Head.Act(), Answers(item, $"补充{i}"));
        }

        item.Returns.ShouldBe(3);
        item.State.ShouldBe(ItemState.Escalated);
        item.AwaitedLevel.ShouldBe(3);
    }

    [Fact]
    public void Level_3_is_drafted_by_the_system_and_signed_by_the_head_only()
    {
        var item = Issued();
        item.DraftLetter(Actor.System.Act(7), "03", Watch());
        item.DraftLetter(Actor.System.Act(7), "03", Watch());

        item.TakeEvents().OfType<SupervisionDrafted>().ShouldHaveSingleItem().Level.ShouldBe(3);
        item.NewNotices.ShouldContain(notice => notice.Role == Roles.SupervisorHead && notice.Kind == NoticeKind.Drafted);
        Refused(() => item.Issue(Supervisor.Act(7), TheLetter(14))).ShouldBe(CaseErrors.NotOpenToYou);
        item.IssueOnPaper(SupervisorHead.Act(7), TheLetter(14));
        item.Level.ShouldBe(3);
        item.AwaitedLevel.ShouldBeNull();
    }

    [Fact]
    public void Silence_raises_level_2_but_the_system_goes_no_further_than_3()
    {
        var item = Issued();
        item.EscalateBySystem(Actor.System.Act(5));
        (item.State, item.Level, item.AwaitedLevel).ShouldBe((ItemState.Escalated, 3, 3));
        item.IssueOnPaper(SupervisorHead.Act(5), TheLetter(10));

        item.EscalateBySystem(Actor.System.Act(15));

        (item.State, item.Level).ShouldBe((ItemState.Issued, 3));
        item.NewNotices[^1].Kind.ShouldBe(NoticeKind.LevelNeeded);
    }

    [Fact]
    public void A_level_only_rises_and_level_4_is_signed_by_the_joint_office()
    {
        var item = Issued();
        Refused(() => item.Escalate(Supervisor.Act(), 2, "降级")).ShouldBe(ItemErrors.NotALevelUp);
        item.Escalate(Supervisor.Act(), 4, "重点");

        Refused(() => item.Issue(SupervisorHead.Act(), TheLetter(10))).ShouldBe(CaseErrors.NotOpenToYou);
        item.IssueOnPaper(JointOffice.Act(), TheLetter(10));
        item.Level.ShouldBe(4);
    }

    [Fact]
    public void An_untouched_item_ends_with_its_case_a_letter_in_hand_is_proposed_for_closing()
    {
        var caseId = Guid.CreateVersion7();
        var quiet = Opened(caseId);
        quiet.EndWith(Actor.System.Act(), caseId);
        quiet.State.ShouldBe(ItemState.Closed);

        var pressed = Opened(caseId);
        pressed.Issue(Actor.System.Act(), TheLetter());
        Refused(() => pressed.Close(Supervisor.Act())).ShouldBe(CaseErrors.NotOpenToYou);
        pressed.EndWith(Actor.System.Act(), caseId);
        pressed.State.ShouldBe(ItemState.Issued);
        pressed.NewNotices[^1].Kind.ShouldBe(NoticeKind.ClosureProposed);
        pressed.Close(Supervisor.Act());
        pressed.State.ShouldBe(ItemState.Closed);
    }

    [Fact]
    public void An_item_for_two_cases_ends_with_the_second()
    {
        var (visit, matter) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var item = Opened(visit);
        item.Follow(matter);
        item.EndWith(Actor.System.Act(), visit);
        item.IsOpen.ShouldBeTrue();
        item.EndWith(Actor.System.Act(), matter);
        item.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Repeats_change_nothing()
    {
        var item = Issued();
        Unchanged(item, () => item.Issue(Actor.System.Act(), TheLetter()));
        item.Sign(Handler.Act());
        Unchanged(item, () => item.Sign(Handler.Act()));
        item.Reply(Head.Act(), Answers(item));
        Unchanged(item, () => item.Reply(Head.Act(), Answers(item)));
        item.Return(Supervisor.Act(), ReviewMethod.Papers, "不足");
        Unchanged(item, () => item.Return(Supervisor.Act(), ReviewMethod.Papers, "不足"));
        item.Reply(Head.Act(), Answers(item, "补充"));
        item.Accept(Supervisor.Act(), ReviewMethod.Papers, "通过");
        Unchanged(item, () => item.Accept(Supervisor.Act(), ReviewMethod.Papers, "通过"));
        item.Close(Supervisor.Act());
        Unchanged(item, () => item.Close(Supervisor.Act()));
    }

    [Fact]
    public void The_first_receipt_of_a_notice_counts()
    {
        var item = Issued();
        var notice = item.NewNotices[0];
        notice.Read(Head.Act(1));
        notice.Read(Handler.Act(2));

        notice.ReadBy.ShouldBe(Head.PersonId);
        notice.TakeEvents().Cast<NoticeRead>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.CaseId.ShouldBe(notice.Id), e => e.Version.ShouldBe(1));
    }

    static void Unchanged(SupervisionItem item, Action repeat)
    {
        var before = item.Version;
        repeat();
        item.Version.ShouldBe(before);
    }

    static string Refused(Action act) => Should.Throw<BrokenRuleException>(act).Code;
}
