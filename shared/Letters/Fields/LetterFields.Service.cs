namespace Anjie.Letters;

// 送达回证: the proof that a letter reached its addressee.
public static partial class LetterFields
{
    /// <summary>Title of the letter.</summary>
    public static LetterField<string> ServedLetter { get; } = new("servedLetter", "送达文书名称", "Letter served", FieldShape.Line);

    /// <summary>Its document number.</summary>
    public static LetterField<string> ServedNumber { get; } = new("servedNumber", "送达文书文号", "Number of that letter", FieldShape.Line);

    /// <summary>Whom it is for.</summary>
    public static LetterField<string> ServedTo { get; } = new("servedTo", "受送达人", "Addressee", FieldShape.Line) { IsPersonal = true };

    /// <summary>Where it is handed over or sent.</summary>
    public static LetterField<string> ServicePlace { get; } = new("servicePlace", "送达地点", "Place of service", FieldShape.Line) { IsPersonal = true };

    /// <summary>How it is brought.</summary>
    public static LetterField<string> Means { get; } = new("means", "送达方式", "Means of service", FieldShape.Choice) { Options = ["当面", "邮寄", "其他"] };

    /// <summary>Two persons.</summary>
    public static LetterField<IReadOnlyList<string>> Servers { get; } = new("servers", "送达人", "Served by", FieldShape.Names);

    /// <summary>Who took it.</summary>
    public static LetterField<string> Recipient { get; } = new("recipient", "收件人", "Received by", FieldShape.Line) { IsPersonal = true };

    /// <summary>When somebody else took it.</summary>
    public static LetterField<string> Relation { get; } = new("relation", "代收人关系", "Relation to the addressee", FieldShape.Line) { IsPersonal = true };

    /// <summary>Day it was taken or refused; the 30 days of Art 35 and 36 start here.</summary>
    public static LetterField<DateOnly> ServedOn { get; } = new("servedOn", "送达日期", "Served on", FieldShape.Date);

    /// <summary>Whether it was taken.</summary>
    public static LetterField<string> Receipt { get; } = new("receipt", "签收标志", "Signed or refused", FieldShape.Choice) { Options = ["签收", "拒收"] };

    /// <summary>Who saw the refusal.</summary>
    public static LetterField<string> Witness { get; } = new("witness", "见证人", "Witness", FieldShape.Line) { IsPersonal = true };

    /// <summary>As given.</summary>
    public static LetterField<string> RefusedBecause { get; } = new("refusedBecause", "拒收事由", "Reason of the refusal", FieldShape.Line);

    /// <summary>Of a posted letter.</summary>
    public static LetterField<string> PostNumber { get; } = new("postNumber", "邮寄单号", "Postal number", FieldShape.Line);

    /// <summary>Day the post delivered it.</summary>
    public static LetterField<DateOnly> DeliveredOn { get; } = new("deliveredOn", "妥投日期", "Delivered on", FieldShape.Date);

    /// <summary>What the petitioner says to it.</summary>
    public static LetterField<string> PetitionerView { get; } = new("petitionerView", "信访人意见", "View of the petitioner", FieldShape.Choice) { Options = ["同意", "不同意", "无明确意见"] };
}
