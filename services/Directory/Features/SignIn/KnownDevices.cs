using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn;

/// <summary>The cookie by which a browser is known again. It signs nobody in; it only says whose wrong passwords are counted together.</summary>
internal sealed class KnownDevices(DirectoryDb db, IDataProtectionProvider protection, TimeProvider time)
{
    public const string Cookie = "anjie-device";

    // A counter of the office is used by several people; the eldest makes room.
    const int MostPeople = 8;
    static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    readonly IDataProtector _seal = protection.CreateProtector("anjie.directory.devices");

    /// <summary>This browser as the person's, if the person has signed in here before.</summary>
    public Task<KnownDevice?> FindAsync(HttpContext http, Guid person, CancellationToken ct)
    {
        var ids = Read(http);
        var since = time.GetUtcNow() - Kept;
        return db.Devices.AsNoTracking().FirstOrDefaultAsync(device => ids.Contains(device.Id) && device.PersonId == person && device.SeenAt > since, ct);
    }

    /// <summary>Remembers that the person has signed in here.</summary>
    public async Task KeepAsync(HttpContext http, Person person, KnownDevice? known, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var id = known?.Id ?? Guid.CreateVersion7();
        if (known is null)
            db.Add(new KnownDevice { Id = id, PersonId = person.Id, SeenAt = now, Browser = BrowserName.Of(http.Request.Headers.UserAgent) });
        else
            await db.Devices.Where(device => device.Id == id).ExecuteUpdateAsync(set => set.SetProperty(device => device.SeenAt, now), ct);
        await db.SaveChangesAsync(ct);
        await db.Devices.Where(device => device.PersonId == person.Id && device.SeenAt < now - Kept).ExecuteDeleteAsync(ct);

        Guid[] ids = [id, .. Read(http).Where(other => other != id).Take(MostPeople - 1)];
        http.Response.Cookies.Append(Cookie, _seal.Protect(string.Join(',', ids)), new CookieOptions
        {
            Path = "/account", HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = Kept, IsEssential = true,
        });
    }

    Guid[] Read(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } text)
            return [];
        try
        {
            return [.. _seal.Unprotect(text).Split(',').Select(Guid.Parse)];
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return []; // not ours, or of keys that are gone: a stranger
        }
    }
}
