using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;

namespace Anjie.Directory.Features.SignIn;

/// <summary>Evidence of what happens before there is a token, one row for each step; the next save writes it along.</summary>
internal sealed class SignInEvidence(DirectoryDb db, TimeProvider time)
{
    public const string Refused = "refused";

    /// <summary>All steps are passed and a session begins; or the first one was not.</summary>
    public const string SignedIn = "sign-in";

    /// <summary>The password was right, and more is asked for: who sees this without a sign-in after it has something to look into.</summary>
    public const string Password = "sign-in.password";

    public const string SignedOut = "sign-out";
    public const string SecondStep = "sign-in.second-step";
    /// <summary>A code from paper stood in for the device; the row of the sign-in follows.</summary>
    public const string RecoveryCode = "sign-in.recovery-code";

    public const string PasswordChange = "password-change";
    public const string PasswordAgain = "password-again";
    public const string AuthenticatorAdded = "second-factor.authenticator-added";
    public const string AuthenticatorRemoved = "second-factor.authenticator-removed";
    public const string PasskeyAdded = "second-factor.passkey-added";
    public const string PasskeyRemoved = "second-factor.passkey-removed";
    public const string CodesMade = "second-factor.codes-made";

    public void Add(HttpContext http, Person? person, string action, string result = AuditRow.Done) => Add(http, person?.Id, action, result);

    public void Add(HttpContext http, Guid? person, string action, string result = AuditRow.Done) => db.Add(new AuditRow
    {
        Id = Guid.CreateVersion7(), OccurredAt = time.GetUtcNow(), ActorId = person ?? Guid.Empty, PostId = Guid.Empty, UnitId = Guid.Empty, Roles = "",
        Action = action, Subject = person?.ToString() ?? "", Result = result,
        Address = http.Connection.RemoteIpAddress?.ToString(), TraceId = System.Diagnostics.Activity.Current?.TraceId.ToString(),
    });
}
