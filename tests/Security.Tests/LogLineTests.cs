using Anjie.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Anjie.Security.Tests;

public sealed class LogLineTests
{
    [Theory]
    [InlineData("a\r\nwarn: forged", "a\\u000d\\nwarn: forged"), InlineData("a\rb", "a\\u000db"), InlineData("a\u001b[31mb", "a\\u001b[31mb"), InlineData("a\u0085b\u2028c\u2029d", "a\\u0085b\\u2028c\\u2029d")]
    [InlineData("a\u202eb\u200bc\ufeff", "a\\u202eb\\u200bc\\ufeff"), InlineData("\0\u0007\u0008\u007f\u009b", "\\u0000\\u0007\\u0008\\u007f\\u009b"), InlineData("张三丰 𠮷 — “好”", "张三丰 𠮷 — “好”")]
    public void S_51_whatever_is_written_is_one_line_without_a_control_character(string text, string shown)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.AddServiceDefaults("screening");
        using var services = builder.Services.BuildServiceProvider();
        var name = services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        var formatter = services.GetServices<ConsoleFormatter>().Single(one => one.Name == name);
        using var written = new StringWriter { NewLine = "\n" };

        formatter.Write(new LogEntry<string>(LogLevel.Warning, "Anjie.Here", new EventId(7), text, new InvalidOperationException(text), (state, _) => $"Said: {state}"), null, written);

        var line = written.ToString();
        line.Count(character => character == '\n').ShouldBe(1);
        line[..^1].Any(char.IsControl).ShouldBeFalse(line);
        line.ShouldContain($" warn: Anjie.Here[7] Said: {shown} System.InvalidOperationException: {shown}");
    }
}
