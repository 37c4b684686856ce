using Anjie.Letters.Docx;

namespace Anjie.Letters;

/// <summary>Letters as docx in the layout of GB/T 9704-2012. The same letter gives the same bytes.</summary>
public static class LetterDocx
{
    /// <summary>Media type of the file.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>One file.</summary>
    /// <param name="letter">First in the file.</param>
    /// <param name="query">Address of the public query for the first letter; a QR code opens it.</param>
    /// <param name="following">Letters on pages of their own behind it, for instance its 送达回证.</param>
    public static byte[] Write(LetterDocument letter, Uri? query = null, params IReadOnlyList<LetterDocument> following) => DocxPackage.Write(letter, query, following);
}
