using Anjie.Portal.Resources;

namespace Anjie.Portal.Forms;

public enum FieldKind { Text, LongText, Number, Date, Time, Choice, Code, Unit, Post, Posts, Check, Set, Account, Group, Rows, Hidden, Mark }

/// <summary>One field of a form, named as the service's request names it. Whether it is required is said by the offered action, or here.</summary>
public sealed record Field(string Name, FieldKind Kind)
{
    public bool Required { get; init; }

    /// <summary>Key of the label where the name alone is not clear enough.</summary>
    public string? LabelKey { get; init; }

    public string Label => Texts.T($"field.{LabelKey ?? Name}");

    /// <summary>List of words of a choice, and prefix of their texts.</summary>
    public string? Words { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Texts of choices that are the case's own, not words of a list.</summary>
    public IReadOnlyDictionary<string, string>? ChoiceTexts { get; init; }

    public string TextOf(string choice) => ChoiceTexts?.GetValueOrDefault(choice) ?? Texts.Word(Words!, choice);

    /// <summary>The chosen code is sent as a number.</summary>
    public bool Numeric { get; init; }

    /// <summary>Each line is sent as one of a list.</summary>
    public bool IsLines { get; init; }

    /// <summary>Name of the directory's code list.</summary>
    public string? CodeList { get; init; }

    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>Rows are given: none is added or taken away.</summary>
    public bool FixedRows { get; init; }

    /// <summary>One empty row always waits at the end; whoever writes into it gets the next one.</summary>
    public bool Grows { get; init; }

    /// <summary>The choice is typed: a part of its words, the first letters of their pinyin, or its code.</summary>
    public bool Typed { get; init; }

    /// <summary>The whole width of the form.</summary>
    public bool Full { get; init; }

    /// <summary>Rows a new form starts with.</summary>
    public int StartRows { get; init; } = 1;

    /// <summary>Field that holds the unit whose people are offered.</summary>
    public string? UnitFrom { get; init; }

    public string? Role { get; init; }

    public string? Level { get; init; }

    /// <summary>Key that presses a mark.</summary>
    public string? Hotkey { get; init; }

    public Func<FormValues, bool>? When { get; init; }

    public bool Wide => Full || Kind is FieldKind.LongText or FieldKind.Rows or FieldKind.Group or FieldKind.Posts or FieldKind.Set;

    /// <summary>Whether it has a place of its own; what is hidden has none, and a mark stands at the end of its row.</summary>
    public bool IsShown(FormValues values) => Kind is not (FieldKind.Hidden or FieldKind.Mark) && (When is null || When(values));

    public Field Must() => this with { Required = true };

    public Field If(Func<FormValues, bool> when) => this with { When = when };

    public Field Named(string labelKey) => this with { LabelKey = labelKey };

    public static Field Text(string name) => new(name, FieldKind.Text);

    public static Field Long(string name) => new(name, FieldKind.LongText);

    /// <summary>Several short texts, one a line.</summary>
    public static Field Lines(string name) => new(name, FieldKind.LongText) { IsLines = true };

    public static Field Number(string name) => new(name, FieldKind.Number);

    public static Field Date(string name) => new(name, FieldKind.Date);

    public static Field Time(string name) => new(name, FieldKind.Time);

    public static Field Check(string name) => new(name, FieldKind.Check);

    public static Field Hidden(string name) => new(name, FieldKind.Hidden);

    /// <summary>Said of a row by one press of a button or a key, and taken back by the next.</summary>
    public static Field Mark(string name, string hotkey) => new(name, FieldKind.Mark) { Hotkey = hotkey };

    public static Field Choice(string name, string words, params string[] choices) => new(name, FieldKind.Choice) { Words = words, Choices = choices };

    /// <summary>Any number of words of a list; what a word means may stand under <c>list.word.does</c>.</summary>
    public static Field Set(string name, string words, IReadOnlyList<string> choices) => new(name, FieldKind.Set) { Words = words, Choices = choices };

    /// <summary>A person with an account, in a post or not.</summary>
    public static Field Account(string name) => new(name, FieldKind.Account);

    public static Field Code(string name, string codeList) => new(name, FieldKind.Code) { CodeList = codeList };

    public static Field Unit(string name) => new(name, FieldKind.Unit);

    public static Field Post(string name, string? unitFrom = null, string? role = null) => new(name, FieldKind.Post) { UnitFrom = unitFrom, Role = role };

    public static Field Posts(string name, string? unitFrom = null) => new(name, FieldKind.Posts) { UnitFrom = unitFrom };

    public static Field Group(string name, params Field[] fields) => new(name, FieldKind.Group) { Fields = fields };

    public static Field Rows(string name, params Field[] fields) => new(name, FieldKind.Rows) { Fields = fields };

    /// <summary>Rows that the page fills in beforehand: one per demand, one per guarantee.</summary>
    public static Field Given(string name, params Field[] fields) => new(name, FieldKind.Rows) { Fields = fields, FixedRows = true, StartRows = 0 };

    /// <summary>Proof of delivery in one of its three means.</summary>
    public static Field Proof(string name = "proof") => Group(name,
        Choice("means", "means", "Signed", "RefusedWithWitness", "Posted").Must(),
        Date("servedOn").Must(),
        Text("recipient").Must().If(proof => proof.Is("means", "Signed")),
        Text("relation").If(proof => proof.Is("means", "Signed")),
        Text("witness").Must().If(proof => proof.Is("means", "RefusedWithWitness")),
        Text("reason").Must().Named("refusalReason").If(proof => proof.Is("means", "RefusedWithWitness")),
        Text("postNumber").Must().If(proof => proof.Is("means", "Posted")));

    /// <summary>Proof that a letter was served, as its 送达回证 has it.</summary>
    public static Field Service(string name = "proof") => Group(name,
        Choice("means", "means", "Signed", "RefusedWithWitness", "Posted", "Other").Must(),
        Date("servedOn").Must(),
        Text("recipient").Must().If(IsTaken),
        Text("relation").If(IsTaken),
        Text("witness").Must().If(proof => proof.Is("means", "RefusedWithWitness")),
        Text("reason").Must().Named("refusalReason").If(proof => proof.Is("means", "RefusedWithWitness")),
        Text("postNumber").Must().If(proof => proof.Is("means", "Posted")),
        Text("place").Named("servicePlace"),
        Lines("servers"),
        Choice("view", "petitionerview", "Agrees", "Disagrees", "NoneGiven").Named("petitionerView"));

    static bool IsTaken(FormValues proof) => proof.Is("means", "Signed") || proof.Is("means", "Other");
}
