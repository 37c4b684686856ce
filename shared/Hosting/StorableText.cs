using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Anjie.Hosting;

/// <summary>Refuses texts with U+0000, which .NET and JSON take for a character and no text column holds, before the database has to.</summary>
/// <remarks>The database refuses while values are bound to a statement. When Npgsql prepares that statement at the same moment it counts as prepared
/// though its columns were never told, and the next use of the connection fails, which is somebody else's request.</remarks>
sealed partial class StorableText : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            var holdsNul = parameter.Value switch
            {
                string json when parameter is NpgsqlParameter { NpgsqlDbType: NpgsqlDbType.Jsonb } => json.Contains(@"\u0000", StringComparison.Ordinal) && EscapedNul().IsMatch(json),
                string text => text.Contains('\0', StringComparison.Ordinal),
                IEnumerable<string> texts => texts.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true),
                _ => false,
            };
            if (holdsNul)
                throw new UnstorableTextException();
        }

        return result;
    }

    // After an even number of backslashes: an odd one stands for itself.
    [GeneratedRegex(@"(?<!\\)(\\\\)*\\u0000", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EscapedNul();
}

/// <summary>A text that no column can hold: whoever sent it is told 400.</summary>
sealed class UnstorableTextException() : Exception("A text with U+0000 was about to be sent to the database.");
