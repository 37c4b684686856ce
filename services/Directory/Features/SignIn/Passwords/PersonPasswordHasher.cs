using Anjie.Directory.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Anjie.Directory.Features.SignIn.Passwords;

/// <summary>Identity's own hashes, of the composed form: an é is one password, whether it was typed as one character or as two.</summary>
internal sealed class PersonPasswordHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<Person>(options)
{
    public override string HashPassword(Person user, string password) => base.HashPassword(user, PasswordText.Composed(password));

    public override PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, PasswordText.Composed(providedPassword));
}
