using System.Net;
using Anjie.Support;

namespace Anjie.BacklogCases.IntegrationTests;

/// <summary>A case and the way it goes, one request per step; a test starts from the state it needs.</summary>
public sealed class Steps(Office office)
{
    public Guid Id { get; } = Guid.CreateVersion7();
    public Guid MatterId { get; } = Guid.CreateVersion7();
    public Guid Paid { get; } = Guid.CreateVersion7();
    public Guid Explained { get; } = Guid.CreateVersion7();
    public int Version { get; private set; }

    public string Path => $"/cases/{Id}";

    public object Nomination => new { matterId = MatterId, criterion = "K1", responsibleUnitId = Office.BureauId, title = "补偿积案" };

    public object Confirmation => new
    {
        batch = "2026H1", level = "City", responsibleUnitId = Office.BureauId, name = "王某补偿积案",
        demands = new[] { new { demandId = Paid, text = "补偿差额", reasonableness = "Reasonable" }, new { demandId = Explained, text = "另批宅基地", reasonableness = "Unreasonable" } },
    };

    public object Team => new { headPostId = office.Head.PostId, memberPostIds = new[] { office.Member.PostId }, responsibleUnitId = Office.BureauId, responsiblePostId = office.UnitHead.PostId };

    public object Plan(int days = 60) => new
    {
        crux = "面积认定不一", policyBasis = "省补偿办法", stability = "专人联系", resolveBy = office.Today.AddDays(days),
        measures = new[] { Measure(Paid), Measure(Explained) },
    };

    public object Result => new
    {
        primaryOutcome = "A", hardship = new { kind = "临时救助", amount = 3000, payer = "市民政局", on = office.Today },
        demands = new[] { new { demandId = Paid, outcome = "A", text = "已补差", evidence = "转账凭证" }, new { demandId = Explained, outcome = "B", text = "已释明", evidence = "谈话记录" } },
    };

    public object Proof => new { means = "Signed", servedOn = office.Today, recipient = "张三" };

    public object Notification => new { proof = Proof, letterText = $"现答复如下{Id}" };

    public object Progress(string kind, Guid? entryId = null) => new { entryId = entryId ?? Guid.CreateVersion7(), kind, on = office.Today, text = "上门释法" };

    public async Task<Steps> NominatedAsync()
    {
        var answer = await office.PutAsync(office.JointOffice, Path, Nomination);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body.ToString());
        Version = answer.Version;
        return this;
    }

    public async Task<Steps> ConfirmedAsync()
    {
        await NominatedAsync();
        await DoAsync(office.JointOffice, "confirmation", Confirmation, "Confirmed");
        return this;
    }

    public async Task<Steps> ClaimedAsync()
    {
        await ConfirmedAsync();
        await DoAsync(office.Leader, "claim", null, "Claimed");
        return this;
    }

    public async Task<Steps> WorkingAsync()
    {
        await ClaimedAsync();
        await DoAsync(office.Leader, "team", Team, "TeamFormed");
        await DoAsync(office.Leader, "petitioner-meeting", new { on = office.Today, text = "已接谈" }, "TeamFormed");
        await DoAsync(office.Head, "plan", Plan(), "PlanSubmitted");
        await DoAsync(office.Leader, "plan-return", new { reason = "措施不实" }, "TeamFormed");
        await DoAsync(office.Head, "plan", Plan(50), "PlanSubmitted");
        await DoAsync(office.Leader, "plan-approval", new { opinion = "同意" }, "PlanApproved");
        await DoAsync(office.Leader, "start", null, "Working");
        return this;
    }

    public async Task<Steps> ResolvedAsync()
    {
        await WorkingAsync();
        await DoAsync(office.Member, "progress", Progress("PetitionerTalk"), "Working");
        await DoAsync(office.Member, "progress", Progress("PetitionerTalk"), "Working");
        await DoAsync(office.Leader, "result", Result, "ResultSubmitted");
        await DoAsync(office.JointOffice, "result-return", new { reason = "凭证不全" }, "Working");
        await DoAsync(office.Leader, "result", Result, "ResultSubmitted");
        await DoAsync(office.JointOffice, "verification", new { verifierPostIds = new[] { office.JointOffice.PostId, office.Verifier.PostId }, findings = "属实" }, "Resolved");
        return this;
    }

    public async Task<Steps> ObservedAsync()
    {
        await ResolvedAsync();
        await DoAsync(office.UnitHead, "notification", Notification, "Notified");
        await DoAsync(office.JointOffice, "evaluation", new { value = "Basically" }, "Observing");
        return this;
    }

    /// <summary>Does one step and expects it to succeed.</summary>
    public async Task<Answer> DoAsync(Official caller, string noun, object? body, string state)
    {
        var answer = await office.PostAsync(caller, $"{Path}/{noun}", body, Version);
        answer.Status.ShouldBe(HttpStatusCode.OK, $"{noun}: {answer.Body}");
        answer.State.ShouldBe(state);
        answer.Tag.ShouldBe($"\"{answer.Version}\"");
        Version = answer.Version;
        return answer;
    }

    object Measure(Guid demand) => new { demandId = demand, text = "复核面积并补差", postId = office.Member.PostId, dueOn = office.Today.AddDays(20) };
}
