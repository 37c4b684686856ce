using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>What parties agree on stands on a paper: this unit's, or another's with its number.</summary>
public sealed class AgreementTests
{
    [Theory]
    [InlineData(AgreementForm.Mediation, LetterCodes.Mediation, "信访事项调解协议书", "调解人员（签字）：")]
    [InlineData(AgreementForm.Settlement, LetterCodes.Settlement, "信访事项和解协议书", "和解人员（签字）：")]
    public void Parties_that_agree_sign_a_paper_with_a_number_and_without_a_proof_of_service(AgreementForm form, string kind, string title, string signs)
    {
        var matter = Handling();

        Mediate(matter, Agreed(form));

        var letter = matter.Letters[^1];
        (letter.Kind, letter.UnitId, letter.IsForPetitioner).ShouldBe((kind, Bureau.Id, false));
        letter.Number.ShouldNotBeEmpty();
        letter.Signatories.ShouldBe(["张三", "金川区自然资源局"]);
        var text = System.Net.WebUtility.HtmlDecode(LetterHtml.Write(letter.Document!.Document));
        foreach (var part in (string[])[title, "当事人：张三、金川区自然资源局。", "补偿面积少算零点八亩。", "按实际面积补发补偿款。", "签字之日起三十日内一次付清。", "司法确认", signs])
            text.ShouldContain(part);
        matter.TakeEvents().OfType<MediationRecorded>().Single().Agreed.ShouldBeTrue();
        (matter.State, matter.Investigations.Single().Kind).ShouldBe((MatterState.Handling, InvestigationKind.Mediation));
    }

    [Fact]
    public void Without_an_agreement_there_is_no_paper()
    {
        var matter = Handling();
        var letters = matter.Letters.Count;

        Mediate(matter, null);

        matter.Letters.Count.ShouldBe(letters);
        matter.TakeEvents().OfType<MediationRecorded>().Single().Agreed.ShouldBeFalse();
    }

    [Fact]
    public void A_paper_written_elsewhere_is_known_by_who_wrote_it_and_its_number()
    {
        Matter.LetterOfAgreement(AgreementForm.Elsewhere).ShouldBeNull();
        var elsewhere = new Agreement(AgreementForm.Elsewhere, [], "", "", "", "金川区人民调解委员会", "（2026）金川调字第8号");
        Refused(MatterErrors.AgreementSourceMissing, () => Mediate(Handling(), elsewhere with { WrittenBy = " " }));
        Refused(MatterErrors.AgreementSourceMissing, () => Mediate(Handling(), elsewhere with { OutsideNumber = null }));

        var matter = Handling().Also(m => Mediate(m, elsewhere));

        var letter = matter.Letters[^1];
        (letter.Kind, letter.Number, letter.Document, letter.Body.Text).ShouldBe((LetterCodes.Mediation, "（2026）金川调字第8号", null, "金川区人民调解委员会"));
        letter.Signatories.ShouldBeEmpty();
    }

    [Fact]
    public void A_paper_that_is_not_whole_refuses_the_act_and_changes_nothing()
    {
        var matter = Handling();
        var (version, letters) = (matter.Version, matter.Letters.Count);

        Refused("letter.too_few", () => Mediate(matter, Agreed(AgreementForm.Mediation) with { Parties = ["张三"] }));
        Refused("letter.empty_field", () => Mediate(matter, Agreed(AgreementForm.Mediation) with { Performance = " " }));
        Refused(CaseErrors.NotOpenToYou, () => matter.Mediate(OtherHead.Act(6), Guid.CreateVersion7(), Monday.AddDays(6), "达成一致", Agreed(AgreementForm.Mediation) with { Parties = [] }, Sheet(Matter.LetterOfAgreement(AgreementForm.Mediation)!)));

        (matter.Version, matter.Letters.Count, matter.Investigations.Count).ShouldBe((version, letters, 0));
    }

    [Fact]
    public void The_same_entry_twice_is_one_paper()
    {
        var matter = Handling();
        var entry = Guid.CreateVersion7();
        foreach (var day in (int[])[6, 7])
            matter.Mediate(Handler.Act(day), entry, Monday.AddDays(6), "达成一致", Agreed(AgreementForm.Mediation), Sheet(Matter.LetterOfAgreement(AgreementForm.Mediation)!));

        matter.Letters.Count(letter => letter.Kind == LetterCodes.Mediation).ShouldBe(1);
    }

    static void Mediate(Matter matter, Agreement? agreement) =>
        matter.Mediate(Handler.Act(6), Guid.CreateVersion7(), Monday.AddDays(6), "双方到场，反复协商", agreement, SheetOrNull(Matter.LetterOfAgreement(agreement?.Form)));
}
