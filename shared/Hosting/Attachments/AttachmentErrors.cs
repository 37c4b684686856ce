using Microsoft.AspNetCore.Http;

namespace Anjie.Hosting;

/// <summary>Codes under which a file is refused; their sentences stand in <c>Resources/Errors.resx</c>.</summary>
public static class AttachmentErrors
{
    public const string Name = "attachment.name";
    public const string Empty = "attachment.empty";
    public const string TooLarge = "attachment.too_large";
    public const string TooMany = "attachment.too_many";
    public const string CaseFull = "attachment.case_full";
    public const string Removed = "attachment.removed";
    public const string Busy = "attachment.busy";
    public const string Slow = "attachment.slow";
    public const string Unscanned = "attachment.unscanned";
    public const string Kind = "attachment.kind";
    public const string Damaged = "attachment.damaged";
    public const string Encrypted = "attachment.encrypted";
    public const string Archive = "attachment.archive";
    public const string Macro = "attachment.macro";
    public const string Embedded = "attachment.embedded";
    public const string External = "attachment.external";
    public const string Script = "attachment.script";
    public const string Pixels = "attachment.pixels";
    public const string Malware = "attachment.malware";

    /// <summary>The status of a code that has one of its own; null for the usual one of a broken rule.</summary>
    internal static int? StatusOf(string code) => code switch
    {
        Name => StatusCodes.Status400BadRequest,
        Slow => StatusCodes.Status408RequestTimeout,
        TooLarge => StatusCodes.Status413PayloadTooLarge,
        Busy => StatusCodes.Status429TooManyRequests,
        Unscanned => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };
}
