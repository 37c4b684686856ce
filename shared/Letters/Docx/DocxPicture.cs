using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Wordprocessing;
using BlipFill = DocumentFormat.OpenXml.Drawing.Pictures.BlipFill;
using NonVisualDrawingProperties = DocumentFormat.OpenXml.Drawing.Pictures.NonVisualDrawingProperties;
using NonVisualPictureDrawingProperties = DocumentFormat.OpenXml.Drawing.Pictures.NonVisualPictureDrawingProperties;
using NonVisualPictureProperties = DocumentFormat.OpenXml.Drawing.Pictures.NonVisualPictureProperties;
using Picture = DocumentFormat.OpenXml.Drawing.Pictures.Picture;
using ShapeProperties = DocumentFormat.OpenXml.Drawing.Pictures.ShapeProperties;

namespace Anjie.Letters.Docx;

/// <summary>The QR code below a letter.</summary>
static class DocxPicture
{
    const long Side = 25 * 36_000; // 25 mm
    const string Says = "扫码查询办理进度";
    const string PictureSchema = "http://schemas.openxmlformats.org/drawingml/2006/picture";

    public static DocumentFormat.OpenXml.Wordprocessing.Paragraph Paragraph(string imageId)
    {
        var paragraph = DocxText.Paragraph(DocxStyles.Picture, Says);
        paragraph.InsertBefore(new DocumentFormat.OpenXml.Wordprocessing.Run(new Drawing(new Inline(
            new Extent { Cx = Side, Cy = Side },
            new DocProperties { Id = 1, Name = "QR", Description = Says },
            new Graphic(new GraphicData(new Picture(
                new NonVisualPictureProperties(new NonVisualDrawingProperties { Id = 1, Name = "QR" }, new NonVisualPictureDrawingProperties()),
                new BlipFill(new Blip { Embed = imageId }, new Stretch(new FillRectangle())),
                new ShapeProperties(
                    new Transform2D(new Offset { X = 0, Y = 0 }, new Extents { Cx = Side, Cy = Side }),
                    new PresetGeometry(new AdjustValueList()) { Preset = ShapeTypeValues.Rectangle })))
            { Uri = PictureSchema }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 })), paragraph.Elements<DocumentFormat.OpenXml.Wordprocessing.Run>().Single());
        return paragraph;
    }
}
