using System.Globalization;
using System.Text.Json.Nodes;
using Anjie.Portal.Resources;
using Microsoft.AspNetCore.Components;

namespace Anjie.Portal.Forms;

/// <summary>What has been filled in, by field name. Groups and rows hold values of their own.</summary>
public sealed class FormValues
{
    readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Heading of a given row.</summary>
    public string? Title { get; init; }

    public object? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set => _values[name] = value;
    }

    public bool Is(string name, string value) => string.Equals(this[name] as string, value, StringComparison.Ordinal);

    public string? Text(string name) => this[name] as string;

    public DateOnly? Date(string name) => this[name] as DateOnly?;

    public Guid? Id(string name) => this[name] as Guid?;

    public FormValues Group(string name)
    {
        if (this[name] is not FormValues group)
            this[name] = group = new();
        return group;
    }

    public List<FormValues> Rows(string name)
    {
        if (this[name] is not List<FormValues> rows)
            this[name] = rows = [];
        return rows;
    }

    public List<Guid> Ids(string name)
    {
        if (this[name] is not List<Guid> ids)
            this[name] = ids = [];
        return ids;
    }

    public List<string> Set(string name)
    {
        if (this[name] is not List<string> words)
            this[name] = words = [];
        return words;
    }

    /// <summary>Rows a new form starts with.</summary>
    public FormValues Prepared(IEnumerable<Field> fields)
    {
        foreach (var field in fields.Where(field => field is { Kind: FieldKind.Rows, FixedRows: false }))
            while (Rows(field.Name).Count < field.StartRows)
                Rows(field.Name).Add(new());
        return this;
    }

    public bool IsEmpty(Field field) => this[field.Name] switch
    {
        null => field.Kind != FieldKind.Check,
        string text => string.IsNullOrWhiteSpace(text),
        List<Guid> ids => ids.Count == 0,
        List<string> words => words.Count == 0,
        List<FormValues> rows => rows.Count == 0,
        _ => false,
    };

    /// <summary>The same entries, in rows and groups of their own.</summary>
    public FormValues Copy()
    {
        var copy = new FormValues { Title = Title };
        foreach (var (name, value) in _values)
            copy[name] = value switch
            {
                FormValues group => group.Copy(),
                List<FormValues> rows => rows.Select(row => row.Copy()).ToList(),
                List<Guid> ids => ids.ToList(),
                List<string> words => words.ToList(),
                _ => value,
            };
        return copy;
    }

    public bool IsBlank(IEnumerable<Field> fields) => fields.All(IsEmpty);

    /// <summary>The request body; what is not shown is not sent.</summary>
    public JsonObject ToBody(IEnumerable<Field> fields)
    {
        var body = new JsonObject();
        foreach (var field in fields)
        {
            if (field.When is { } when && !when(this))
                continue;
            if (ToNode(field) is { } node)
                body[field.Name] = node;
        }
        return body;
    }

    JsonNode? ToNode(Field field) => field.Kind switch
    {
        FieldKind.Group => Group(field.Name).ToBody(field.Fields),
        FieldKind.Rows => new JsonArray([.. Rows(field.Name).Select(row => (JsonNode?)row.ToBody(field.Fields))]),
        FieldKind.Posts => new JsonArray([.. Ids(field.Name).Select(id => (JsonNode?)JsonValue.Create(id))]),
        FieldKind.Set => new JsonArray([.. Set(field.Name).Select(word => (JsonNode?)JsonValue.Create(word))]),
        FieldKind.Check => this[field.Name] is true,
        _ => this[field.Name] switch
        {
            null => null,
            string text when string.IsNullOrWhiteSpace(text) => null,
            string lines when field.IsLines => new JsonArray([.. lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode?)JsonValue.Create(line))]),
            string code when field.Numeric => int.Parse(code, CultureInfo.InvariantCulture),
            string text => text.Trim(),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            int number => number,
            bool flag => flag,
            Guid id => JsonValue.Create(id),
            var other => JsonValue.Create(other.ToString()),
        },
    };
}

/// <summary>A form on a screen: its fields, what was filled in, and what is wrong with it, field by field.</summary>
public sealed class FormState(string name, IReadOnlyList<Field> fields, FormValues? values = null)
{
    public string Name => name;

    public IReadOnlyList<Field> Fields => fields;

    public FormValues Values { get; } = (values ?? new()).Prepared(fields);

    public Dictionary<string, string> Errors { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing is kept of it, so nothing is lost by leaving it.</summary>
    public bool IsQuestion { get; init; }

    public bool IsDirty { get => field && !IsQuestion; set; }

    /// <summary>Called after each entry, with the values it went into and the field's name.</summary>
    public Action<FormValues, string>? Edited { get; set; }

    public void Enter(FormValues at, Field field, object? value)
    {
        at[field.Name] = value;
        IsDirty = true;
        Edited?.Invoke(at, field.Name);
    }

    /// <summary>Rows that waited for something and got nothing are no part of the form.</summary>
    public void DropEmptyRows()
    {
        foreach (var field in Fields.Where(field => field.Grows))
        {
            var rows = Values.Rows(field.Name);
            while (rows.Count > field.StartRows && rows[^1].IsBlank(field.Fields))
                rows.RemoveAt(rows.Count - 1);
        }
    }

    /// <summary>Checks that what is required is there; everything else is the service's to judge.</summary>
    public bool IsComplete(IReadOnlyCollection<string>? required = null)
    {
        Errors.Clear();
        Check(Fields, Values, "", required);
        return Errors.Count == 0;
    }

    void Check(IEnumerable<Field> list, FormValues at, string path, IReadOnlyCollection<string>? required)
    {
        foreach (var field in list.Where(field => field.IsShown(at)))
        {
            var key = path + field.Name;
            if ((field.Required || required?.Contains(field.Name) == true) && field.Kind != FieldKind.Group && at.IsEmpty(field))
                Errors[key] = Texts.T("form.required");
            if (field.Kind == FieldKind.Group)
                Check(field.Fields, at.Group(field.Name), key + ".", null);
            if (field.Kind == FieldKind.Rows)
                for (var i = 0; i < at.Rows(field.Name).Count; i++)
                    Check(field.Fields, at.Rows(field.Name)[i], $"{key}[{i}].", null);
        }
    }

    /// <summary>Lets server errors land on their field; returns those that have none.</summary>
    public IReadOnlyList<string> Show(IReadOnlyDictionary<string, string[]> errors)
    {
        Errors.Clear();
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Collect(Fields, Values, "", known);
        var left = new List<string>();
        foreach (var (key, texts) in errors)
        {
            if (known.Contains(key))
                Errors[key] = string.Join(' ', texts);
            else
                left.AddRange(texts);
        }
        return left;
    }

    static void Collect(IEnumerable<Field> list, FormValues at, string path, HashSet<string> known)
    {
        foreach (var field in list)
        {
            known.Add(path + field.Name);
            if (field.Kind == FieldKind.Group)
                Collect(field.Fields, at.Group(field.Name), $"{path}{field.Name}.", known);
            if (field.Kind == FieldKind.Rows)
                for (var i = 0; i < at.Rows(field.Name).Count; i++)
                    Collect(field.Fields, at.Rows(field.Name)[i], $"{path}{field.Name}[{i}].", known);
        }
    }
}

/// <summary>An action that a person may take on a case: where it goes and what it asks for.</summary>
/// <param name="Action">As the service offers it.</param>
/// <param name="Path">Noun under the case's address.</param>
public sealed record ActionForm(string Action, string Path, params Field[] Fields)
{
    /// <summary>Sends something back or ends it: stands apart from the others.</summary>
    public bool Grave { get; init; }

    /// <summary>A claim needs no version.</summary>
    public bool WithoutVersion { get; init; }

    /// <summary>Refusals that are about one field, by code: they are shown there.</summary>
    public IReadOnlyDictionary<string, string>? Lands { get; init; }

    /// <summary>What is to be read, or read out, before the first field; null for nothing.</summary>
    public RenderFragment? Head { get; init; }

    /// <summary>Kind of the letter that the act issues, which can be looked at before; null for none.</summary>
    public string? LetterKind { get; init; }

    /// <summary>The action offered under one name may have a second form (Evaluate of two objects).</summary>
    public string? LabelKey { get; init; }
}
