using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>Uploaded waits to be looked through, Checked for a person to say yes, Running is worked on. A refused file is never begun; a stopped one goes on where it was.</summary>
public enum ImportState { Uploaded, Checked, Running, Done, Stopped, Refused }

/// <summary>What became of a row.</summary>
internal enum RowVerdict { Fresh, Known, Changed, Faulty }

/// <summary>A file of the province's export on its way into the ledger.</summary>
internal sealed class Import
{
    Import() { } // EF Core

    public Guid Id { get; private init; }
    public ImportState State { get; private set; }

    /// <summary>Each batch and each act counts one: a batch that was overtaken takes no effect.</summary>
    public int Version { get; private set; }

    public DateTimeOffset UploadedAt { get; private init; }
    public Guid PersonId { get; private init; }
    public string PersonName { get; private init; } = "";
    public Guid PostId { get; private init; }
    public Guid UnitId { get; private init; }
    public Guid? ActingFor { get; private init; }
    public DateOnly? ActingUntil { get; private init; }

    /// <summary>Rows of the file; 0 until it was looked through.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that the present pass has behind it.</summary>
    public int Position { get; private set; }

    /// <summary>New ones: as the check found them, and then as many as were taken over.</summary>
    public int Fresh { get; private set; }

    public int Known { get; private set; }
    public int Changed { get; private set; }
    public int Faulty { get; private set; }

    /// <summary>Why it was refused or has stopped by itself.</summary>
    public string? Code { get; private set; }

    /// <summary>Headings that the code is about.</summary>
    public string? Detail { get; private set; }

    /// <summary>The first rows and the headings nobody needs, as JSON.</summary>
    public Secret? Preview { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The file is gone; what became of its rows is still known.</summary>
    public bool Forgotten { get; private set; }

    public static Import Upload(Act act, Guid id) => new()
    {
        Id = id, State = ImportState.Uploaded, Version = 1, UploadedAt = act.Now, PersonId = act.Actor.PersonId, PersonName = act.Actor.Name, PostId = act.Actor.PostId,
        UnitId = act.Actor.UnitId, ActingFor = act.Actor.ActingFor, ActingUntil = act.Actor.ActingUntil,
    };

    /// <summary>Begins to look through the file, again from its beginning when that was broken off.</summary>
    public void BeginCheck() => Reset();

    public void Count(RowVerdict verdict)
    {
        Position++;
        switch (verdict)
        {
            case RowVerdict.Fresh: Fresh++; break;
            case RowVerdict.Known: Known++; break;
            case RowVerdict.Changed: Changed++; break;
            case RowVerdict.Faulty: Faulty++; break;
        }
    }

    /// <summary>A batch is counted.</summary>
    public void Advance() => Version++;

    public void EndCheck(string preview) => (State, Rows, Preview, Version) = (ImportState.Checked, Position, new(preview), Version + 1);

    public void Refuse(Act act, string code, string? detail) =>
        (State, Code, Detail, EndedAt, Version) = (ImportState.Refused, code, detail, act.Now, Version + 1);

    /// <returns>False when it runs already or is done.</returns>
    public bool Start()
    {
        if (State is ImportState.Running or ImportState.Done)
            return false;
        BrokenRuleException.ThrowIf(Forgotten, ImportErrors.Gone);
        BrokenRuleException.ThrowIf(State is not (ImportState.Checked or ImportState.Stopped), ImportErrors.NotChecked);
        if (State == ImportState.Checked)
            Reset();
        (State, Code, EndedAt, Version) = (ImportState.Running, null, null, Version + 1);
        return true;
    }

    /// <returns>False when nothing runs.</returns>
    public bool Stop(Act act, string? code = null)
    {
        if (State != ImportState.Running)
            return false;
        (State, Code, EndedAt, Version) = (ImportState.Stopped, code, act.Now, Version + 1);
        return true;
    }

    public void End(Act act) => (State, Rows, EndedAt, Version) = (ImportState.Done, Position, act.Now, Version + 1);

    /// <summary>Takes away what names people.</summary>
    public void Forget() => (Forgotten, Preview, Version) = (true, null, Version + 1);

    void Reset() => (Position, Fresh, Known, Changed, Faulty, Version) = (0, 0, 0, 0, 0, Version + 1);
}

/// <summary>What is wrong with one cell of one row; never what stands in it.</summary>
internal sealed class ImportFault
{
    public required Guid ImportId { get; init; }

    /// <summary>As the spreadsheet counts them.</summary>
    public required int Row { get; init; }

    /// <summary>Position of the heading in the province's order.</summary>
    public required int Heading { get; init; }

    public required string Code { get; init; }
}

/// <summary>Codes of files and rows that are not taken over.</summary>
internal static class ImportErrors
{
    // Of the file.
    public const string Unreadable = "import.unreadable";
    public const string TooManyRows = "import.too_many_rows";
    public const string TooManyTexts = "import.too_many_texts";
    public const string TooManyColumns = "import.too_many_columns";
    public const string NoHeadings = "import.no_headings";
    public const string HeadingMissing = "import.heading_missing";
    public const string HeadingTwice = "import.heading_twice";
    public const string Empty = "import.empty";

    // Of the import.
    public const string NotChecked = "import.not_checked";
    public const string NoLongerYours = "import.no_longer_yours";
    public const string Gone = "import.gone";
    public const string Failed = "import.failed";

    // Of a row.
    public const string Required = "import.required";
    public const string NumberInvalid = "import.number_invalid";
    public const string Changed = "import.changed";
    public const string DateInvalid = "import.date_invalid";
    public const string DateInFuture = "import.date_in_future";
    public const string DateOrder = "import.date_order";
    public const string BooleanInvalid = "import.boolean_invalid";
    public const string CountInvalid = "import.count_invalid";
    public const string FormUnknown = "import.form_unknown";
    public const string PurposeUnknown = "import.purpose_unknown";
    public const string Accusation = "import.accusation";
    public const string StateUnknown = "import.state_unknown";
    public const string ContentUnknown = "import.content_unknown";
    public const string UnitUnknown = "import.unit_unknown";
    public const string UnitAmbiguous = "import.unit_ambiguous";
    public const string UnitNotYours = "import.unit_not_yours";
    public const string NameInvalid = "import.name_invalid";
    public const string PhoneInvalid = "import.phone_invalid";
    public const string TextInvalid = "import.text_invalid";
    public const string TextTooLong = "import.text_too_long";
    public const string Masked = "import.masked";
    public const string CellError = "import.cell_error";
}
