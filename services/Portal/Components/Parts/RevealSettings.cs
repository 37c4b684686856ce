using System.ComponentModel.DataAnnotations;

namespace Anjie.Portal.Components.Parts;

/// <summary>Section <c>Reveal</c>.</summary>
internal sealed class RevealSettings
{
    /// <summary>How long what was disclosed of a person stays on the screen: a second to a minute. A counter that visitors look over wants less.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ShownFor { get; init; } = TimeSpan.FromMinutes(1);
}
