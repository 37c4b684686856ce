using System.Net;
using Anjie.Support;
using Npgsql;

namespace Anjie.DisputeScreening.IntegrationTests;

/// <summary>A right is looked at before an act and holds until it is committed, or the act does not take place.</summary>
public sealed class RevocationTests(Town town)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_32_a_right_that_goes_between_its_check_and_the_commit_takes_the_act_with_it()
    {
        var dispute = await town.InHandlingAsync();
        var (id, version) = (dispute.GetProperty("id").GetGuid(), dispute.GetProperty("version").GetInt32());
        await using var bystander = new NpgsqlConnection(town.Service.Database);
        await bystander.OpenAsync(Stop);
        await using var holding = await bystander.BeginTransactionAsync(Stop);
        await ExecuteAsync(bystander, $"select 1 from dispute where id = '{id}' for update");

        // Both have read the case and found that they may; neither can write yet. The row goes to who asked first.
        var recusal = town.SendAsync(town.Officer, id, "recusal", new { reason = "Relative", note = "当事人系表弟" }, version);
        await WaitingAsync(1);
        var progress = town.SendAsync(town.Officer, id, "progress", new { entryId = Guid.CreateVersion7(), means = "Talk", text = "双方到场" }, version);
        await WaitingAsync(2);
        await holding.CommitAsync(Stop);

        using var recused = await recusal;
        using var late = await progress;
        recused.StatusCode.ShouldBe(HttpStatusCode.OK, await recused.Content.ReadAsStringAsync(Stop));
        late.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed, await late.Content.ReadAsStringAsync(Stop));
        (await town.CountAsync("select count(*) from dispute_progress where dispute_id = @id", id)).ShouldBe(0);
        (await town.FactsOfAsync(id)).ShouldNotContain("Screening.DisputeProgressed");
    }

    Task WaitingAsync(int writers) => Eventually.HoldsAsync(
        async () => await town.CountAsync("select count(*) from pg_locks where not granted") == writers, Patience, $"{writers} to wait for the row");

    static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
