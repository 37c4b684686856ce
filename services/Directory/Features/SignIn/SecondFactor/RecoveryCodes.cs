using System.Security.Cryptography;
using System.Text;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn.SecondFactor;

/// <summary>Ten codes to keep on paper for the day the device is lost. Each is good once; only hashes are kept.</summary>
internal sealed class RecoveryCodes(DirectoryDb db)
{
    public const int Count = 10;

    // Fifty bits each, without letters and digits that look alike. Derived as slowly as passwords are: who has the table still cannot count through them.
    const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    const int Length = 10;
    const int Iterations = 100_000;
    const int Bytes = 32;
    const int LongestTyped = 40;

    public Task<int> LeftAsync(Person person, CancellationToken ct) => db.RecoveryCodes.CountAsync(x => x.PersonId == person.Id, ct);

    /// <summary>A new set in place of the former; the next save writes it. This is the only time anybody sees them.</summary>
    public async Task<IReadOnlyList<string>> MakeAsync(Person person, CancellationToken ct)
    {
        db.RemoveRange(await db.RecoveryCodes.Where(x => x.PersonId == person.Id).ToListAsync(ct));
        var salt = RandomNumberGenerator.GetBytes(16);
        List<string> codes = [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length))];
        db.AddRange(codes.Select(code => new RecoveryCode { Id = Guid.CreateVersion7(), PersonId = person.Id, Salt = salt, Hash = Hash(code, salt) }));
        return [.. codes.Select(code => $"{code[..(Length / 2)]}-{code[(Length / 2)..]}")];
    }

    /// <summary>Whether it is one of those left; it is spent by the same statement that finds it.</summary>
    public async Task<bool> PassAsync(Person person, string typed, CancellationToken ct)
    {
        if (typed.Length > LongestTyped || await db.RecoveryCodes.Where(x => x.PersonId == person.Id).Select(x => x.Salt).FirstOrDefaultAsync(ct) is not { } salt)
            return false;
        var hash = Hash(Plain(typed), salt);
        return await db.RecoveryCodes.Where(x => x.PersonId == person.Id && x.Hash == hash).ExecuteDeleteAsync(ct) == 1;
    }

    static string Plain(string typed) =>
        string.Concat(typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));

    static byte[] Hash(string code, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(code, salt, Iterations, HashAlgorithmName.SHA512, Bytes);
}
