using System.Globalization;
using System.Text;
using QRCoder;

namespace Anjie.Letters;

/// <summary>The code on a letter or a slip that opens the public query of the matter.</summary>
public static class QueryPicture
{
    // Printed at 25 mm: 300 dots an inch or better.
    const int PixelsPerModule = 10;

    /// <summary>A picture of 300 dots an inch at 25 mm.</summary>
    /// <param name="address">What it opens.</param>
    public static byte[] Png(Uri address)
    {
        using var code = Of(address);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(PixelsPerModule);
    }

    /// <summary>One SVG path of small squares, and their number on a side.</summary>
    /// <param name="address">What it opens.</param>
    public static (int Size, string Path) Squares(Uri address)
    {
        using var code = Of(address);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
                if (rows[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (rows.Count, path.ToString());
    }

    static QRCodeData Of(Uri address) => QRCodeGenerator.GenerateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
}
