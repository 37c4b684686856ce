using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.People;

/// <summary>In any state of the matter, and without a version of it: the procedure does not move. What was sent again changes nothing.</summary>
internal static class CorrectPetitioner
{
    public const string Route = "POST /petitioners/{id}/correction";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/petitioners/{id:guid}/correction", HandleAsync)
        .WithSummary("Correct or complete what is kept of a petitioner (个人信息保护法 46); what is not named stays. Answers the waiting request that is named.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request(
        [property: Required, PlainText(500)] string Reason,
        [property: PersonNameText] string? Name = null,
        [property: IdentityNumberText] string? IdentityNumber = null,
        [property: PhoneText] string? Phone = null,
        [property: AddressText] string? Address = null,
        [property: PersonNameText] string? GuardianName = null,
        [property: PhoneText] string? GuardianPhone = null,
        [property: MaxLength(PrivacyNotice.MaximumLength)] string? NoticeVersion = null,
        Guid? RequestId = null);

    static async Task<Results<Ok<PersonView>, NotFound>> HandleAsync(Guid id, Request request, ReceptionDb db, Act act, BlindIndex index, CancellationToken ct)
    {
        if (await db.FindAtDeskAsync(id, act, Route, ct) is not var (matter, person))
            return TypedResults.NotFound();
        BrokenRuleException.ThrowIf(
            (request.Name ?? request.IdentityNumber ?? request.Phone ?? request.Address ?? request.GuardianName ?? request.GuardianPhone) is null, PersonErrors.NothingToCorrect);

        var right = Untouched(person, request, Right(person, request).Read(act, index));
        Demand(person, right, request.NoticeVersion);
        var before = JsonSerializer.Serialize(new { name = person.Name.Text, identityNumber = person.IdentityNumber?.Text, phone = person.Phone?.Text, address = person.Address?.Text, guardianName = person.GuardianName?.Text, guardianPhone = person.GuardianPhone?.Text });
        if (person.Correct(right) is not { Count: > 0 } fields)
            return TypedResults.Ok(PersonView.Of(person, matter, act));
        var correction = DataRequest.File(act, person, DataRequestKind.Correction, atDesk: true);
        correction.Correct(act, fields, before, request.Reason);
        if (await db.Set<DataRequest>().FirstOrDefaultAsync(one => one.Id == request.RequestId && one.PetitionerId == id && one.Kind == DataRequestKind.Correction && one.Answer == null, ct) is { } waiting)
            waiting.Correct(act, fields);
        db.Add(correction);
        // Who had no number by which to be recognised may have one now.
        await db.QueryCodeAsync(matter, act, index, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(PersonView.Of(person, matter, act));
    }

    static PetitionerRequest Right(Petitioner person, Request request) => new(
        request.Name ?? person.Name.Text, request.IdentityNumber ?? person.IdentityNumber?.Text, request.Phone ?? person.Phone?.Text, request.Address ?? person.Address?.Text,
        UnderFourteen: person.GuardianName is not null && (request.IdentityNumber ?? person.IdentityNumber?.Text) is null,
        request.GuardianName ?? person.GuardianName?.Text, request.GuardianPhone ?? person.GuardianPhone?.Text, request.NoticeVersion);

    // A guardian stays unless something is said of them or of the age; a notice counts where it had to be shown.
    static PetitionerReport Untouched(Petitioner person, Request request, PetitionerReport right) => right with
    {
        Guardian = (request.GuardianName ?? request.GuardianPhone ?? request.IdentityNumber) is null && person.GuardianName is { } name ? new(name.Text, person.GuardianPhone?.Text) : right.Guardian,
        NoticeVersion = right.IdentityNumber is not null || right.IsChild ? right.NoticeVersion : null,
    };

    // Of whom something sensitive was told before, the notice was shown then.
    static void Demand(Petitioner person, PetitionerReport right, string? shown)
    {
        PrivacyNotice.DemandGuardian(right, "");
        PrivacyNotice.Demand(shown, "noticeVersion", isNeeded: person.NoticeVersion is null && (right.IsChild || right.IdentityNumber is not null));
    }
}
