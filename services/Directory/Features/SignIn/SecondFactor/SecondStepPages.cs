using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn.SecondFactor;

/// <summary>The second step of a sign-in, and the one step of who comes with a passkey.</summary>
internal static class SecondStepPages
{
    public const string Path = "/account/second-step";
    public const string PasskeyPath = "/account/passkey";
    public const string ContinuePath = "/account/continue";

    public static void Map(IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/account").AllowAnonymous().ExcludeFromDescription();
        account.MapGet("/second-step", ShowAsync);
        account.MapPost("/second-step", PassAsync).DisableAntiforgery();
        account.MapGet("/passkey", (HttpContext http, Passkeys passkeys, string? returnUrl) => PasskeyAsync(http, passkeys, returnUrl, null));
        account.MapPost("/passkey", PassWithPasskeyAsync).DisableAntiforgery();
        account.MapPost("/continue", ContinueAsync).DisableAntiforgery();
    }

    static async Task<IResult> ShowAsync(HttpContext http, SignInFlow flow, DirectoryDb db, Passkeys passkeys, CancellationToken ct) =>
        await flow.AtAsync(http, Step.SecondFactor, ct) is { } halfway ? await PageAsync(http, halfway.Person, db, passkeys, null, ct) : AccountView.ToLogin("/");

    static async Task<IResult> PassAsync(
        HttpContext http, SignInFlow flow, DirectoryDb db, Authenticators authenticators, RecoveryCodes codes, Passkeys passkeys, GuessCount guesses, SignInEvidence evidence, CancellationToken ct)
    {
        if (await flow.AtAsync(http, Step.SecondFactor, ct) is not { } halfway)
            return AccountView.ToLogin("/");
        var person = halfway.Person;
        if (await AccountView.FormAsync(http, ct) is not { } form)
            return await PageAsync(http, person, db, passkeys, "login.stale", ct);

        var approach = await guesses.ApproachAsync(http, person, ct);
        if (!approach.IsClosed && await IsRightAsync())
            return await flow.ContinueAsync(http, halfway with { Shown = halfway.Shown | Shown.SecondFactor }, ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        evidence.Add(http, person, SignInEvidence.SecondStep, SignInEvidence.Refused);
        await db.SaveChangesAsync(ct);
        await guesses.WrongAsync(approach, ct);
        await transaction.CommitAsync(ct);
        return await PageAsync(http, person, db, passkeys, "second.refused", ct);

        async Task<bool> IsRightAsync()
        {
            if (form["credential"].ToString() is { Length: > 0 } credential)
                return await passkeys.PassAsync(person, form["question"].ToString(), credential, http, ct) is not null;
            if (form["recovery"].ToString() is not { Length: > 0 } recovery)
                return await authenticators.PassAsync(person, form["code"].ToString(), ct);
            if (!await codes.PassAsync(person, recovery, ct))
                return false;
            evidence.Add(http, person, SignInEvidence.RecoveryCode);
            await db.SaveChangesAsync(ct);
            return true;
        }
    }

    // A passkey cannot be guessed: nothing is counted, and a way that strangers have closed is not closed for it.
    static async Task<IResult> PassWithPasskeyAsync(HttpContext http, SignInFlow flow, DirectoryDb db, Passkeys passkeys, SignInEvidence evidence, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType)
            return TypedResults.BadRequest();
        var returnUrl = (await http.Request.ReadFormAsync(ct))[AccountPages.ReturnUrl].ToString();
        if (await AccountView.FormAsync(http, ct) is not { } form)
            return await PasskeyAsync(http, passkeys, returnUrl, "login.stale");
        if (await passkeys.PassAsync(null, form["question"].ToString(), form["credential"].ToString(), http, ct) is { } person)
            return await flow.BeginAsync(http, new(person, Shown.Passkey, AccountPages.LocalOrHome(returnUrl)), ct);
        evidence.Add(http, default(Person), SignInEvidence.SignedIn, SignInEvidence.Refused);
        await db.SaveChangesAsync(ct);
        return await PasskeyAsync(http, passkeys, returnUrl, "passkey.refused");
    }

    /// <summary>After the recovery codes were shown: on to whatever comes next.</summary>
    static async Task<IResult> ContinueAsync(HttpContext http, SignInFlow flow, Visitors visitors, CancellationToken ct) =>
        await visitors.HalfwayAsync(http, ct) is { } halfway && await AccountView.FormAsync(http, ct) is not null ? await flow.ContinueAsync(http, halfway, ct) : AccountView.ToLogin("/");

    static async Task<IResult> PageAsync(HttpContext http, Person person, DirectoryDb db, Passkeys passkeys, string? message, CancellationToken ct)
    {
        var hasApp = await db.Authenticators.AnyAsync(x => x.PersonId == person.Id, ct);
        var question = await db.Passkeys.AnyAsync(x => x.UserId == person.Id, ct) ? await passkeys.AskAsync(person, http) : null;
        return AccountView.Page<SecondStepPage>(http, "second.title", message is null ? null : AccountView.Text(message), model:
        [
            (nameof(SecondStepPage.HasApp), hasApp),
            (nameof(SecondStepPage.Options), question?.Options), (nameof(SecondStepPage.Question), question?.Sealed),
        ]);
    }

    static async Task<IResult> PasskeyAsync(HttpContext http, Passkeys passkeys, string? returnUrl, string? message)
    {
        var question = await passkeys.AskAsync(null, http);
        return AccountView.Page<PasskeyPage>(http, "passkey.title", message is null ? null : AccountView.Text(message), model:
            [(nameof(PasskeyPage.Options), question.Options), (nameof(PasskeyPage.Question), question.Sealed), (nameof(PasskeyPage.Back), AccountPages.LocalOrHome(returnUrl))]);
    }
}
