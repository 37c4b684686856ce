using Anjie.Cases;

namespace Anjie.Supervision.Domain;

/// <summary>How hard a letter presses, and whose signature it bears: 2 催办 by a supervisor or the system, 3 督办 by their head, 4 重点督办 by the joint office.</summary>
internal static class LetterLevel
{
    public static string SignerOf(int level) => level switch { <= 2 => Roles.Supervisor, 3 => Roles.SupervisorHead, _ => Roles.JointOffice };

    /// <summary>The head may sign for a supervisor, and what no person need sign the system may.</summary>
    public static bool MayBeSignedBy(int level, Actor actor) =>
        actor.Has(SignerOf(level)) || (level <= 2 && (actor.Has(Roles.SupervisorHead) || actor.Has(Roles.System)));
}
