using System.Globalization;
using System.Reflection;
using F = Anjie.Letters.LetterFields;

namespace Anjie.Letters.Tests;

public sealed class CheckTests
{
    static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");

    [Fact]
    public void An_opinion_without_a_remedy_is_told_so()
    {
        var fault = Fault("opinion", facts => facts.With(F.ReviewOrgan, " "));

        fault.Code.ShouldBe(LetterErrors.NoRemedies);
        fault.Sentence(Chinese).ShouldStartWith("未写救济途径");
        fault.Sentence(English).ShouldStartWith("The remedy is not told");
    }

    [Fact]
    public void Each_demand_needs_an_opinion_its_words_and_its_basis()
    {
        var faults = Faults("opinion", facts => facts.With(F.Answers, [new DemandAnswer("甲", OpinionOnDemand.Supported, "有", "法"), new DemandAnswer("乙", null, " ", null), new DemandAnswer("", OpinionOnDemand.Refused, "有", "法")]));

        faults.Select(fault => (fault.Code, fault.Position)).ShouldBe([(LetterErrors.NoOpinion, 2), (LetterErrors.NoOpinionText, 2), (LetterErrors.NoBasis, 2), (LetterErrors.NoDemand, 3)]);
        faults[0].Sentence(Chinese).ShouldBe("第2项诉求没有处理意见。");
        faults[2].Sentence(English).ShouldBe("The opinion on demand 2 has no legal basis.");
    }

    [Fact]
    public void A_number_is_there_of_this_kind_and_of_the_year_of_issue()
    {
        Fault("opinion", facts => facts.With(F.Number, null)).Code.ShouldBe(LetterErrors.NumberMissing);
        Fault("opinion", facts => facts.With(F.Number, new DocumentNumber("金信受告", 2026, 1))).Code.ShouldBe(LetterErrors.NumberOfOther);
        Fault("opinion", facts => facts.With(F.Number, new DocumentNumber("处", 2026, 1))).Code.ShouldBe(LetterErrors.NumberOfOther);
        Fault("acceptance", facts => facts.With(F.Number, new DocumentNumber("金信不受告", 2026, 1))).Code.ShouldBe(LetterErrors.NumberOfOther);
        Fault("opinion", facts => facts.With(F.Number, new DocumentNumber("金信处", 2025, 1))).Code.ShouldBe(LetterErrors.NumberYear);
    }

    [Fact]
    public void Days_follow_each_other()
    {
        var fault = Fault("opinion", facts => facts.With(F.AcceptedOn, new DateOnly(2026, 7, 31)));
        (fault.Code, fault.Field).ShouldBe((LetterErrors.DatesOutOfOrder, F.AcceptedOn));
        fault.Sentence(Chinese).ShouldBe("“受理日期”早于“收到日期”。");
        Fault("opinion", facts => facts.With(F.AcceptedOn, new DateOnly(2026, 9, 21))).Field.ShouldBe(F.IssuedOn);
        Fault("assignment", facts => facts.With(F.AssignedLimit, new DateOnly(2026, 9, 19))).Field.ShouldBe(F.AssignedLimit);
        Fault("supervision-letter", facts => facts.With(F.ReplyBy, new DateOnly(2026, 9, 19))).Field.ShouldBe(F.ReplyBy);
        Fault("review-request", facts => facts.With(F.PriorServedOn, new DateOnly(2026, 9, 11))).Field.ShouldBe(F.RequestedOn);
        Fault("bulletin", facts => facts.With(F.PeriodTo, new DateOnly(2026, 6, 30))).Field.ShouldBe(F.PeriodTo);
        Faults("opinion", facts => facts.With(F.ReplyBy, new DateOnly(2020, 1, 1))).ShouldBeEmpty("the opinion does not name it");
    }

    [Fact]
    public void An_extension_is_up_to_thirty_days_counted_from_the_original_end_and_told_before_it()
    {
        Fault("extension", facts => facts.With(F.ExtensionDays, 31).With(F.NewDue, new DueDay(new(2026, 11, 2), new(2026, 11, 2)))).Code.ShouldBe(LetterErrors.ExtensionLength);
        Fault("extension", facts => facts.With(F.ExtensionDays, 0)).Code.ShouldBe(LetterErrors.ExtensionLength);
        // From the day it had rolled to: six days too many.
        Fault("extension", facts => facts.With(F.NewDue, new DueDay(new(2026, 11, 7), new(2026, 11, 9)))).Code.ShouldBe(LetterErrors.ExtensionEnd);
        Faults("extension", facts => facts.With(F.IssuedOn, new DateOnly(2026, 10, 8))).ShouldBeEmpty();
        Fault("extension", facts => facts.With(F.IssuedOn, new DateOnly(2026, 10, 9))).Code.ShouldBe(LetterErrors.DatesOutOfOrder);
        Fault("acceptance", facts => facts.With(F.HandlingDue, new DueDay(new(2026, 10, 8), new(2026, 10, 2)))).Code.ShouldBe(LetterErrors.DatesOutOfOrder);
    }

    [Fact]
    public void Nobody_writes_to_itself_or_reviews_itself()
    {
        Fault("transfer", facts => facts.With(F.RecipientUnit, Samples.Bureau)).Code.ShouldBe(LetterErrors.AddressedToItself);
        Fault("acceptance", facts => facts.With(F.Petitioner, Samples.Office)).Code.ShouldBe(LetterErrors.AddressedToItself);
        Fault("opinion", facts => facts.With(F.ReviewOrgan, Samples.Office)).Code.ShouldBe(LetterErrors.ReviewedByItself);
        Fault("review-opinion", facts => facts.With(F.PriorUnit, Samples.County)).Code.ShouldBe(LetterErrors.ReviewedByItself);
        Fault("review-request", facts => facts.With(F.ReviewOrgan, Samples.Office)).Code.ShouldBe(LetterErrors.ReviewedByItself);
    }

    [Fact]
    public void Grounds_of_the_two_refusals_are_kept_apart()
    {
        Fault("non-acceptance", facts => facts.With(F.RefusalCode, "R2")).Code.ShouldBe(LetterErrors.GroundOfOther);
        Fault("no-further-acceptance", facts => facts.With(F.RefusalCode, "N1")).Code.ShouldBe(LetterErrors.GroundOfOther);
        Fault("non-acceptance", facts => facts.With(F.RefusalCode, "N9")).Code.ShouldBe(LetterErrors.NotAChoice);
        var fault = Fault("no-further-acceptance", facts => facts.With(F.FinalNumber, null));
        (fault.Code, fault.Field).ShouldBe((LetterErrors.EmptyField, F.FinalNumber));
        Faults("no-further-acceptance", facts => facts.With(F.RefusalCode, "R3").With(F.FinalNumber, null)).ShouldBeEmpty();
    }

    [Fact]
    public void A_proof_that_tells_how_it_ended_tells_all_of_it()
    {
        Faults("proof-of-service", facts => facts.With(F.Receipt, null).With(F.Means, null).With(F.ServicePlace, null).With(F.Recipient, null).With(F.ServedOn, (DateOnly?)null)).ShouldBeEmpty("it is signed by hand");
        Faults("proof-of-service", facts => facts.With(F.Receipt, "拒收")).Select(fault => fault.Field).ShouldBe([F.Witness, F.RefusedBecause]);
        Faults("proof-of-service", facts => facts.With(F.Means, "邮寄")).Select(fault => fault.Field).ShouldBe([F.PostNumber, F.DeliveredOn]);
        Fault("proof-of-service", facts => facts.With(F.Servers, ["李晓梅"])).Code.ShouldBe(LetterErrors.TooFew);
        Fault("proof-of-service", facts => facts.With(F.Means, "托人")).Code.ShouldBe(LetterErrors.NotAChoice);
        Fault("mediation", facts => facts.With(F.Parties, ["甲"])).Code.ShouldBe(LetterErrors.TooFew);
    }

    [Fact]
    public void A_letter_with_faults_is_not_issued_and_the_refusal_repeats_no_value()
    {
        var draft = LetterDraft.Fill(Samples.TextOf(LetterKinds.Get("opinion")), Samples.For(LetterKinds.Get("opinion")).With(F.Petitioner, "秘密\u202E名字").With(F.ReviewOrgan, null));

        var refusal = Should.Throw<LetterNotReadyException>(draft.Issue);

        refusal.Message.ShouldBe($"{LetterErrors.NoRemedies}, {LetterErrors.Unprintable}");
        refusal.Faults.ShouldAllBe(fault => !fault.Sentence(Chinese).Contains("秘密") && !fault.Sentence(English).Contains("秘密"));
    }

    [Fact]
    public void Every_code_has_a_sentence_in_both_languages_with_the_same_places()
    {
        foreach (var code in typeof(LetterErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!))
        {
            var (chinese, english) = (Sentences.Of(code, ["甲", "乙"], Chinese), Sentences.Of(code, ["甲", "乙"], English));
            chinese.ShouldNotBe(english, code);
            foreach (var value in (string[])["甲", "乙"])
                english.Contains(value, StringComparison.Ordinal).ShouldBe(chinese.Contains(value, StringComparison.Ordinal), code);
        }
    }

    static LetterFault Fault(string code, Func<LetterFacts, LetterFacts> change) => Faults(code, change).ShouldHaveSingleItem();

    static IReadOnlyList<LetterFault> Faults(string code, Func<LetterFacts, LetterFacts> change)
    {
        var kind = LetterKinds.Get(code);
        return LetterDraft.Fill(Samples.TextOf(kind), change(Samples.For(kind))).Faults;
    }
}
