using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Anjie.OfficeTexts;

/// <summary>The office words its letters itself: it sees the texts and their versions, tries one out, publishes it from a day on, and takes it back before that day.</summary>
public static class LetterTextRoutes
{
    // Ten printed pages; in a window of the Portal it is one message, which has a limit of its own.
    const int LongestSource = 8000;

    const string All = "/letter-texts", One = All + "/{kind}", Version = One + "/versions/{version:int:range(1,100000)}";

    /// <param name="Source">The parts of a text.</param>
    public sealed record Trial([property: Required, StringLength(LongestSource, MinimumLength = 1)] string Source);

    /// <param name="Html">A draft, marked as one; null while the text cannot be read.</param>
    /// <param name="Faults">What keeps it from being published, the first hundred by their place.</param>
    public sealed record Sample(string? Html, IReadOnlyList<PublishedText.Fault> Faults);

    /// <param name="Source">The parts of the text.</param>
    /// <param name="EffectiveFrom">First day of use: today or later.</param>
    /// <param name="Reason">Why the words change.</param>
    public sealed record Publication(
        [property: Required, StringLength(LongestSource, MinimumLength = 1)] string Source,
        [property: Required] DateOnly? EffectiveFrom,
        [property: Required, PlainText(300)] string Reason);

    /// <param name="api">The service's own group.</param>
    /// <param name="kinds">Those it issues, in the order in which they are listed.</param>
    public static void Map(IEndpointRouteBuilder api, params IReadOnlyList<EditableKind> kinds)
    {
        var known = kinds.ToFrozenDictionary(one => one.Kind.Code, StringComparer.Ordinal);
        api.MapGet(All, (DbContext db, Act act, CancellationToken ct) => ListAsync(kinds, db, act, ct))
            .WithSummary("The kinds of letters issued here, each with the version of its text in force and those to come. System administrators.");
        api.MapGet(One, (string kind, DbContext db, Act act, CancellationToken ct) => GetAsync(known.GetValueOrDefault(kind), db, act, ct))
            .WithSummary("All versions of the text of a kind of letter, and the fields it may and must name. System administrators.");
        api.MapPost(One + "/preview", (string kind, Trial trial, Act act) => TryOut(known.GetValueOrDefault(kind), trial, act))
            .WithSummary("How a letter of invented people would look by this text, and what is wrong with the text; nothing is stored. System administrators.");
        api.MapPut(Version, (string kind, int version, Publication text, DbContext db, Act act, ServiceName service, CancellationToken ct) => PublishAsync(known.GetValueOrDefault(kind), version, text, db, act, service, ct))
            .WithSummary("Publish a text from a day on, under the number after the latest: whoever has not seen the latest is refused. Letters already issued stay as they are. System administrators.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete(Version, (string kind, int version, DbContext db, Act act, CancellationToken ct) => WithdrawAsync(known.GetValueOrDefault(kind), version, db, act, ct))
            .WithSummary("Withdraw a version before its first day; its number is not given again. System administrators.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    static async Task<Page<KindView>> ListAsync(IReadOnlyList<EditableKind> kinds, DbContext db, Act act, CancellationToken ct)
    {
        var kept = (await db.Set<PublishedText>().AsNoTracking().ToListAsync(ct)).ToLookup(text => text.Kind);
        return new([.. kinds.Select(one => KindView.Of(one.Kind, [.. kept[one.Kind.Code]], act.Today))], null);
    }

    static async Task<Results<Ok<LetterTextView>, NotFound>> GetAsync(EditableKind? kind, DbContext db, Act act, CancellationToken ct) =>
        kind is null ? TypedResults.NotFound() : TypedResults.Ok(kind.ViewOf(await KeptAsync(db.Set<PublishedText>().AsNoTracking(), kind, ct), act.Today));

    static Results<Ok<Sample>, NotFound, ValidationProblem> TryOut(EditableKind? kind, Trial trial, Act act)
    {
        if (ShapeFaults.Of(trial) is { } wrong)
            return TypedResults.ValidationProblem(wrong);
        if (kind is null)
            return TypedResults.NotFound();
        var text = LetterText.Read(kind.Kind, 1, act.Today, trial.Source, kind.Filled, out var faults);
        return TypedResults.Ok(new Sample(text is null ? null : LetterHtml.Write(LetterDraft.Fill(text, kind.Sample(act.Today)).Preview), PublishedText.Tell(faults)));
    }

    static async Task<Results<Ok<LetterTextView>, Created<LetterTextView>, NotFound, ValidationProblem>> PublishAsync(
        EditableKind? kind, int version, Publication asked, DbContext db, Act act, ServiceName service, CancellationToken ct)
    {
        if (ShapeFaults.Of(asked) is { } wrong)
            return TypedResults.ValidationProblem(wrong);
        if (kind is null)
            return TypedResults.NotFound();
        var kept = await KeptAsync(db.Set<PublishedText>().AsNoTracking(), kind, ct);
        if (kept.Find(text => text.Version == version)?.Is(asked.EffectiveFrom!.Value, asked.Source, asked.Reason) == true)
            return TypedResults.Ok(kind.ViewOf(kept, act.Today));

        var text = PublishedText.Publish(act, kind.Kind, kind.Filled, KeptTexts.Latest(kept, kind.Kind), version, asked.EffectiveFrom!.Value, asked.Source, asked.Reason);
        db.Add(text);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new BrokenRuleException(TextErrors.VersionTaken, version);
        }

        return TypedResults.Created($"/api/{service.Name}{All}/{kind.Kind.Code}", kind.ViewOf([.. kept, text], act.Today));
    }

    static async Task<Results<Ok<LetterTextView>, NotFound>> WithdrawAsync(EditableKind? kind, int version, DbContext db, Act act, CancellationToken ct)
    {
        if (kind is null)
            return TypedResults.NotFound();
        var kept = await KeptAsync(db.Set<PublishedText>(), kind, ct);
        if (kept.Find(text => text.Version == version) is not { } text)
            return KeptTexts.Delivered(kind.Kind) is var delivered && delivered.Version == version ? throw new BrokenRuleException(TextErrors.InForce, delivered.EffectiveFrom) : TypedResults.NotFound();
        text.Withdraw(act);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(kind.ViewOf(kept, act.Today));
    }

    static Task<List<PublishedText>> KeptAsync(IQueryable<PublishedText> texts, EditableKind kind, CancellationToken ct) => texts.Where(text => text.Kind == kind.Kind.Code).ToListAsync(ct);

    static LetterTextView ViewOf(this EditableKind kind, IReadOnlyCollection<PublishedText> kept, DateOnly today) => LetterTextView.Of(kind.Kind, kind.Filled, kept, today);
}
