using Anjie.Portal.Forms;
using Microsoft.Extensions.Caching.Memory;

namespace Anjie.Portal.Session;

/// <summary>Forms that the end of a sign-in cut off, for the person who was filling them in. They name people, so they stay in memory and are written nowhere.</summary>
public sealed class Drafts(IMemoryCache cache)
{
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    public void Keep(Person person, string form, FormValues values) => cache.Set(Key(person, form), values.Copy(), Kept);

    /// <summary>What was kept, once.</summary>
    public FormValues? Take(Person person, string form)
    {
        var key = Key(person, form);
        if (!cache.TryGetValue(key, out FormValues? values))
            return null;
        cache.Remove(key);
        return values;
    }

    // Another post is another desk.
    static (string, Guid, Guid, string) Key(Person person, string form) => ("draft", person.Id, person.PostId, form);
}
