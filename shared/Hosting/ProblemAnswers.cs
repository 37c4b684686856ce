using System.Globalization;
using System.Resources;
using System.Text.Json;
using Anjie.Cases;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Anjie.Hosting;

/// <summary>The sentences for people that belong to error codes, Chinese by default, English on request.</summary>
public sealed class ErrorTexts(IReadOnlyList<ResourceManager> files)
{
    public string? Find(string code) => files.Select(file => file.GetString(code, CultureInfo.CurrentUICulture)).FirstOrDefault(text => text is not null);

    public string For(string code, IReadOnlyList<object> values) =>
        Find(code) is { } text ? string.Format(CultureInfo.CurrentCulture, text, [.. values.Select(Shown)]) : code;

    // States and actions are enum members whose words the Portal knows; a date reads the same in both languages.
    object Shown(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string code => Find($"word.{code}") ?? code,
        Enum word => Find($"word.{word.GetType().Name}.{word}") ?? word.ToString(),
        _ => value,
    };
}

/// <summary>Maps every refusal to one ProblemDetails with a stable code. What is not known here is our fault: 500 without details.</summary>
public sealed class ProblemAnswers(IProblemDetailsService problems, ErrorTexts texts) : IExceptionHandler
{
    const string SoonAgain = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        var problem = exception switch
        {
            BrokenRuleException broken => Refusal(httpContext, broken),
            PreconditionException missing => Coded(missing.Status, missing.Status == 428 ? CaseErrors.PreconditionRequired : CaseErrors.PreconditionFailed),
            DbUpdateConcurrencyException => Coded(412, CaseErrors.PreconditionFailed),
            // Two first writes of one id met at the primary key: whoever asks again gets the known answer.
            DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } } => Coded(412, CaseErrors.PreconditionFailed),
            UnstorableTextException or { InnerException: UnstorableTextException } => Coded(400, "request.malformed"),
            BadHttpRequestException { StatusCode: 413 } => Coded(413, "request.too_large"),
            BadHttpRequestException bad => Shape(bad),
            // What stands in the way of a read or a save comes wrapped.
            NpgsqlException { IsTransient: true } or { InnerException: NpgsqlException { IsTransient: true } } or TimeoutException => Unavailable(httpContext),
            _ => null,
        };
        if (problem is null)
            return false;

        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    ProblemDetails Refusal(HttpContext http, BrokenRuleException broken)
    {
        var problem = new ProblemDetails
        {
            Status = IsDenial(broken.Code) ? StatusCodes.Status403Forbidden
                : broken.Code == DisclosureRegistration.TooMany ? StatusCodes.Status429TooManyRequests
                : broken.Field is not null ? StatusCodes.Status400BadRequest
                : AttachmentErrors.StatusOf(broken.Code) ?? StatusCodes.Status409Conflict,
            Title = broken.Sentence ?? texts.For(broken.Code, broken.Values),
            Extensions = { ["code"] = broken.Code },
        };
        if (broken.Field is { } field)
            problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [problem.Title!] };
        foreach (var (name, value) in broken.Details)
            problem.Extensions[name] = value;
        if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = broken.RetryAfter is { } wait ? Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture) : SoonAgain;
        return problem;
    }

    /// <summary>Whether a rule refuses this very caller what it gives to others.</summary>
    internal static bool IsDenial(string code) => code is CaseErrors.RoleForbidden or CaseErrors.NotOpenToYou or CaseErrors.Recused or CaseErrors.OwnResult;

    ProblemDetails Coded(int status, string code) => new() { Status = status, Title = texts.For(code, []), Extensions = { ["code"] = code } };

    ProblemDetails Shape(BadHttpRequestException bad)
    {
        var problem = Coded(bad.StatusCode, bad.StatusCode == 415 ? "request.media_type" : "request.malformed");
        // Only the place of the fault, never the text that was sent: it may hold personal data.
        if (bad.InnerException is JsonException { Path: { Length: > 0 } path })
            problem.Extensions["errors"] = new Dictionary<string, string[]> { [path.TrimStart('$', '.')] = [problem.Title!] };
        return problem;
    }

    ProblemDetails Unavailable(HttpContext http)
    {
        http.Response.Headers.RetryAfter = SoonAgain;
        return Coded(StatusCodes.Status503ServiceUnavailable, "service.unavailable");
    }

    internal static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Type = null;
        problem.Detail = null;
        problem.Extensions["traceId"] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        if (problem.Extensions.ContainsKey("code"))
            return;
        var code = problem is HttpValidationProblemDetails ? "request.invalid" : $"http.{problem.Status}";
        problem.Extensions["code"] = code;
        if (context.HttpContext.RequestServices.GetService(typeof(ErrorTexts)) is not ErrorTexts texts)
            return;
        problem.Title = texts.Find(code) ?? problem.Title;
        if (problem is HttpValidationProblemDetails { Errors: var errors })
            foreach (var (field, told) in errors)
                errors[field] = [.. told.Select(sentence => CheckSentences.Told(sentence, texts))];
    }
}
