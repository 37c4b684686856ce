using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Features.SignIn.SecondFactor;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn.Passwords;

/// <summary>A new password: when its owner wants one, and before a session begins when one is due.</summary>
internal static class PasswordPages
{
    public const string Path = "/account/password";

    public static void Map(IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/account").AllowAnonymous().ExcludeFromDescription();
        account.MapGet("/password", ShowAsync);
        account.MapPost("/password", ChangeAsync).DisableAntiforgery();
    }

    static async Task<IResult> ShowAsync(HttpContext http, SignInFlow flow, Visitors visitors, PasswordBook passwords, CancellationToken ct) =>
        await flow.AtAsync(http, Step.NewPassword, ct) is { } halfway ? Page(http, halfway.Person, isForced: true, passwords, null)
        : await visitors.InSessionAsync(http, ct) is { } person ? Page(http, person, isForced: false, passwords, null)
        : AccountView.ToLogin(Path);

    static async Task<IResult> ChangeAsync(
        HttpContext http, SignInFlow flow, Visitors visitors, CredentialCheck credentials, PasswordBook passwords, Sessions sessions, AccessWatch access, SignInEvidence evidence, ErrorTexts texts, DirectoryDb db, CancellationToken ct)
    {
        var halfway = await flow.AtAsync(http, Step.NewPassword, ct);
        if ((halfway?.Person ?? await visitors.InSessionAsync(http, ct)) is not { } person)
            return AccountView.ToLogin(Path);
        if (await AccountView.FormAsync(http, ct) is not { } form)
            return Again("login.stale");

        var (old, chosen) = (form["old"].ToString(), form["new"].ToString());
        if (chosen != form["again"].ToString())
            return Again("password.differ");
        if (!PasswordText.MayBeOne(old) || !await credentials.PassAgainAsync(person, old, SignInEvidence.PasswordChange, http, ct))
            return Again("password.wrong");
        if (await passwords.FaultOfAsync(person.Id, person.UserName!, person.Name, chosen, ct) is { } fault)
            return Page(http, person, halfway is not null, passwords, texts.For(fault.Code, fault.Values));

        var changed = await db.Users.FirstAsync(x => x.Id == person.Id, ct);
        await passwords.TakeAsync(changed, chosen, given: false, ct);
        changed.SignInChanged();
        await sessions.StageEndOfAllAsync(changed, ct);
        evidence.Add(http, changed, SignInEvidence.PasswordChange);
        await db.SaveChangesAsync(ct);
        access.Expire();
        await visitors.KeepTypedPasswordAsync(http, changed);
        return halfway is null
            ? await flow.FinishAsync(http, changed, SecurityPages.Done("password"), ct)
            : await flow.ContinueAsync(http, halfway with { Person = changed }, ct);

        IResult Again(string message) => Page(http, person, halfway is not null, passwords, AccountView.Text(message));
    }

    static IResult Page(HttpContext http, Person person, bool isForced, PasswordBook passwords, string? message) => AccountView.Page<PasswordPage>(
        http, "password.title", message, model:
        [
            (nameof(PasswordPage.Reason), !isForced ? null : AccountView.Text(person.PasswordIsGiven && passwords.Rules.MustChangeAfterReset ? "password.given" : "password.old")),
            (nameof(PasswordPage.Hint), HintOf(passwords.Rules)),
            (nameof(PasswordPage.UserName), person.UserName),
        ]);

    static string HintOf(PasswordRules rules) => rules.Profile switch
    {
        PasswordProfile.Dengbao3 => AccountView.Text("password.hint.dengbao3", rules.MinimumLength, rules.Kinds, rules.History),
        PasswordProfile.Asvs => AccountView.Text("password.hint.asvs", rules.MinimumLength),
    };
}
