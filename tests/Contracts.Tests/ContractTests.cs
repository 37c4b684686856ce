using System.Text.Json;

namespace Anjie.Contracts.Tests;

/// <summary>What is on the wire stays on the wire: a member may be added, none may go or change its shape.</summary>
public sealed class ContractTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Facts => [.. Types().Select(NameOf)];

    [Theory, MemberData(nameof(Facts))]
    public void The_sample_on_the_wire_is_the_approved_one(string name)
    {
        var type = Types().Single(type => NameOf(type) == name);
        var sample = JsonSerializer.Serialize(Sample(type), type, Json) + "\n";
        var approved = Path.Combine(AppContext.BaseDirectory, "Approved", $"{name}.json");

        if (!File.Exists(approved))
        {
            // A new contract has no sample yet. It is left where its author can read it, approve it and add it.
            var received = Path.Combine(AppContext.BaseDirectory, "Received");
            System.IO.Directory.CreateDirectory(received);
            File.WriteAllText(Path.Combine(received, $"{name}.json"), sample);
        }
        File.Exists(approved).ShouldBeTrue($"{name} is new: read Received/{name}.json and add it to Approved");
        sample.ShouldBe(File.ReadAllText(approved));
    }

    [Theory, MemberData(nameof(Facts))]
    public void A_fact_survives_the_wire_and_ignores_members_it_does_not_know(string name)
    {
        var type = Types().Single(type => NameOf(type) == name);
        var sample = JsonSerializer.Serialize(Sample(type), type, Json);
        var newer = sample.Replace("{", "{ \"memberOfANewerVersion\": 1,", StringComparison.Ordinal);

        JsonSerializer.Serialize(JsonSerializer.Deserialize(sample, type, Json), type, Json).ShouldBe(sample);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(newer, type, Json), type, Json).ShouldBe(sample);
    }

    static IEnumerable<Type> Types() =>
        typeof(Event).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract).OrderBy(NameOf, StringComparer.Ordinal);

    static string NameOf(Type type) => $"{type.Namespace!.Split('.')[^1]}.{type.Name}";

    static object Sample(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var fact = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, parameter.Name!))]);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && !constructor.GetParameters().Any(parameter => parameter.Name == p.Name)))
            property.SetValue(fact, Value(property.PropertyType, property.Name));
        return fact;
    }

    static object Value(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return name;
        if (type == typeof(int)) return 7;
        if (type == typeof(bool)) return true;
        if (type == typeof(Guid)) return new Guid("01980000-0000-7000-8000-000000000001");
        if (type == typeof(DateOnly)) return new DateOnly(2026, 3, 2);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
        if (type.IsGenericType)
        {
            var item = type.GetGenericArguments()[0];
            var list = Array.CreateInstance(item, 1);
            list.SetValue(Value(item, name), 0);
            return list;
        }
        return Sample(type);
    }
}
