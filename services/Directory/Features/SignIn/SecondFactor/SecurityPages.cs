using System.Buffers.Text;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn.SecondFactor;

/// <summary>What a person has to sign in with. To change any of it, the password is typed once more.</summary>
internal static class SecurityPages
{
    public const string Path = "/account/security";
    public const string ConfirmPath = "/account/confirm";

    // What the page may say after a redirect.
    static readonly string[] News = ["password", "authenticator", "passkey", "removed"];

    public static string Done(string what) => $"{Path}?done={what}";

    public static void Map(IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/account").AllowAnonymous().ExcludeFromDescription();
        account.MapGet("/security", ShowAsync);
        account.MapPost("/confirm", ConfirmAsync).DisableAntiforgery();
        account.MapGet("/security/add", ShowAddingAsync);
        account.MapPost("/security/add", AddAsync).DisableAntiforgery();
        account.MapPost("/security/remove", RemoveAsync).DisableAntiforgery();
        account.MapPost("/security/codes", MakeCodesAsync).DisableAntiforgery();
    }

    static async Task<IResult> ShowAsync(HttpContext http, Visitors visitors, SecurityOverview overview, CancellationToken ct, string? done = null) =>
        await visitors.InSessionAsync(http, ct) is { } person
            ? await overview.PageAsync(http, person, News.Contains(done) ? "security.done." + done : null, isDone: true, ct)
            : AccountView.ToLogin(Path);

    static async Task<IResult> ConfirmAsync(HttpContext http, Visitors visitors, SecurityOverview overview, CredentialCheck credentials, CancellationToken ct)
    {
        if (await visitors.InSessionAsync(http, ct) is not { } person)
            return AccountView.ToLogin(Path);
        if (await AccountView.FormAsync(http, ct) is not { } form)
            return await overview.PageAsync(http, person, "login.stale", isDone: false, ct);
        var password = form["password"].ToString();
        if (!Passwords.PasswordText.MayBeOne(password) || !await credentials.PassAgainAsync(person, password, SignInEvidence.PasswordAgain, http, ct))
            return await overview.PageAsync(http, person, "password.wrong", isDone: false, ct);
        await visitors.KeepTypedPasswordAsync(http, person);
        return Results.LocalRedirect(Path);
    }

    static async Task<IResult> ShowAddingAsync(HttpContext http, Visitors visitors, Authenticators authenticators, Passkeys passkeys, CancellationToken ct) =>
        await AllowedAsync(http, visitors, ct) is { } person ? await AddingAsync(http, person, authenticators.Offer(person), passkeys, null) : Results.LocalRedirect(Path);

    static async Task<IResult> AddAsync(HttpContext http, Visitors visitors, SignInFlow flow, Enrolment enrolment, Authenticators authenticators, Passkeys passkeys, CancellationToken ct)
    {
        if (await AllowedAsync(http, visitors, ct) is not { } person)
            return Results.LocalRedirect(Path);
        if (await AccountView.FormAsync(http, ct) is not { } form)
            return await AddingAsync(http, person, authenticators.Offer(person), passkeys, "login.stale");
        return await enrolment.AddAsync(http, person, form, ct) is { } enrolled
            ? await ChangedAsync(http, visitors, flow, enrolled, form["credential"].ToString().Length > 0 ? "passkey" : "authenticator", ct)
            : await AddingAsync(http, person, EnrolmentPages.Again(authenticators, person, form), passkeys, EnrolmentPages.Refusal(form));
    }

    static async Task<IResult> RemoveAsync(HttpContext http, Visitors visitors, SignInFlow flow, Enrolment enrolment, SecurityOverview overview, CancellationToken ct)
    {
        if (await AllowedAsync(http, visitors, ct) is not { } person)
            return Results.LocalRedirect(Path);
        if (await AccountView.FormAsync(http, ct) is not { } form)
            return await overview.PageAsync(http, person, "login.stale", isDone: false, ct);
        var passkey = form["passkey"].ToString() is { Length: > 0 } text ? IdOf(text) : null;
        return await enrolment.RemoveAsync(http, person, passkey, ct) is { } changed
            ? await ChangedAsync(http, visitors, flow, new(changed, []), "removed", ct)
            : await overview.PageAsync(http, person, "security.needed", isDone: false, ct);
    }

    static async Task<IResult> MakeCodesAsync(HttpContext http, Visitors visitors, SignInFlow flow, SecondFactors factors, Enrolment enrolment, SecurityOverview overview, CancellationToken ct)
    {
        if (await AllowedAsync(http, visitors, ct) is not { } person || !await factors.HasAsync(person.Id, ct))
            return Results.LocalRedirect(Path);
        return await AccountView.FormAsync(http, ct) is null
            ? await overview.PageAsync(http, person, "login.stale", isDone: false, ct)
            : await ChangedAsync(http, visitors, flow, await enrolment.MakeCodesAsync(http, person, ct), "codes", ct);
    }

    /// <summary>The person in session who has typed the password a moment ago.</summary>
    static async Task<Person?> AllowedAsync(HttpContext http, Visitors visitors, CancellationToken ct) =>
        await visitors.InSessionAsync(http, ct) is { } person && await visitors.HasTypedPasswordAsync(http, person, ct) ? person : null;

    // The change has ended this session with all others: it begins anew, and what is to be seen only once is the answer itself.
    static async Task<IResult> ChangedAsync(HttpContext http, Visitors visitors, SignInFlow flow, Enrolled enrolled, string done, CancellationToken ct)
    {
        await visitors.CarryTypedPasswordAsync(http, enrolled.Person);
        var onward = await flow.FinishAsync(http, enrolled.Person, Done(done), ct);
        return enrolled.Codes.Count > 0 ? EnrolmentPages.Codes(http, enrolled, Path) : onward;
    }

    static async Task<IResult> AddingAsync(HttpContext http, Person person, AuthenticatorOffer offer, Passkeys passkeys, string? message)
    {
        var question = await passkeys.OfferAsync(person, http);
        return AccountView.Page<EnrolmentPage>(http, "enrol.title", message is null ? null : AccountView.Text(message), model:
        [
            (nameof(EnrolmentPage.Action), Path + "/add"), (nameof(EnrolmentPage.Back), Path),
            (nameof(EnrolmentPage.Picture), QrPicture.Of(offer.Uri)), (nameof(EnrolmentPage.Key), offer.Key), (nameof(EnrolmentPage.Offer), offer.Sealed),
            (nameof(EnrolmentPage.Options), question.Options), (nameof(EnrolmentPage.Question), question.Sealed),
        ]);
    }

    // What is no id is the id of nothing.
    static byte[] IdOf(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
}

/// <summary>The page of all a person has.</summary>
internal sealed class SecurityOverview(DirectoryDb db, Visitors visitors, SecondFactors factors, RecoveryCodes codes)
{
    /// <param name="message">Key of a sentence.</param>
    public async Task<IResult> PageAsync(HttpContext http, Person person, string? message, bool isDone, CancellationToken ct)
    {
        var app = await db.Authenticators.AsNoTracking().FirstOrDefaultAsync(x => x.PersonId == person.Id, ct);
        var passkeys = await db.Passkeys.AsNoTracking().Where(x => x.UserId == person.Id)
            .Select(x => new { x.CredentialId, x.Data.Name, x.Data.CreatedAt, UsedAt = EF.Property<DateTimeOffset?>(x, DirectoryDb.PasskeyUse) }).ToListAsync(ct);
        return AccountView.Page<SecurityPage>(http, "security.title", message is null ? null : AccountView.Text(message), isDone, here: SecurityPages.Path, model:
        [
            (nameof(SecurityPage.MayChange), await visitors.HasTypedPasswordAsync(http, person, ct)),
            (nameof(SecurityPage.IsNeeded), await factors.NeedsAsync(person.Id, ct)),
            (nameof(SecurityPage.UserName), person.UserName),
            (nameof(SecurityPage.PasswordSetAt), person.PasswordSetAt is { } set ? AccountView.Time(set) : null),
            (nameof(SecurityPage.App), app is null ? null : new SecurityPage.Factor("", "", AccountView.Time(app.AddedAt), Used(app.LastUsedAt))),
            (nameof(SecurityPage.Passkeys), passkeys.OrderBy(key => key.CreatedAt)
                .Select(key => new SecurityPage.Factor(Base64Url.EncodeToString(key.CredentialId), key.Name ?? "", AccountView.Time(key.CreatedAt), Used(key.UsedAt))).ToList()),
            (nameof(SecurityPage.CodesLeft), await codes.LeftAsync(person, ct)),
        ]);

        static string? Used(DateTimeOffset? at) => at is { } time ? AccountView.Time(time) : null;
    }
}
