namespace Anjie.Hosting;

/// <summary>What a file is, by its content.</summary>
public enum FileKind { Pdf, Jpeg, Png, Docx, Xlsx, Text }

static class FileKinds
{
    static readonly Dictionary<string, FileKind> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = FileKind.Pdf, [".jpg"] = FileKind.Jpeg, [".jpeg"] = FileKind.Jpeg, [".png"] = FileKind.Png, [".docx"] = FileKind.Docx, [".xlsx"] = FileKind.Xlsx, [".txt"] = FileKind.Text,
    };

    /// <summary>What a name says the file is; null for a kind that is not taken.</summary>
    public static FileKind? Named(string name) => ByExtension.TryGetValue(Path.GetExtension(name), out var kind) ? kind : null;

    /// <summary>The extension, if it is one of ours.</summary>
    public static string ExtensionOf(string name) => Named(name) is null ? "" : Path.GetExtension(name).ToLowerInvariant();

    public static string MediaType(this FileKind kind) => kind switch
    {
        FileKind.Pdf => "application/pdf",
        FileKind.Jpeg => "image/jpeg",
        FileKind.Png => "image/png",
        FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind.Text => "text/plain; charset=utf-8",
    };
}
