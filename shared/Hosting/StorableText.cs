using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Anjie.Hosting;

/// <summary>Refuses texts with U+0000, which .NET and JSON take for a character and no text column holds, before the database has to.</summary>
/// <remarks>The database refuses while values are bound to a statement. When Npgsql prepares that statement at the same moment it counts as prepared
/// though its columns were never told, and the next use of the connection fails, which is somebody else's request.</remarks>
sealed class StorableText : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            var holdsNul = parameter.Value switch
            {
                string text => text.Contains('\0', StringComparison.Ordinal),
                IEnumerable<string> texts => texts.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true),
                _ => false,
            };
            if (holdsNul)
                throw new UnstorableTextException();
        }

        return result;
    }
}

/// <summary>A text that no column can hold: whoever sent it is told 400.</summary>
sealed class UnstorableTextException() : Exception("A text with U+0000 was about to be sent to the database.");
