using System.Globalization;
using System.Text.Json.Nodes;
using Anjie.Portal.Api;
using Anjie.Portal.Forms;
using Microsoft.AspNetCore.Components;

namespace Anjie.Portal.Features.DataRights;

/// <summary>Asks for a guardian where a petitioner is a child, and for nothing more of anybody else. Whether somebody is one is the service's to judge.</summary>
internal static class Guardians
{
    /// <summary>Somebody said so, of a child without an identity number.</summary>
    public const string Told = "underFourteen";

    const string Petitioners = "petitioners";
    const string Key = "F4";
    const int Childhood = 14;

    /// <summary>The fields with those of a guardian behind each petitioner who is a child.</summary>
    public static Field[] In(IEnumerable<Field> fields, DateOnly today) => [.. fields.Select(field => field.Name != Petitioners ? field : field with
    {
        Fields = [.. field.Fields, Field.Mark(Told, Key), Field.Text("guardianName").Must().If(row => IsChild(row, today)), Field.Text("guardianPhone").Must().If(row => IsChild(row, today))],
    })];

    /// <summary>The forms of a case page, likewise; above those that ask who somebody is stands the notice.</summary>
    public static IReadOnlyList<ActionForm> In(IReadOnlyList<ActionForm> forms, DateOnly today, RenderFragment notice) =>
        [.. forms.Select(form => AsksWho(form) ? form with { Fields = In(form.Fields, today), Head = notice } : form)];

    public static bool AsksWho(ActionForm form) => form.Fields.Any(field => field.Name == Petitioners);

    /// <summary>Names in a registration what its people were shown.</summary>
    public static JsonObject Shown(this JsonObject body, PrivacyNotice? notice)
    {
        if (notice is not null && body[Petitioners] is JsonArray people)
            foreach (var person in people.OfType<JsonObject>())
                person["noticeVersion"] = notice.Version;
        return body;
    }

    /// <summary>Names in a correction what the person was shown, where something sensitive is told; or is kept of somebody who was never shown anything.</summary>
    public static JsonObject Shown(this JsonObject body, PersonOfCase person, PrivacyNotice? notice)
    {
        var isTold = (body["identityNumber"] ?? body["guardianName"] ?? body["guardianPhone"]) is not null;
        if (notice is not null && (isTold || person.GuardianName is not null || person is { NoticeVersion: null, IdentityNumber: not null }))
            body["noticeVersion"] = notice.Version;
        return body;
    }

    static bool IsChild(FormValues person, DateOnly today) => person[Told] is true || BornOn(person.Text("identityNumber")) is { } born && born.AddYears(Childhood) >= today;

    static DateOnly? BornOn(string? identityNumber) => identityNumber?.Trim() is { } number
        && DateOnly.TryParseExact(number.Length == 18 ? number[6..14] : number.Length == 15 ? $"19{number[6..12]}" : "", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null;
}
