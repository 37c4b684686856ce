using Anjie.Cases;
using Anjie.Contracts.Supervision;
using Anjie.Letters;
using Anjie.Supervision.Domain;
using Anjie.Tests;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using static Anjie.Supervision.Tests.Given;

namespace Anjie.Supervision.Tests;

/// <summary>A bulletin from the draft to the city.</summary>
public sealed class BulletinTests
{
    static readonly BulletinDraftWords Words = new("总体平稳。", [new(Bureau.Id, "按期率居首。")], [new(OtherBureau.Id, "一件超期未结。")], ["逐件销号"]);

    static readonly Actor Convener = JointOffice with { PersonId = Guid.CreateVersion7(), Roles = new HashSet<string> { Roles.Convener } };

    [Fact]
    public void Drafted_submitted_and_approved_it_has_its_number_its_letter_and_its_fact()
    {
        var bulletin = Submitted();
        bulletin.Approve(Convener.Act(1), Paper(7));

        (bulletin.State, bulletin.Version, bulletin.Number, bulletin.PublishedOn, bulletin.ApprovedBy).ShouldBe((BulletinState.Published, 4, "金昌市联席办通〔2026〕7号", Monday.AddDays(1), "某人"));
        var fact = bulletin.TakeEvents().ShouldHaveSingleItem().ShouldBeOfType<BulletinPublished>();
        (fact.BulletinId, fact.Period, fact.Number, fact.CutOff, fact.Version, fact.StreamId()).ShouldBe((bulletin.Id, "2026-02", bulletin.Number, bulletin.CutOff, 1, bulletin.Id));
        var letter = IssuedLetter.Read(bulletin.Body!.Text);
        foreach (var said in (string[])["总体平稳。", $"{Bureau.Name}：按期率居首。", $"{OtherBureau.Name}：一件超期未结。", "逐件销号", "按期率：按期办结数除以办结数", "信访事项 3 2 1 50.0% 0", "2026年3月2日9时0分", "按期反馈率—"])
            letter.BodyText.ShouldContain(said);

        bulletin.Approve(Convener.Act(2), Paper(8));
        (bulletin.Version, bulletin.TakeEvents().Count).ShouldBe((4, 0), "a repeat");
    }

    [Fact]
    public void A_letter_without_a_row_is_a_valid_document_all_the_same()
    {
        foreach (var figures in (BulletinFigures[])[new([], [], [], []), Figures])
        {
            var bulletin = Bulletin.Draft(JointOffice.Act(), Guid.CreateVersion7(), BulletinWindow.Of("2026Q1", JointOffice.Act().Now), figures);
            bulletin.Edit(JointOffice.Act(), new(null, [], [], ["逐件销号"]));
            bulletin.Submit(JointOffice.Act(), Paper());
            bulletin.Approve(Convener.Act(), Paper(7));

            var letter = IssuedLetter.Read(bulletin.Body!.Text);
            letter.Document.Body.OfType<HeadingBlock>().Select(heading => heading.Text).ShouldNotContain("点名表扬", "nobody was");
            using var file = WordprocessingDocument.Open(new MemoryStream(letter.Docx()), isEditable: false);
            new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(file, TestContext.Current.CancellationToken).Select(fault => fault.Description).ShouldBeEmpty();
        }
    }

    [Fact]
    public void What_every_bulletin_is_said_to_have_may_be_named_plainly_in_its_text()
    {
        var text = FullTexts.Of(BulletinPaper.Kind, IssuedKinds.FieldsOf(BulletinPaper.Kind), Monday);
        var bulletin = Drafted();
        bulletin.Edit(JointOffice.Act(), Words with { Overall = null, Praised = [], Criticised = [] });
        bulletin.Submit(JointOffice.Act(), Paper() with { Text = text });
        bulletin.Approve(Convener.Act(1), Paper(7) with { Text = text });

        IssuedLetter.Read(bulletin.Body!.Text).Document.TextVersion.ShouldBe(2);
    }

    [Fact]
    public void Words_may_change_until_it_is_approved_and_go_back_to_the_draft_with_it()
    {
        var bulletin = Submitted();
        bulletin.Edit(JointOffice.Act(), Words with { NextSteps = ["逐件销号", "举一反三"] });
        (bulletin.State, bulletin.Version).ShouldBe((BulletinState.Drafted, 4));
        bulletin.Edit(JointOffice.Act(), Words with { NextSteps = ["逐件销号", "举一反三"] });
        bulletin.Version.ShouldBe(4, "a repeat");
        Refused(() => bulletin.Approve(Convener.Act(), Paper(7)), CaseErrors.TransitionForbidden);

        bulletin.Submit(JointOffice.Act(), Paper());
        bulletin.Approve(Convener.Act(), Paper(7));
        Refused(() => bulletin.Edit(JointOffice.Act(), Words), CaseErrors.TransitionForbidden);
        Refused(() => bulletin.Return(Convener.Act(), "再核"), CaseErrors.TransitionForbidden);
    }

    [Fact]
    public void What_is_returned_says_why_until_it_is_submitted_again()
    {
        var bulletin = Submitted();
        bulletin.Return(Convener.Act(), "核实第三行");
        bulletin.Return(Convener.Act(), "核实第三行");
        (bulletin.State, bulletin.Version, bulletin.ReturnReason?.Text).ShouldBe((BulletinState.Drafted, 4, "核实第三行"));
        bulletin.Submit(JointOffice.Act(), Paper());
        bulletin.ReturnReason.ShouldBeNull();
    }

    [Fact]
    public void Nobody_approves_what_they_wrote_themselves_or_in_whose_place_it_was_written()
    {
        var bulletin = Submitted();
        var both = JointOffice with { Roles = new HashSet<string> { Roles.JointOffice, Roles.Convener } };
        Refused(() => bulletin.Approve(both.Act(), Paper(7)), CaseErrors.OwnResult);
        bulletin.OfferedTo(both.Act()).Select(offer => offer.Action).ShouldBe(["Edit", "Return"], ignoreOrder: true);
        Refused(() => bulletin.Approve((Convener with { ActingFor = JointOffice.PersonId }).Act(), Paper(7)), CaseErrors.OwnResult);
        Refused(() => bulletin.Approve(Supervisor.Act(), Paper(7)), CaseErrors.RoleForbidden);
        bulletin.Approve(Convener.Act(), Paper(7));
    }

    [Fact]
    public void Another_joint_office_reads_a_draft_and_writes_nothing_on_it()
    {
        var bulletin = Drafted();
        var other = JointOffice with { UnitId = Guid.CreateVersion7() };
        Refused(() => bulletin.Edit(other.Act(), Words), CaseErrors.NotOpenToYou);
        bulletin.OfferedTo(other.Act()).ShouldBeEmpty();
        (Bulletin.ReadsDrafts(other), Bulletin.ReadsDrafts(Convener), Bulletin.ReadsDrafts(Head)).ShouldBe((true, true, false));
        Bulletin.CityOf(Head).ShouldBe("6203.");
    }

    [Fact]
    public void Without_next_steps_it_cannot_be_submitted_and_who_is_named_stands_in_the_figures()
    {
        var bulletin = Drafted();
        Refused(() => bulletin.Submit(JointOffice.Act(), Paper()), LetterErrors.EmptyField);
        Refused(() => bulletin.Edit(JointOffice.Act(), Words with { Praised = [new(PetitionOffice.Id, "好。")] }), BulletinErrors.NotInFigures);
        bulletin.Version.ShouldBe(1);
    }

    [Fact]
    public void A_cut_off_lies_neither_ahead_nor_before_the_period()
    {
        Refused(() => Bulletin.Draft(JointOffice.Act(), Guid.CreateVersion7(), BulletinWindow.Of("2026-03", JointOffice.Act().Now.AddMinutes(1)), Figures), BulletinErrors.CutOffInFuture);
        Refused(() => Bulletin.Draft(JointOffice.Act(), Guid.CreateVersion7(), BulletinWindow.Of("2026-03", new(2026, 2, 28, 15, 59, 0, TimeSpan.Zero)), Figures), BulletinErrors.CutOffTooEarly);
        Refused(() => Bulletin.Draft(Supervisor.Act(), Guid.CreateVersion7(), BulletinWindow.Of("2026-02", JointOffice.Act().Now), Figures), CaseErrors.RoleForbidden);
    }

    [Fact]
    public void The_actions_offered_are_exactly_the_actions_accepted()
    {
        Actor[] people = [JointOffice, JointOffice with { UnitId = Guid.CreateVersion7() }, JointOffice with { Roles = new HashSet<string> { Roles.JointOffice, Roles.Convener } }, Convener, Supervisor, Head];
        Func<Bulletin>[] starts = [Drafted, Worded, Submitted, Published];
        foreach (var start in starts)
            foreach (var person in people)
                foreach (var action in Enum.GetValues<BulletinAction>())
                {
                    var (bulletin, act) = (start(), person.Act());
                    // Without words it is offered, and refused for what is missing.
                    if (start == Drafted && action == BulletinAction.Submit)
                        continue;
                    var (offered, before) = (bulletin.OfferedTo(act).Any(offer => offer.Action == action.ToString()), bulletin.Version);
                    var refused = Record(() => Perform(bulletin, action, act)) is not null;
                    (refused ? offered : !offered && bulletin.Version != before).ShouldBeFalse($"{action} by {string.Join(' ', person.Roles)} in {start.Method.Name}");
                    (offered ? bulletin.Version - before : 1).ShouldBe(1, $"{action} in {start.Method.Name}");
                }

        static void Perform(Bulletin bulletin, BulletinAction action, Act act)
        {
            switch (action)
            {
                case BulletinAction.Edit: bulletin.Edit(act, Words with { Overall = "另述。" }); break;
                case BulletinAction.Submit: bulletin.Submit(act, Paper()); break;
                case BulletinAction.Approve: bulletin.Approve(act, Paper(7)); break;
                case BulletinAction.Return: bulletin.Return(act, "核实"); break;
            }
        }

        static BrokenRuleException? Record(Action act)
        {
            try
            {
                act();
                return null;
            }
            catch (BrokenRuleException refusal)
            {
                return refusal;
            }
        }
    }

    static readonly BulletinFigures Figures = new(
        [new(Bureau.Id, Bureau.Name, CaseKind.Matter, 3, 2, 1, 0), new(OtherBureau.Id, OtherBureau.Name, CaseKind.Visit, 0, 0, 0, 1)], [], [], [new(2, 1, 0, 0, 1)]);

    static Bulletin Drafted() => Bulletin.Draft(JointOffice.Act(), Guid.CreateVersion7(), BulletinWindow.Of("2026-02", JointOffice.Act().Now), Figures);

    static Bulletin Worded()
    {
        var bulletin = Drafted();
        bulletin.Edit(JointOffice.Act(), Words);
        return bulletin;
    }

    static Bulletin Submitted()
    {
        var bulletin = Worded();
        bulletin.Submit(JointOffice.Act(), Paper());
        return bulletin;
    }

    static Bulletin Published()
    {
        var bulletin = Submitted();
        bulletin.Approve(Convener.Act(), Paper(7));
        return bulletin;
    }

    static BulletinPaper Paper(int? serial = null) => new(LetterTexts.Delivered.Single(text => text.Kind == BulletinPaper.Kind), "金昌市联席办", "0935-8212345")
    {
        Number = serial is { } number ? new("金昌市联席办通", Monday.Year, number) : null,
    };

    static void Refused(Action act, string code) => Should.Throw<BrokenRuleException>(act).Code.ShouldBe(code);
}
