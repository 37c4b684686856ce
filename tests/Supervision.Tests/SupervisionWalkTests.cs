using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Supervision.Domain;
using static Anjie.Supervision.Tests.Given;

namespace Anjie.Supervision.Tests;

/// <summary>Random walks over the table: what is offered is accepted, what is not offered is refused.</summary>
public sealed class SupervisionWalkTests
{
    static readonly Actor[] People = [Handler, Head, OtherHead, Supervisor, SupervisorHead, JointOffice, Actor.System];

    static readonly string[] Refusals = [CaseErrors.TransitionForbidden, CaseErrors.RoleForbidden, CaseErrors.NotOpenToYou, CaseErrors.OwnResult];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory, MemberData(nameof(Seeds))]
    public void S_30_the_actions_offered_are_exactly_the_actions_accepted(int seed)
    {
        var random = new Random(seed);
        var caseId = Guid.CreateVersion7();
        var item = Opened(caseId);

        for (var step = 0; step < 60; step++)
        {
            var act = random.GetItems(People, 1)[0].Act(step);
            var action = random.GetItems(Enum.GetValues<ItemAction>(), 1)[0];
            if (step == 45)
                item.EndWith(Actor.System.Act(step), caseId);
            var offered = item.OfferedTo(act).Any(offer => offer.Action == action.ToString());
            var before = item.Version;

            var refusal = Attempt(() => Perform(item, action, act, step));

            if (refusal is not null)
                offered.ShouldBeFalse($"{action} was offered in {item.State} and refused with {refusal}");
            else if (!offered)
                item.Version.ShouldBe(before, $"{action} was not offered in {item.State}, so only a repeat may pass");
            else
                item.Version.ShouldBeGreaterThan(before);
        }

        var events = item.TakeEvents().Cast<CaseEvent>().ToList();
        events.Select(fact => fact.Version).ShouldBe(Enumerable.Range(1, item.Version), "every change is one event, in order and without gaps");
        item.NewHistory.Count.ShouldBe(item.Version);
    }

    static string? Attempt(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (BrokenRuleException refusal)
        {
            Refusals.ShouldContain(refusal.Code);
            return refusal.Code;
        }
    }

    static void Perform(SupervisionItem item, ItemAction action, Act act, int step)
    {
        switch (action)
        {
            case ItemAction.Issue: item.IssueOnPaper(act, new([$"要求{step}"], act.Today.AddDays(3), "03", null)); break;
            case ItemAction.Sign: item.Sign(act); break;
            case ItemAction.Reply: item.Reply(act, Answers(item, $"反馈{step}")); break;
            case ItemAction.Accept: item.Accept(act, ReviewMethod.Papers, $"通过{step}"); break;
            case ItemAction.Return: item.Return(act, ReviewMethod.OnSite, $"不足{step}"); break;
            case ItemAction.Close: item.Close(act); break;
            case ItemAction.Escalate: item.Escalate(act, Math.Clamp(item.Level + 1, 2, SupervisionItem.HighestLevel), $"升级{step}"); break;
            case ItemAction.Cancel: item.Cancel(act, "立项有误"); break;
            case ItemAction.Propose: item.Send(act, "improvement-proposal"); break;
            case ItemAction.Summon: item.Send(act, step % 2 == 0 ? "talk-notice" : "talk-record"); break;
            case ItemAction.Remind: item.Remind(act, Watch()); break;
            case ItemAction.Draft: item.DraftLetter(act, "03", Watch()); break;
        }
    }
}
