using Anjie.Cases;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>The petitioner's application, filled in as far as the office knows it.</summary>
public sealed class ApplicationTests
{
    const string Blank = "＿＿＿＿年＿＿月＿＿日";

    [Fact]
    public void Before_it_is_handed_in_the_request_is_blank_and_the_rest_is_known()
    {
        var matter = Served();

        var text = Text(matter);

        var opinion = matter.Letters.Single(letter => letter.Kind == LetterCodes.Opinion);
        foreach (var part in (string[])["信访事项复查申请书", "金川区人民政府：", "申请人：张三", $"申请人于2026年3月14日收到金川区自然资源局作出的意见书（文号：{opinion.Number}）", "＿＿＿＿＿＿", Blank, $"信访处理意见书（{opinion.Number}）", "申请人（签名）："])
            text.ShouldContain(part);
        text.ShouldNotContain("【未填");
        text.ShouldNotContain("草稿");
    }

    [Fact]
    public void What_was_handed_in_or_registered_stands_in_it()
    {
        var filed = Served().Also(m => m.FileReviewRequest(Actor.Petitioner.Act(15), "请求重新丈量", "丈量有误"));
        Text(filed).ShouldContain("请求重新丈量");
        Text(filed).ShouldContain("2026年3月17日");

        var registered = Text(InReview());
        foreach (var part in (string[])["请求撤销原意见", "丈量有误", "2026年3月22日", ReviewOffice.Path])
            registered.ShouldContain(part);
        registered.ShouldNotContain("＿");
    }

    [Fact]
    public void The_second_goes_against_the_opinion_of_the_first()
    {
        var matter = ReviewServed();
        var review = matter.Letters.Single(letter => letter.Kind == LetterCodes.ReviewOpinion);

        foreach (var text in (string[])[Text(matter), Text(matter.Also(m => m.RequestReview(Clerk.Act(40), Request(40, ReReviewOffice))))])
            foreach (var part in (string[])["信访事项复核申请书", $"申请人于2026年4月3日收到{ReviewOffice.Path}作出的意见书（文号：{review.Number}）", $"复查意见书（{review.Number}）"])
                text.ShouldContain(part);
    }

    [Fact]
    public void There_is_none_before_the_service_and_after_the_last_opinion_but_for_those_who_were_late_for_a_reason()
    {
        WithOpinion().LetterOfApplication.ShouldBeNull();
        Handling().LetterOfApplication.ShouldBeNull();
        var closed = Served().Also(m => m.Close(Clerk.Act(60), Signed(60)));
        closed.LetterOfApplication!.Code.ShouldBe(LetterCodes.ReviewRequest);
        var last = InReReview();
        last.DecideReview(ReReviewer.Act(45), Report(ReviewDecision.Upheld), ReviewSheet(last));
        last.Serve(Clerk.Act(46), null, Signed(46));
        last.LetterOfApplication.ShouldBeNull("the matter has ended for good (Art 36)");
    }

    static string Text(Matter matter)
    {
        var sheet = Sheet(matter.LetterOfApplication!, Office) with { Number = null };
        return System.Net.WebUtility.HtmlDecode(LetterHtml.Write(LetterDraft.Fill(sheet.Text, matter.ApplicationFacts(sheet)).Form()));
    }
}
