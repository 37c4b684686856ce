using System.Globalization;
using System.Text;
using QRCoder;

namespace Anjie.Directory.Features.SignIn.SecondFactor;

/// <summary>A QR code as one path of small squares: no image to fetch, and sharp in every size.</summary>
/// <param name="Size">Squares on a side, with the white margin a camera needs.</param>
public sealed record QrPicture(int Size, string Path)
{
    internal static QrPicture Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
                if (rows[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new(rows.Count, path.ToString());
    }
}
