using System.Text.Json.Nodes;
using Anjie.Portal.Api;

namespace Anjie.Portal.Features.Admin.LetterTexts;

/// <summary>A kind of letter with the text in force.</summary>
public sealed record LetterTextLine(string Kind, string KindName, string? Article, int Version, DateOnly EffectiveFrom, IReadOnlyList<ComingText> Coming);

public sealed record ComingText(int Version, DateOnly EffectiveFrom);

/// <summary>A field that a text may name.</summary>
public sealed record TextField(string Chinese, string English, string Use, bool OwnLine)
{
    public string InBraces => Use == "Sometimes" ? $"{{{Chinese}?}}" : $"{{{Chinese}}}";
}

public sealed record TextVersion(
    int Version, DateOnly EffectiveFrom, string State, string Source, string? Reason, string? PublishedBy, DateTimeOffset? PublishedAt, string? WithdrawnBy, DateTimeOffset? WithdrawnAt);

public sealed record LetterTextDetail(string Kind, string KindName, string? Article, int Next, IReadOnlyList<TextField> Fields, IReadOnlyList<TextVersion> Versions)
{
    public TextVersion InForce => Versions.First(version => version.State == "InForce");

    /// <summary>What one goes on working from: the version that will be in force at the end.</summary>
    public TextVersion Latest => Versions.Where(version => version.State is "Coming" or "InForce").MaxBy(version => (version.EffectiveFrom, version.Version))!;
}

public sealed record TextFault(string Code, int Line, int Column, string Sentence)
{
    /// <summary>It has no place: something is missing. A field that could fall away has one.</summary>
    public bool IsOfWhole => (Line, Column) is (1, 1)
        && Code is "letter.field_missing" or "letter.part_missing" or "letter.title_too_long" or "letter.wrong_addressee" or "letter.no_remedies" or "letter.demand_lost";
}

/// <summary>A letter of invented people; null while the text cannot be read.</summary>
public sealed record TextPreview(string? Html, IReadOnlyList<TextFault> Faults);

/// <summary>A kind of letter, and the service that issues it and keeps its texts.</summary>
public sealed record LetterTextPlace(string Service, string Kind);

/// <summary>The texts of letters, and their versions.</summary>
public sealed class LetterTextClient(AnjieApi api)
{
    /// <summary>Those that issue letters by texts of the office.</summary>
    public static readonly IReadOnlyList<string> Services = ["reception", "supervision"];

    public Task<Answer<Page<LetterTextLine>>> ListAsync(string service) => api.GetAsync<Page<LetterTextLine>>(Of(service));

    public Task<Answer<LetterTextDetail>> GetAsync(LetterTextPlace place) => api.GetAsync<LetterTextDetail>(Of(place));

    public Task<Answer<TextPreview>> PreviewAsync(LetterTextPlace place, string source) => api.PostAsync<TextPreview>(Of(place) + "/preview", new JsonObject { ["source"] = source });

    /// <param name="version">One more than the latest that was seen.</param>
    public Task<Answer<LetterTextDetail>> PublishAsync(LetterTextPlace place, int version, JsonObject body) => api.PutAsync<LetterTextDetail>($"{Of(place)}/versions/{version}", body);

    public Task<Answer<LetterTextDetail>> WithdrawAsync(LetterTextPlace place, int version) => api.DeleteAsync<LetterTextDetail>($"{Of(place)}/versions/{version}");

    static string Of(string service) => $"api/{Uri.EscapeDataString(service)}/letter-texts";

    static string Of(LetterTextPlace place) => $"{Of(place.Service)}/{Uri.EscapeDataString(place.Kind)}";
}
