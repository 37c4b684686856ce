using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Anjie.Hosting;

/// <summary>A list that somebody sends has no gaps: an element that is null is a fault of shape, told before anything reads it.</summary>
static class WholeLists
{
    public static void Demand(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        List<Func<object, object?>> lists = [.. type.Properties.Where(property => property.Get is not null && IsListOfObjects(property.PropertyType)).Select(property => property.Get!)];
        if (lists.Count > 0)
            type.OnDeserialized += read =>
            {
                if (lists.Any(list => list(read) is IEnumerable<object?> elements && elements.Contains(null)))
                    throw new JsonException();
            };
    }

    static bool IsListOfObjects(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && !type.GetGenericArguments()[0].IsValueType;
}
