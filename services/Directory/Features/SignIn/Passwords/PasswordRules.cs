using System.Globalization;
using Anjie.Directory.Domain;

namespace Anjie.Directory.Features.SignIn.Passwords;

/// <summary>By whose book passwords are judged.</summary>
internal enum PasswordProfile
{
    /// <summary>等保 2.0, third level: kinds of characters, a history, a change every ninety days.</summary>
    Dengbao3,

    /// <summary>OWASP ASVS 5.0, 6.2: long enough, not guessable, and otherwise left in peace.</summary>
    Asvs,
}

/// <summary>What a person's password must not hold.</summary>
internal sealed record PasswordContext(string UserName, string Name, IReadOnlyList<string> Units);

/// <param name="Code">Code of the refusal; its sentence stands in Errors.resx.</param>
internal sealed record PasswordFault(string Code, params object[] Values);

/// <summary>How passwords must be, and how long they stay.</summary>
/// <param name="Kinds">How many of capital letters, small letters, digits and others.</param>
/// <param name="History">How many of the last ones, with the one in force, are not taken again.</param>
/// <param name="MaxAgeDays">After so many days the next sign-in asks for a new one; never when 0.</param>
/// <param name="MustChangeAfterReset">Whether the next sign-in asks for a new one when somebody else has chosen it.</param>
internal sealed record PasswordRules(PasswordProfile Profile, int MinimumLength, int Kinds, int History, int MaxAgeDays, bool MustChangeAfterReset)
{
    const int LeastLength = 8;
    const int LeastPiece = 3;
    const int LeastWord = 2;
    static readonly char[] Joints = ['.', '-', '_'];

    static readonly PasswordRules Dengbao3 = new(PasswordProfile.Dengbao3, MinimumLength: 10, Kinds: 3, History: 5, MaxAgeDays: 90, MustChangeAfterReset: true);
    static readonly PasswordRules Asvs = new(PasswordProfile.Asvs, MinimumLength: LeastLength, Kinds: 0, History: 1, MaxAgeDays: 0, MustChangeAfterReset: true);

    // What somebody tries who knows where the sign-in leads.
    static readonly string[] Product = ["anjie", "案结", "信访", "xinfang"];

    public static PasswordRules Of(PasswordProfile profile) => profile switch
    {
        PasswordProfile.Dengbao3 => Dengbao3,
        PasswordProfile.Asvs => Asvs,
    };

    /// <summary>The profile of <c>Passwords:Profile</c>, with whatever numbers of it a deployment has set otherwise.</summary>
    public static PasswordRules From(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Passwords");
        var profile = settings["Profile"] switch
        {
            null or nameof(PasswordProfile.Dengbao3) => Dengbao3,
            nameof(PasswordProfile.Asvs) => Asvs,
            var other => throw new InvalidOperationException($"Passwords:Profile knows no {other}."),
        };
        return profile with
        {
            MinimumLength = Number("MinimumLength", profile.MinimumLength, LeastLength, PasswordText.Longest),
            History = Number("History", profile.History, 1, 100),
            MaxAgeDays = Number("MaxAgeDays", profile.MaxAgeDays, 0, 3650),
            MustChangeAfterReset = settings["MustChangeAfterReset"] is { } text
                ? bool.TryParse(text, out var must) ? must : throw new InvalidOperationException("Passwords:MustChangeAfterReset is true or false.")
                : profile.MustChangeAfterReset,
        };

        int Number(string name, int otherwise, int least, int most) => settings[name] is not { } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new InvalidOperationException($"Passwords:{name} is a number from {least} to {most}.");
    }

    /// <summary>Why a password is not taken, without a look at former ones; null when nothing speaks against it.</summary>
    public PasswordFault? FaultOf(string typed, PasswordContext context)
    {
        var password = PasswordText.Composed(typed);
        var length = PasswordText.LengthOf(password);
        if (length < MinimumLength)
            return new(DirectoryErrors.PasswordShort, MinimumLength);
        if (length > PasswordText.Longest)
            return new(DirectoryErrors.PasswordLong, PasswordText.Longest);
        if (KindsOf(password) < Kinds)
            return new(DirectoryErrors.PasswordKinds, Kinds);
        var folded = PasswordText.Folded(password);
        if (NamesOf(context).Any(name => folded.Contains(name, StringComparison.Ordinal)))
            return new(DirectoryErrors.PasswordName);
        if (Profile == PasswordProfile.Asvs && Product.Concat(context.Units.Select(PasswordText.Folded)).Any(word => word.Length >= LeastWord && folded.Contains(word, StringComparison.Ordinal)))
            return new(DirectoryErrors.PasswordContext);
        return CommonPasswords.Contains(password) ? new(DirectoryErrors.PasswordCommon) : null;
    }

    /// <summary>Whether the next sign-in must ask for a new one first.</summary>
    public bool IsDue(Person person, DateTimeOffset now) =>
        (MustChangeAfterReset && person.PasswordIsGiven) || (MaxAgeDays > 0 && !(person.PasswordSetAt > now.AddDays(-MaxAgeDays)));

    static int KindsOf(string password) =>
        password.EnumerateRunes().Select(x => System.Text.Rune.IsUpper(x) ? 0 : System.Text.Rune.IsLower(x) ? 1 : System.Text.Rune.IsDigit(x) ? 2 : 3).Distinct().Count();

    // The user name, its pieces between dots and dashes, and the person's own name.
    static IEnumerable<string> NamesOf(PasswordContext context) =>
        context.UserName.Split(Joints).Where(piece => piece.Length >= LeastPiece).Append(context.UserName).Select(PasswordText.Folded)
            .Append(PasswordText.Folded(context.Name)).Where(name => name.Length >= LeastWord);
}
