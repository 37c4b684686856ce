using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>What a person may ask about the data that are kept of them (个人信息保护法 45 – 48).</summary>
public enum DataRequestKind
{
    /// <summary>查阅、复制: all of it, with who was shown it and what the system decides by itself.</summary>
    Copy,

    /// <summary>更正、补充.</summary>
    Correction,

    /// <summary>删除、停止处理.</summary>
    Erasure,
}

/// <summary>What came of it.</summary>
public enum DataRequestAnswer { Given, Corrected, Refused }

/// <summary>Why nothing was changed.</summary>
public enum DataRequestGround
{
    /// <summary>The file of a petition is kept for a time that the rules of archives set; until it is over nothing is taken out of it (个人信息保护法 47).</summary>
    MustBeKept,

    /// <summary>What is kept is right; the desk says why.</summary>
    Unfounded,
}

/// <summary>One request of a person about their own data, and its answer. It stands beside the procedure: no state, clock or version of the matter moves by it.</summary>
internal sealed class DataRequest
{
    const char BetweenFields = ' ';

    DataRequest() { } // EF Core

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public Guid PetitionerId { get; private init; }
    public DataRequestKind Kind { get; private init; }

    /// <summary>At the window; otherwise by the public query.</summary>
    public bool AtDesk { get; private init; }
    public DateOnly FiledOn { get; private init; }
    public DateTimeOffset FiledAt { get; private init; }

    /// <summary>In the person's words.</summary>
    public Secret? Text { get; private init; }

    /// <summary>Null while it waits for the desk.</summary>
    public DataRequestAnswer? Answer { get; private set; }
    public DataRequestGround? Ground { get; private set; }
    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>Who answered; empty when the answer follows from the rules alone.</summary>
    public Guid? AnsweredById { get; private set; }

    /// <summary>The desk's own words.</summary>
    public Secret? Words { get; private set; }

    /// <summary>Names of the corrected fields, for a reader.</summary>
    public string? FieldNames { get; private set; }

    /// <summary>What stood there before a correction: a wrong one can be taken back by it. No view shows it.</summary>
    public Secret? Before { get; private set; }

    public IReadOnlyList<string> Fields => FieldNames?.Split(BetweenFields) ?? [];

    public static DataRequest File(Act act, Petitioner person, DataRequestKind kind, bool atDesk, string? text = null) => new()
    {
        Id = Guid.CreateVersion7(), CaseId = person.MatterId, PetitionerId = person.Id, Kind = kind, AtDesk = atDesk, FiledOn = act.Today, FiledAt = act.Now, Text = Secret.OrNull(text),
    };

    /// <summary>Whether the same was asked before on the same day.</summary>
    public bool IsAgain(DataRequest other) =>
        PetitionerId == other.PetitionerId && Kind == other.Kind && AtDesk == other.AtDesk && FiledOn == other.FiledOn && Text == other.Text;

    public void Give(Act act) => End(act, DataRequestAnswer.Given, byRules: true);

    public void Correct(Act act, IEnumerable<string> fields, string? before = null, string? words = null)
    {
        End(act, DataRequestAnswer.Corrected);
        (FieldNames, Before, Words) = (string.Join(BetweenFields, fields), Secret.OrNull(before), Secret.OrNull(words));
    }

    public void Refuse(Act act, DataRequestGround ground, string? words = null)
    {
        if (Answer == DataRequestAnswer.Refused && Words == Secret.OrNull(words))
            return;
        BrokenRuleException.ThrowIf(Answer is not null, PersonErrors.RequestAnswered);
        End(act, DataRequestAnswer.Refused, byRules: ground == DataRequestGround.MustBeKept);
        (Ground, Words) = (ground, Secret.OrNull(words));
    }

    void End(Act act, DataRequestAnswer answer, bool byRules = false) => (Answer, AnsweredOn, AnsweredById) = (answer, act.Today, byRules ? null : act.Actor.PersonId);
}
