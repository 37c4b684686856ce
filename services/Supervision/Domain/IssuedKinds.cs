using System.Collections.Frozen;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.Supervision.Domain;

/// <summary>The kinds of letters that this service issues, and what its acts can fill in each (<c>LetterPaper</c>, <c>SupervisionItem.IssueFacts</c>, <c>FurtherLetter</c>, <c>BulletinPaper</c>).</summary>
internal static class IssuedKinds
{
    static readonly LetterField[] OfPaper = [F.SignedBy, F.Officer];

    // Number and date of a record signed by hand stand nowhere, and a talk may lie before the day on which it is written down.
    static readonly LetterField[] OfSealed = [F.Unit, F.Number, F.IssuedOn];

    // A unit may have no telephone yet, a matter no number.
    static readonly LetterField[] OfSome = [F.MatterNumber, F.Phone];

    /// <summary>In the order in which they press, each with what not every letter of it tells.</summary>
    static readonly (LetterKind Kind, LetterField[] Sometimes)[] Known =
    [
        (LetterKinds.Get(LetterCodes.Notice), []),
        (LetterKinds.Get(LetterCodes.Letter), []),
        (LetterKinds.Get(LetterCodes.TalkNotice), []),
        (LetterKinds.Get(LetterCodes.TalkRecord), []),
        (LetterKinds.Get(LetterCodes.Improvement), [F.ReplyBy]),
        (LetterKinds.Get(LetterCodes.Policy), [F.ReplyBy]),
        (LetterKinds.Get(LetterCodes.Accountability), [F.ReplyBy]),
        (BulletinPaper.Kind, [F.Praised, F.Criticised]),
    ];

    static readonly FrozenDictionary<LetterKind, FilledFields> Filled = Known.ToFrozenDictionary(one => one.Kind, one => Of(one.Kind, one.Sometimes));

    public static IReadOnlyList<LetterKind> All { get; } = [.. Known.Select(one => one.Kind)];

    public static FilledFields FieldsOf(LetterKind kind) => Filled[kind];

    static FilledFields Of(LetterKind kind, LetterField[] sometimes)
    {
        // Nobody signs a bulletin, and it is about no single matter.
        if (kind == BulletinPaper.Kind)
            return new([.. kind.Fields.Union(OfSealed)], sometimes);
        LetterField[] always = [.. kind.Fields.Union(OfPaper).Union(kind.IsSealed ? OfSealed : [])];
        return new(always, [.. sometimes.Union(OfSome).Except(always)]);
    }
}
