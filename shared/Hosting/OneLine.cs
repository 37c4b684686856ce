using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Anjie.Hosting;

/// <summary>Writes each event as one line: what somebody sent us neither begins a line of its own nor moves the cursor of whoever reads it.</summary>
sealed class OneLine(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{time.GetLocalNow():HH:mm:ss} {Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {logEntry.Formatter(logEntry.State, logEntry.Exception)}");
        textWriter.WriteLine(Escaped(logEntry.Exception is null ? text : $"{text} {logEntry.Exception}"));
    }

    static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    internal static string Escaped(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
            line = char.GetUnicodeCategory(character) switch
            {
                UnicodeCategory.Control when character == '\n' => line.Append("\\n"),
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
                    line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => line.Append(character),
            };
        return line.ToString();
    }
}
