using System.Security.Cryptography;
using System.Text;
using Anjie.Cases;

namespace Anjie.Security.Tests;

/// <summary>Whatever is done to evidence after it was linked shows in the export alone.</summary>
public sealed class AuditChainTests : IDisposable
{
    const string Service = "screening";
    const int Rows = 40;

    static readonly DateTimeOffset ExportedAt = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Theory, InlineData("SHA-256"), InlineData("SM3")]
    public void S_99_untouched_evidence_is_whole(string algorithm)
    {
        var verdict = Verify(Chain(Some(Rows), algorithm), [10, Rows]);

        verdict.Findings.ShouldBeEmpty();
        (verdict.Rows, verdict.Checkpoints, verdict.Service).ShouldBe((Rows, 4, Service)); // two in the export, two kept
    }

    [Fact]
    public void S_99_a_chain_that_changes_its_algorithm_stays_whole()
    {
        var rows = Some(Rows);
        var first = Chain(rows[..20], "SHA-256");

        Verify([.. first, .. Chain(rows[20..], "SM3", first)], [20, Rows]).Findings.ShouldBeEmpty();
    }

    public static TheoryData<string> Fields => new("OccurredAt", "ActorId", "PostId", "UnitId", "Roles", "Action", "Subject", "Result", "Address", "TraceId", "Purpose", "ActingFor");

    [Theory, MemberData(nameof(Fields))]
    public void S_99_an_edited_field_is_found(string field)
    {
        var chain = Chain(Some(Rows));
        chain[16] = chain[16] with { Row = Edited(chain[16].Row!, field) };

        Faults(chain).ShouldBe([(AuditFault.Changed, 17)]);
    }

    [Fact]
    public void S_99_text_cannot_move_from_one_field_to_the_next()
    {
        var chain = Chain(Some(Rows));
        var row = chain[4].Row!;
        chain[4] = chain[4] with { Row = With(row, action: row.Action + row.Subject, subject: "") };

        Faults(chain).ShouldBe([(AuditFault.Changed, 5)]);
    }

    [Fact]
    public void S_99_a_deleted_row_is_found_with_or_without_its_link()
    {
        var chain = Chain(Some(Rows));
        var withoutRow = chain.ToList();
        withoutRow[9] = withoutRow[9] with { Row = null };
        Faults(withoutRow).ShouldBe([(AuditFault.Missing, 10)]);

        var withoutBoth = chain.ToList();
        withoutBoth.RemoveAt(9);
        Faults(withoutBoth).ShouldContain((AuditFault.Missing, 10));

        List<AuditLine> closedUp = [.. withoutBoth[..9], .. withoutBoth[9..].Select(line => line with { Position = line.Position - 1 })];
        Faults(closedUp).ShouldContain((AuditFault.Changed, 10));
    }

    [Fact]
    public void S_99_an_inserted_row_is_found_with_or_without_a_link()
    {
        var chain = Chain(Some(Rows));
        var stranger = Some(1)[0];
        Faults([.. chain, new AuditLine { Row = stranger }]).ShouldBe([(AuditFault.Unlinked, null)]);

        var forged = AuditChain.Link(ChainAlgorithm.Sha256, chain[9].Link!, 11, stranger);
        List<AuditLine> inserted = [.. chain[..10], new() { Position = 11, Algorithm = "SHA-256", Link = forged, RowId = stranger.Id, Row = stranger }, .. chain[10..].Select(line => line with { Position = line.Position + 1 })];
        Faults(inserted).ShouldContain((AuditFault.Changed, 12));
    }

    [Fact]
    public void S_99_a_row_that_was_put_in_later_and_linked_by_the_service_itself_is_found()
    {
        var chain = Chain(Some(Rows));
        List<AuditLine> longAfter = [.. chain, .. Chain([Row(ExportedAt.AddHours(-9))], after: chain)];

        Faults(longAfter).ShouldBe([(AuditFault.Backdated, Rows + 1)]);
    }

    [Fact]
    public void S_99_a_row_of_this_moment_may_still_wait_for_its_link() =>
        Faults([.. Chain(Some(Rows)), new AuditLine { Row = Row(ExportedAt.AddSeconds(-1)) }]).ShouldBeEmpty();

    [Fact]
    public void S_99_rows_in_another_order_are_found()
    {
        var chain = Chain(Some(Rows));
        (chain[5], chain[6]) = (chain[5] with { Row = chain[6].Row, RowId = chain[6].RowId }, chain[6] with { Row = chain[5].Row, RowId = chain[5].RowId });

        Faults(chain).ShouldBe([(AuditFault.Changed, 6), (AuditFault.Changed, 7)]);
    }

    [Fact]
    public void S_99_a_cut_end_is_found_by_a_checkpoint_kept_elsewhere()
    {
        var chain = Chain(Some(Rows));
        var kept = Sign(chain, Rows);

        Verify(chain[..30], [10], kept: [kept]).Findings.ShouldBe([new(AuditFault.CutOff, Rows)]);
        Verify([], [], kept: [kept]).Findings.ShouldBe([new(AuditFault.CutOff, Rows)]); // nothing at all is left
    }

    [Fact]
    public void S_99_a_chain_made_anew_is_found_by_a_checkpoint_kept_elsewhere()
    {
        var rows = Some(Rows);
        var kept = Sign(Chain(rows), 25);
        rows[3] = Edited(rows[3], "Result");

        Verify(Chain(rows), [], kept: [kept]).Findings.ShouldBe([new(AuditFault.Replaced, 25)]);
    }

    [Fact]
    public void S_99_a_checkpoint_of_another_hand_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var chain = Chain(Some(Rows));
        var forged = AuditCheckpoint.Sign(other, Service, 10, chain[9].Link!, ExportedAt);

        Verify(chain, [], kept: [forged]).Findings.ShouldBe([new(AuditFault.BadSignature, 10)]);
    }

    [Fact]
    public void S_99_the_chain_of_one_service_cannot_stand_for_that_of_another() =>
        AuditVerifier.Verify([new AuditLine { Service = "reception", ExportedAt = ExportedAt }.Write(), .. Chain(Some(3)).Select(line => line.Write())], _key, [])
            .Findings.ShouldBe([new(AuditFault.Changed, 1, Guid.Empty)], new ByFaultAndPosition());

    [Theory, InlineData(""), InlineData("{}"), InlineData("no json"), InlineData("""{"position":1}"""), InlineData("""{"surprise":1}""")]
    public void S_99_what_is_no_export_is_told_so(string text) =>
        AuditVerifier.Verify([text], _key, []).Findings.ShouldBe([new(AuditFault.Unreadable)]);

    [Fact]
    public void S_99_parts_that_follow_each_other_are_verified_as_one()
    {
        var chain = Chain(Some(Rows));
        var kept = Sign(chain, Rows);

        var whole = Verify([Part(chain, 0, 10), Part(chain, 10, 25), Part(chain, 25, Rows)], kept);
        whole.Findings.ShouldBeEmpty();
        (whole.Rows, whole.Checkpoints).ShouldBe((Rows, 1));

        // Who has only the later parts trusts the first of them, or a checkpoint that was kept of its beginning.
        var later = Verify([Part(chain, 10, 25), Part(chain, 25, Rows)], Sign(chain, 5), Sign(chain, 10), kept);
        later.Findings.ShouldBeEmpty();
        (later.From, later.Rows, later.Checkpoints).ShouldBe((11, Rows - 10, 2));
    }

    [Fact]
    public void S_99_what_is_done_to_parts_is_found_as_in_the_whole()
    {
        var rows = Some(Rows);
        var chain = Chain(rows);
        rows[3] = Edited(rows[3], "Result");
        var other = Chain(rows);

        Verify([Part(chain, 0, 10), Part(chain, 25, Rows)], Sign(chain, 10), Sign(chain, 20), Sign(chain, 25), Sign(chain, Rows)).Findings.ShouldBe([new(AuditFault.Missing, 11)]);
        Verify([Part(chain, 0, 10), Part(other, 10, Rows)]).Findings.ShouldBe([new(AuditFault.Replaced, 10)]);
        Verify([Part(other, 10, Rows)], Sign(chain, 10)).Findings.ShouldBe([new(AuditFault.Replaced, 10)]);
        Verify([Part(chain, 0, 10), Part(chain, 10, 25)], Sign(chain, Rows)).Findings.ShouldBe([new(AuditFault.CutOff, Rows)]);
        Verify([Part(chain, 10, 25), Part(chain, 0, 10)]).Findings.ShouldBe([new(AuditFault.Unreadable)]);
        Verify([Part(chain, 0, 10), Part(chain, 0, 10)]).Findings.ShouldBe([new(AuditFault.Unreadable)]);
    }

    [Fact]
    public void SM3_agrees_with_the_standard_s_own_example() =>
        Convert.ToHexStringLower(ChainAlgorithm.Sm3.Hash(Encoding.ASCII.GetBytes("abc"))).ShouldBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");

    List<(AuditFault, long?)> Faults(List<AuditLine> chain) => [.. Verify(chain, []).Findings.Select(finding => (finding.Fault, finding.Position))];

    /// <param name="signed">Positions of which a checkpoint stands in the export, and a copy is kept.</param>
    AuditVerdict Verify(List<AuditLine> chain, int[] signed, AuditCheckpoint[]? kept = null)
    {
        AuditCheckpoint[] checkpoints = [.. signed.Select(position => Sign(chain, position))];
        List<AuditLine> lines = [new() { Service = Service, ExportedAt = ExportedAt }, .. chain, .. checkpoints.Select(one => new AuditLine { Checkpoint = one })];
        return AuditVerifier.Verify(lines.Select(line => line.Write()), _key, kept ?? checkpoints);
    }

    AuditVerdict Verify(List<AuditLine>[] parts, params AuditCheckpoint[] kept) => AuditVerifier.Verify(parts.SelectMany(part => part).Select(line => line.Write()), _key, kept);

    static List<AuditLine> Part(List<AuditLine> chain, int after, int until) =>
        [new() { Service = Service, ExportedAt = ExportedAt, After = after, Link = after == 0 ? AuditChain.Beginning(Service) : chain[after - 1].Link }, .. chain[after..until]];

    AuditCheckpoint Sign(List<AuditLine> chain, int position) => AuditCheckpoint.Sign(_key, Service, position, chain[position - 1].Link!, ExportedAt);

    static List<AuditLine> Chain(List<AuditRow> rows, string algorithm = "SHA-256", List<AuditLine>? after = null)
    {
        var (previous, position, lines) = (after?[^1].Link ?? AuditChain.Beginning(Service), after?[^1].Position ?? 0, new List<AuditLine>());
        foreach (var row in rows)
            lines.Add(new() { Position = ++position, Algorithm = algorithm, Link = previous = AuditChain.Link(ChainAlgorithm.Find(algorithm)!, previous, position, row), RowId = row.Id, Row = row });
        return lines;
    }

    static List<AuditRow> Some(int count) => [.. Enumerable.Range(0, count).Select(n => Row(ExportedAt.AddHours(-2).AddSeconds(n).AddTicks(n)))];

    static AuditRow Row(DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), OccurredAt = new(at.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero), ActorId = Guid.CreateVersion7(), PostId = Guid.CreateVersion7(), UnitId = Guid.CreateVersion7(),
        Roles = "town", Action = "POST /api/screening/disputes/{id:guid}/assessment", Subject = Guid.CreateVersion7().ToString(), Result = AuditRow.Done, Address = "127.0.0.1", TraceId = null,
    };

    static AuditRow Edited(AuditRow row, string field) => new()
    {
        Id = row.Id, OccurredAt = field == "OccurredAt" ? row.OccurredAt.AddMicroseconds(1) : row.OccurredAt,
        ActorId = field == "ActorId" ? Guid.Empty : row.ActorId, PostId = field == "PostId" ? Guid.Empty : row.PostId, UnitId = field == "UnitId" ? Guid.Empty : row.UnitId,
        Roles = field == "Roles" ? "townhead" : row.Roles, Action = field == "Action" ? "GET /" : row.Action, Subject = field == "Subject" ? "" : row.Subject,
        Result = field == "Result" ? "refused" : row.Result, Address = field == "Address" ? null : row.Address, TraceId = field == "TraceId" ? "" : row.TraceId, Purpose = field == "Purpose" ? "Handling" : row.Purpose,
        ActingFor = field == "ActingFor" ? row.ActorId : row.ActingFor,
    };

    static AuditRow With(AuditRow row, string action, string subject) => new()
    {
        Id = row.Id, OccurredAt = row.OccurredAt, ActorId = row.ActorId, PostId = row.PostId, UnitId = row.UnitId, Roles = row.Roles, Action = action, Subject = subject,
        Result = row.Result, Address = row.Address, TraceId = row.TraceId, Purpose = row.Purpose, ActingFor = row.ActingFor,
    };

    sealed class ByFaultAndPosition : IEqualityComparer<AuditFinding>
    {
        public bool Equals(AuditFinding? x, AuditFinding? y) => (x?.Fault, x?.Position) == (y?.Fault, y?.Position);

        public int GetHashCode(AuditFinding finding) => HashCode.Combine(finding.Fault, finding.Position);
    }
}
