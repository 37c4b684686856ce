using Anjie.Directory.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Directory.Features.SignIn.SecondFactor;

/// <summary>Setting up a second factor before a session begins, for who must have one and has none.</summary>
internal static class EnrolmentPages
{
    public const string Path = "/account/enrol";

    public static void Map(IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/account").AllowAnonymous().ExcludeFromDescription();
        account.MapGet("/enrol", ShowAsync);
        account.MapPost("/enrol", EnrolAsync).DisableAntiforgery();
    }

    static async Task<IResult> ShowAsync(HttpContext http, SignInFlow flow, Authenticators authenticators, Passkeys passkeys, CancellationToken ct) =>
        await flow.AtAsync(http, Step.Enrolment, ct) is { } halfway
            ? await PageAsync(http, halfway.Person, authenticators.Offer(halfway.Person), passkeys, null)
            : AccountView.ToLogin("/");

    static async Task<IResult> EnrolAsync(HttpContext http, SignInFlow flow, Visitors visitors, Enrolment enrolment, Authenticators authenticators, Passkeys passkeys, CancellationToken ct)
    {
        if (await flow.AtAsync(http, Step.Enrolment, ct) is not { } halfway)
            return AccountView.ToLogin("/");
        if (await AccountView.FormAsync(http, ct) is not { } form)
            return await PageAsync(http, halfway.Person, authenticators.Offer(halfway.Person), passkeys, "login.stale");
        if (await enrolment.AddAsync(http, halfway.Person, form, ct) is not { } enrolled)
            return await PageAsync(http, halfway.Person, Again(authenticators, halfway.Person, form), passkeys, Refusal(form));
        await visitors.CarryTypedPasswordAsync(http, enrolled.Person);
        await visitors.KeepHalfwayAsync(http, halfway with { Person = enrolled.Person, Shown = halfway.Shown | Shown.SecondFactor }, ct);
        return Codes(http, enrolled, SecondStepPages.ContinuePath);
    }

    /// <summary>The same secret once more, lest somebody who mistyped scans a second time.</summary>
    internal static AuthenticatorOffer Again(Authenticators authenticators, Person person, IFormCollection form) =>
        authenticators.Reoffer(person, form["offer"].ToString()) ?? authenticators.Offer(person);

    internal static string Refusal(IFormCollection form) => form["credential"].ToString().Length > 0 ? "passkey.refused" : "enrol.refused";

    internal static RazorComponentResult<CodesPage> Codes(HttpContext http, Enrolled enrolled, string next) => AccountView.Page<CodesPage>(
        http, "codes.title", here: "", model: [(nameof(CodesPage.Codes), enrolled.Codes), (nameof(CodesPage.Next), next)]);

    static async Task<IResult> PageAsync(HttpContext http, Person person, AuthenticatorOffer offer, Passkeys passkeys, string? message)
    {
        var question = await passkeys.OfferAsync(person, http);
        return AccountView.Page<EnrolmentPage>(http, "enrol.title", message is null ? null : AccountView.Text(message), model:
        [
            (nameof(EnrolmentPage.Action), Path), (nameof(EnrolmentPage.Lead), AccountView.Text("enrol.lead")),
            (nameof(EnrolmentPage.Picture), QrPicture.Of(offer.Uri)), (nameof(EnrolmentPage.Key), offer.Key), (nameof(EnrolmentPage.Offer), offer.Sealed),
            (nameof(EnrolmentPage.Options), question.Options), (nameof(EnrolmentPage.Question), question.Sealed),
        ]);
    }
}
