using Anjie.Cases;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Anjie.Hosting;

public static class PersonalDataRegistration
{
    /// <summary>Field encryption with the key ring of <c>PersonalData:KeyFile</c>, which may gain keys while the service runs; demo keys are refused in Production.</summary>
    public static void AddPersonalData(this WebApplicationBuilder builder)
    {
        var keys = new KeyRingFile(builder.Configuration["PersonalData:KeyFile"] ?? throw new InvalidOperationException("PersonalData:KeyFile is not configured."));
        if (keys.Current.IsDemo && builder.Environment.IsProduction())
            throw new InvalidOperationException("The personal data keys are demo keys; Production needs its own.");
        builder.Services.AddSingleton(keys);
        builder.Services.AddSingleton(new FieldCipher(keys));
        builder.Services.AddSingleton(new BlindIndex(keys.Current));
        builder.Services.AddSingleton<KeyRotation>();
        builder.Services.AddSingleton<SecretInterceptor>();
    }

    /// <summary>Whether the process was started for its <c>rotate-keys</c> verb.</summary>
    public static bool IsKeyRotation(string[] args) => args is ["rotate-keys", ..];

    /// <summary>The <c>rotate-keys</c> verb: seals with the active key whatever other keys have sealed, while the service goes on; returns the exit code.</summary>
    /// <remarks>Runs with the service's own rights and leaves one row of evidence. The other keys stay on the ring for as long as a backup may need them.</remarks>
    public static async Task<int> RotateKeysAsync<TDb>(this WebApplication app) where TDb : DbContext
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var texts = await scope.ServiceProvider.GetRequiredService<KeyRotation>().RunAsync(db, CancellationToken.None);
        var active = app.Services.GetRequiredService<KeyRingFile>().Current.ActiveKeyId;
        db.Add(new AuditRow
        {
            Id = Guid.CreateVersion7(), OccurredAt = scope.ServiceProvider.GetRequiredService<BusinessClock>().GetUtcNow(), ActorId = Guid.Empty, PostId = Guid.Empty, UnitId = Guid.Empty,
            Roles = Roles.System, Action = "rotate-keys", Subject = active, Result = AuditRow.Done,
        });
        await db.SaveChangesAsync(CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant($"{app.Services.GetRequiredService<ServiceName>().Name}: {texts} -> {active}"));
        return 0;
    }
}
