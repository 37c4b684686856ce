using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.LetterTexts;

/// <summary>A text before it is published (试填): a letter of invented people, and what is wrong with it. Nothing is stored.</summary>
internal static class PreviewLetterText
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/letter-texts/{kind}/preview", HandleAsync)
        .WithSummary("How a letter of invented people would look by this text, and what is wrong with the text. System administrators.");

    public sealed record Request([property: Required, StringLength(PublishLetterText.LongestSource, MinimumLength = 1)] string Source);

    /// <param name="Html">A draft, marked as one; null while the text cannot be read.</param>
    /// <param name="Faults">What keeps it from being published, the first hundred by their place.</param>
    public sealed record Answer(string? Html, IReadOnlyList<FaultView> Faults);

    /// <param name="Code">Stable code.</param>
    /// <param name="Line">From 1; what is missing altogether is told at line 1, column 1.</param>
    /// <param name="Column">From 1.</param>
    public sealed record FaultView(string Code, int Line, int Column, string Sentence);

    static Results<Ok<Answer>, NotFound> HandleAsync(string kind, Request request, Act act)
    {
        if (IssuedKinds.Find(kind) is not { } known)
            return TypedResults.NotFound();
        var text = LetterText.Read(known, 1, act.Today, request.Source, IssuedKinds.FieldsOf(known), out var faults);
        var html = text is null ? null : LetterHtml.Write(LetterDraft.Fill(text, SampleFacts.Of(known, act.Today)).Preview);
        return TypedResults.Ok(new Answer(html, [.. PublishedText.Tell(faults).Select(fault => new FaultView(fault.Code, fault.Line, fault.Column, fault.Sentence))]));
    }
}
