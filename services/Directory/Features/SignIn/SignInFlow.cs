using Anjie.Directory.Domain;
using Anjie.Directory.Features.SignIn.Passwords;
using Anjie.Directory.Features.SignIn.SecondFactor;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Authentication;

namespace Anjie.Directory.Features.SignIn;

/// <summary>What a sign-in asks for next.</summary>
internal enum Step { SecondFactor, Enrolment, NewPassword, Session }

/// <summary>The steps from the first proof to a session, in one order that no address leads around: each page asks here whether it is its turn.</summary>
internal sealed class SignInFlow(
    DirectoryDb db, Visitors visitors, PasswordBook passwords, SecondFactors factors, GuessCount guesses, KnownDevices devices, Sessions sessions, SignInEvidence evidence)
{
    /// <summary>The rule itself: what there is, is asked for; what there must be, is set up; a password that is due is changed; then a session begins.</summary>
    public static Step Next(Shown shown, bool hasFactor, bool needsFactor, bool passwordIsDue) =>
        hasFactor && (shown & (Shown.SecondFactor | Shown.Passkey)) == Shown.Nothing ? Step.SecondFactor
        : needsFactor && !hasFactor ? Step.Enrolment
        : passwordIsDue ? Step.NewPassword
        : Step.Session;

    public async Task<Step> NextAsync(Person person, Shown shown, CancellationToken ct) =>
        Next(shown, await factors.HasAsync(person.Id, ct), await factors.NeedsAsync(person.Id, ct), passwords.IsDue(person));

    /// <summary>Who is on the way in, if it is this step's turn.</summary>
    public async Task<Halfway?> AtAsync(HttpContext http, Step step, CancellationToken ct) =>
        await visitors.HalfwayAsync(http, ct) is { } halfway && await NextAsync(halfway.Person, halfway.Shown, ct) == step ? halfway : null;

    /// <summary>Leads on after the first proof. That it was right and more is asked for is worth a row: a password may be known to somebody whose second step never comes.</summary>
    public async Task<IResult> BeginAsync(HttpContext http, Halfway halfway, CancellationToken ct)
    {
        if (halfway.Shown == Shown.Password && await NextAsync(halfway.Person, halfway.Shown, ct) != Step.Session)
        {
            evidence.Add(http, halfway.Person, SignInEvidence.Password);
            await db.SaveChangesAsync(ct);
        }
        return await ContinueAsync(http, halfway, ct);
    }

    /// <summary>Leads on after a step was passed.</summary>
    public async Task<IResult> ContinueAsync(HttpContext http, Halfway halfway, CancellationToken ct)
    {
        var step = await NextAsync(halfway.Person, halfway.Shown, ct);
        if (step == Step.Session)
            return await BeginSessionAsync(http, halfway, ct);
        await visitors.KeepHalfwayAsync(http, halfway, ct);
        return Results.LocalRedirect(PathOf(step));
    }

    async Task<IResult> BeginSessionAsync(HttpContext http, Halfway halfway, CancellationToken ct)
    {
        var person = halfway.Person;
        evidence.Add(http, person, SignInEvidence.SignedIn);
        await db.SaveChangesAsync(ct);
        var approach = await guesses.ApproachAsync(http, person, ct);
        await guesses.RightAsync(approach, ct);
        await devices.KeepAsync(http, person, approach.Device, ct);
        await visitors.ForgetHalfwayAsync(http);
        return await FinishAsync(http, person, halfway.ReturnUrl, ct);
    }

    /// <summary>Gives the browser a session of this person, at the end of a sign-in or because the former one rests on what has just changed.</summary>
    public async Task<IResult> FinishAsync(HttpContext http, Person person, string? returnUrl, CancellationToken ct)
    {
        await http.SignInAsync(SignInSetup.Session, await sessions.BeginAsync(http, person, ct));
        return Results.LocalRedirect(AccountPages.LocalOrHome(returnUrl));
    }

    static string PathOf(Step step) => step switch
    {
        Step.SecondFactor => SecondStepPages.Path,
        Step.Enrolment => EnrolmentPages.Path,
        Step.NewPassword => PasswordPages.Path,
        Step.Session => "/",
    };
}
