using System.Net;

namespace Anjie.BacklogCases.IntegrationTests;

public sealed class ClaimRaceTests(Office office)
{
    [Fact]
    public async Task Of_two_hundred_leaders_at_once_exactly_one_gets_the_case()
    {
        await new Steps(office).ConfirmedAsync(); // what the losers are pointed to
        var backlog = await new Steps(office).ConfirmedAsync();
        var leaders = Enumerable.Range(1, 200).Select(i => Office.LeaderOf($"领导{i:D3}")).ToList();
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var claims = leaders.Select(async leader =>
        {
            await start.Task;
            return (leader, answer: await office.PostAsync(leader, $"{backlog.Path}/claim", null, null));
        }).ToList();
        start.SetResult();
        var answers = await Task.WhenAll(claims);

        var (winner, won) = answers.Single(claim => claim.answer.Status == HttpStatusCode.OK);
        won.Body.GetProperty("leaderId").GetGuid().ShouldBe(winner.PersonId);
        var lost = answers.Where(claim => claim.leader != winner).Select(claim => claim.answer).ToList();
        lost.Count.ShouldBe(199);
        lost.ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict && answer.Code == "backlog.already_claimed");
        lost.ShouldAllBe(answer => answer.Body.GetProperty("winner").GetProperty("personId").GetGuid() == winner.PersonId);
        lost.ShouldAllBe(answer => answer.Body.GetProperty("winner").GetProperty("name").GetString() == winner.Name);
        lost.ShouldAllBe(answer => answer.Body.GetProperty("next").GetProperty("id").GetGuid() != backlog.Id);
        (await office.CountAsync($"select count(*) from outbox where contract = 'Backlog.BacklogLeaderClaimed' and body->>'caseId' = '{backlog.Id}'")).ShouldBe(1);

        var again = await office.PostAsync(winner, $"{backlog.Path}/claim", null, null);
        (again.Status, again.Version).ShouldBe((HttpStatusCode.OK, won.Version));
        (await office.CountAsync($"select count(*) from outbox where contract = 'Backlog.BacklogLeaderClaimed' and body->>'caseId' = '{backlog.Id}'")).ShouldBe(1);
    }
}
