using Anjie.PersonalData;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Anjie.Hosting;

public static class PersonalDataRegistration
{
    /// <summary>Field encryption with the key ring of <c>PersonalData:KeyFile</c>; demo keys are refused in Production.</summary>
    public static void AddPersonalData(this WebApplicationBuilder builder)
    {
        var ring = KeyRing.Load(builder.Configuration["PersonalData:KeyFile"] ?? throw new InvalidOperationException("PersonalData:KeyFile is not configured."));
        if (ring.IsDemo && builder.Environment.IsProduction())
            throw new InvalidOperationException("The personal data keys are demo keys; Production needs its own.");
        builder.Services.AddSingleton(new FieldCipher(ring));
        builder.Services.AddSingleton(new BlindIndex(ring));
        builder.Services.AddSingleton<SecretInterceptor>();
    }
}
