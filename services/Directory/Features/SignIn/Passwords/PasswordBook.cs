using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn.Passwords;

/// <summary>Passwords as they are kept: judged before they are taken, and not taken again too soon.</summary>
internal sealed class PasswordBook(DirectoryDb db, IPasswordHasher<Person> hasher, PasswordRules rules, TimeProvider time)
{
    public PasswordRules Rules => rules;

    public bool IsDue(Person person) => rules.IsDue(person, time.GetUtcNow());

    /// <summary>Whether it is the one in force.</summary>
    public bool IsOf(Person person, string password) => person.PasswordHash is { } hash && Opens(person, hash, password);

    /// <summary>Why this person cannot have it; null when nothing speaks against it.</summary>
    /// <param name="id">The person's id; nobody of that id need exist yet.</param>
    public async Task<PasswordFault?> FaultOfAsync(Guid id, string userName, string name, string password, CancellationToken ct)
    {
        List<string> units = [];
        foreach (var unit in await (from post in db.Posts where post.PersonId == id && post.Active join unit in db.Units on post.UnitId equals unit.Id select unit).AsNoTracking().ToListAsync(ct))
            units.AddRange([unit.Name, unit.EnglishName]);
        return rules.FaultOf(password, new(userName, name, units)) ?? (await WasUsedAsync(id, password, ct) ? new(DirectoryErrors.PasswordUsed, rules.History) : null);
    }

    /// <summary>Takes it; the next save writes it, with the hash of the former one, and drops the eldest.</summary>
    /// <param name="given">Whether somebody else has chosen it.</param>
    public async Task TakeAsync(Person person, string password, bool given, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var former = await db.FormerPasswords.Where(x => x.PersonId == person.Id).OrderByDescending(x => x.EndedAt).ToListAsync(ct);
        if (person.PasswordHash is { } last)
        {
            former.Insert(0, new() { Id = Guid.CreateVersion7(), PersonId = person.Id, Hash = last, EndedAt = now });
            db.Add(former[0]);
        }
        db.RemoveRange(former.Skip(rules.History - 1));
        person.TakePassword(hasher.HashPassword(person, password), given, now);
    }

    async Task<bool> WasUsedAsync(Guid id, string password, CancellationToken ct)
    {
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct) is not { } person)
            return false;
        var former = await db.FormerPasswords.Where(x => x.PersonId == id).OrderByDescending(x => x.EndedAt).Take(rules.History - 1).Select(x => x.Hash).ToListAsync(ct);
        return IsOf(person, password) || former.Exists(hash => Opens(person, hash, password));
    }

    bool Opens(Person person, string hash, string password) => hasher.VerifyHashedPassword(person, hash, password) != PasswordVerificationResult.Failed;
}
