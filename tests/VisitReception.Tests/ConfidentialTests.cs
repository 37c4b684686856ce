using Anjie.Cases;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>保密: who asks is known to those who handle it and to nobody else (domain rule 2.9).</summary>
public sealed class ConfidentialTests
{
    static Petition Asked => Petition() with { Confidential = true };

    [Fact]
    public void A_letter_to_another_unit_does_not_tell_the_name_and_one_to_the_petitioner_does()
    {
        var matter = Dispatched(Asked);
        Body(matter, LetterCodes.Transfer).ShouldNotContain("张三");
        Body(matter, LetterCodes.Transfer).ShouldContain("现将信访人提出");
        Body(Dispatched(Petition()), LetterCodes.Transfer).ShouldContain("张三");

        matter.Accept(Handler.Act(4), Monday.AddDays(4), simple: false, Sheet(LetterKinds.Get(LetterCodes.Acceptance)));
        matter.Letters.Single(letter => letter.Kind == LetterCodes.Acceptance).Document!.Document.Addressee.ShouldBe("张三：");
    }

    [Fact]
    public void The_name_is_shown_to_the_desk_the_unit_and_the_leader()
    {
        var matter = Dispatched(Asked);
        Actor[] shown = [Clerk, ClerkHead, Handler, Head, Leader, OtherLeader, Aide];
        foreach (var actor in People)
        {
            matter.ShowsPeopleTo(actor.Act()).ShouldBe(shown.Contains(actor), string.Join(' ', actor.Roles));
            Dispatched(Petition()).ShowsPeopleTo(actor.Act()).ShouldBeTrue("what is not confidential is masked by the role alone");
        }
    }

    [Fact]
    public void It_is_asked_for_whenever_the_petition_is_written_down()
    {
        Stub().Also(stub => stub.Complete(Clerk.Act(), Asked)).Confidential.ShouldBeTrue();
        var (_, matter) = Registered();
        matter.Confidential.ShouldBeFalse();
        matter.ComeAgain(Clerk.Act(1), Guid.CreateVersion7(), [Zhang], confidential: true, Office, LeadersUnit.Path);
        matter.ComeAgain(Clerk.Act(2), Guid.CreateVersion7(), [Zhang], confidential: false, Office, LeadersUnit.Path);
        matter.Confidential.ShouldBeTrue("nobody takes it back by coming again");
    }

    static string Body(Matter matter, string kind) => matter.Letters.Single(letter => letter.Kind == kind).Document!.BodyText;
}
