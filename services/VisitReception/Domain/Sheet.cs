using System.Text.Json;
using System.Text.Json.Serialization;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>Small records with words about people, kept sealed as JSON.</summary>
internal static class Sheet
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static T? Read<T>(Secret? sheet) where T : class => sheet is null ? null : JsonSerializer.Deserialize<T>(sheet.Text, Json);

    public static Secret? Write<T>(T? content) where T : class => content is null ? null : new(JsonSerializer.Serialize(content, Json));
}
