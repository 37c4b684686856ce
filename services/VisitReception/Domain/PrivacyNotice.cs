using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>Who speaks for a petitioner under fourteen (个人信息保护法 31).</summary>
internal sealed record Guardian(string Name, string? Phone);

/// <summary>What people are told of the use of their data before sensitive ones are taken. An authority that acts by law needs no consent, but must tell (个人信息保护法 17, 30, 35).</summary>
internal static class PrivacyNotice
{
    /// <summary>The version in force. A text that was shown once never changes: a new one gets a new version, and the old one stays in <c>Resources/Person.resx</c>.</summary>
    public const string InForce = "2026-1";

    public const int MaximumLength = 20;

    const int Childhood = 14;

    /// <summary>Whether somebody is under fourteen: one is so to the end of the fourteenth birthday.</summary>
    public static bool IsChild(string? identityNumber, bool told, DateOnly today) =>
        told || (identityNumber is not null && IdentityNumber.BornOn(identityNumber).AddYears(Childhood) >= today);

    /// <summary>Refuses people of whom something sensitive is told, but not that they were shown the notice; a child without a guardian; and a notice that is not in force.</summary>
    public static IReadOnlyList<PetitionerReport> Told(this IReadOnlyList<PetitionerReport> people)
    {
        for (var at = 0; at < people.Count; at++)
            Demand(people[at], FormattableString.Invariant($"petitioners[{at}]."));
        return people;
    }

    static void Demand(PetitionerReport person, string place)
    {
        DemandGuardian(person, place);
        // A child's data are sensitive, all of them.
        Demand(person.NoticeVersion, place + "noticeVersion", isNeeded: person.IsChild || person.IdentityNumber is not null);
    }

    /// <summary>Refuses a child of whom nobody is named who speaks for it, and how to reach them.</summary>
    /// <param name="place">Of the person within the request.</param>
    public static void DemandGuardian(PetitionerReport person, string place)
    {
        if (person.IsChild && string.IsNullOrWhiteSpace(person.Guardian?.Name))
            throw new BrokenRuleException(PersonErrors.GuardianMissing) { Field = place + "guardianName" };
        if (person.IsChild && string.IsNullOrWhiteSpace(person.Guardian?.Phone))
            throw new BrokenRuleException(PersonErrors.GuardianMissing) { Field = place + "guardianPhone" };
    }

    /// <summary>Refuses a notice that is not the one in force, and none where one must have been shown.</summary>
    /// <param name="shown">The version that was shown; null when nobody said so.</param>
    /// <param name="field">Of the request.</param>
    /// <param name="isNeeded">Something sensitive is told along with it.</param>
    public static void Demand(string? shown, string field, bool isNeeded = true)
    {
        if (shown is null && isNeeded)
            throw new BrokenRuleException(PersonErrors.NoticeMissing) { Field = field };
        if (shown is not null && shown != InForce)
            throw new BrokenRuleException(PersonErrors.NoticeNotInForce) { Field = field };
    }
}

internal static class PersonErrors
{
    public const string NoticeMissing = "person.notice_missing";
    public const string NoticeNotInForce = "person.notice_not_in_force";
    public const string GuardianMissing = "person.guardian_missing";

    /// <summary>The four signs are nobody's of the matter.</summary>
    public const string NoMatch = "person.no_match";

    /// <summary>The four signs are of several people.</summary>
    public const string AskAtDesk = "person.ask_at_desk";
    public const string NothingToCorrect = "person.nothing_to_correct";
    public const string RequestAnswered = "person.request_answered";
}
