using System.ComponentModel.DataAnnotations;
using Anjie.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Hosting;

/// <summary>Settings <c>Disclosure</c>: how many different people may be shown in full. The hour and the day are the last 60 minutes and the last 24 hours.</summary>
public sealed class DisclosureLimits : IValidatableObject
{
    const int Most = 1_000_000;

    /// <summary>To one person, in an hour.</summary>
    [Range(1, Most)]
    public int PersonPerHour { get; init; } = 30;

    /// <summary>To one person, in a day.</summary>
    [Range(1, Most)]
    public int PersonPerDay { get; init; } = 150;

    /// <summary>To all who act for one unit, in a day, before somebody is told; nobody is refused.</summary>
    [Range(1, Most)]
    public int UnitPerDay { get; init; } = 200;

    /// <summary>By this service to all together, in a day, before somebody is told; nobody is refused.</summary>
    [Range(1, Most)]
    public int EverybodyPerDay { get; init; } = 1000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        PersonPerHour > PersonPerDay || UnitPerDay > EverybodyPerDay
            ? [new("Disclosure: a day has at least what an hour has, and all together at least what one unit has.", [nameof(PersonPerDay), nameof(EverybodyPerDay)])]
            : [];
}

/// <summary>A look at a person that counts: the last one of an actor at this person.</summary>
internal sealed record LastLook(Guid PersonId, DateTimeOffset At)
{
    /// <summary>How long the actor has to wait for one more person.</summary>
    /// <param name="looks">The actor's last look at each person.</param>
    /// <param name="personId">The person asked for; one who was shown within the window is shown again.</param>
    /// <param name="most">How many people the window has room for.</param>
    /// <returns>Null when there is room now.</returns>
    public static TimeSpan? Wait(IEnumerable<LastLook> looks, Guid personId, DateTimeOffset now, TimeSpan window, int most)
    {
        List<LastLook> recent = [.. looks.Where(look => look.At > now - window).OrderBy(look => look.At)];
        return recent.Count < most || recent.Exists(look => look.PersonId == personId) ? null : recent[^most].At + window - now;
    }
}

/// <summary>Registers what shows people in full.</summary>
public static class DisclosureRegistration
{
    /// <summary>The code of the refusal; its sentence stands in <c>Resources/Errors.resx</c>.</summary>
    public const string TooMany = "disclosure.too_many";

    /// <param name="builder">The service's.</param>
    /// <param name="newAlarm">Makes the service's own contract, by which it tells that unusually many people were shown.</param>
    public static void AddDisclosures(this WebApplicationBuilder builder, Func<DisclosuresEvent> newAlarm)
    {
        builder.Services.AddOptions<DisclosureLimits>().BindConfiguration("Disclosure").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(newAlarm);
        builder.Services.AddScoped<DisclosureDesk>();
    }
}
