namespace Anjie.Letters;

/// <summary>The end of a term as letters tell it: the counted day, and the day it moves to when that is a rest day.</summary>
/// <param name="Nominal">Last day as counted.</param>
/// <param name="Legal">Last day in law, on or after <paramref name="Nominal"/>.</param>
public sealed record DueDay(DateOnly Nominal, DateOnly Legal)
{
    internal string Text => Legal == Nominal ? ChineseStyle.Date(Nominal) : $"{ChineseStyle.Date(Nominal)}（遇休息日顺延至{ChineseStyle.Date(Legal)}）";
}

/// <summary>What an opinion says to one demand (《信访工作条例》第三十二条).</summary>
public enum OpinionOnDemand
{
    /// <summary>予以支持: lawful and well founded.</summary>
    Supported,

    /// <summary>部分支持: well founded in part.</summary>
    PartlySupported,

    /// <summary>解释说明: reasonable, but without basis in law.</summary>
    Explained,

    /// <summary>不予支持: without basis in fact or law.</summary>
    Refused,
}

/// <summary>One demand with what is answered to it.</summary>
/// <param name="Demand">What is asked for.</param>
/// <param name="Opinion">Null while undecided; such a letter is not issued.</param>
/// <param name="Text">Words of the opinion.</param>
/// <param name="LegalBasis">Laws and articles the opinion rests on.</param>
public sealed record DemandAnswer(string Demand, OpinionOnDemand? Opinion, string? Text, string? LegalBasis)
{
    internal string Word => Opinion switch
    {
        OpinionOnDemand.Supported => "予以支持",
        OpinionOnDemand.PartlySupported => "部分支持",
        OpinionOnDemand.Explained => "解释说明",
        OpinionOnDemand.Refused => "不予支持",
        null => "",
    };
}

/// <summary>A table as part of a letter.</summary>
/// <param name="Columns">Headings, at least one.</param>
/// <param name="Rows">Cells, as many as there are headings; a shorter row ends in empty cells.</param>
public sealed record LetterTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
