using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Persistence;

/// <summary>How often somebody was wrong about a code, whether or not any matter has it.</summary>
internal sealed class QueryGuess
{
    public byte[] CodeIndex { get; private init; } = [];
    public int Failures { get; private init; }
    public DateTimeOffset LastAt { get; private init; }

    /// <summary>Before this moment nothing is looked at under the code.</summary>
    public DateTimeOffset OpenAt { get; private init; }
}

/// <summary>What came of counting a guess.</summary>
/// <param name="Failures">Wrong guesses in a row, this one among them until it proves right.</param>
/// <param name="Wait">How long to wait; the guess was not looked at. Null when it may be.</param>
internal sealed record CountedGuess(int Failures, TimeSpan? Wait);

/// <summary>Makes guessing the four digits of a code slow, and never impossible for whoever has it: after five wrong guesses a minute, doubled by each further one, at most an hour;
/// a day without one, or a right one, and it is forgotten.</summary>
/// <remarks>A guess is counted before it is looked at, in one statement under the lock of its row, so that fifty at once are fifty, whichever of them looked at the time first. Codes that no matter has are counted alike.</remarks>
internal static class QueryGuesses
{
    public const int Free = 5;

    static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    public static async Task<CountedGuess> CountAsync(this ReceptionDb db, byte[] code, DateTimeOffset now, CancellationToken ct)
    {
        var forgotten = now - Forgotten;
        var counted = await db.Database.SqlQuery<int>($"""
            with swept as (
                delete from query_guess where code_index in (select code_index from query_guess where last_at < {forgotten} and code_index <> {code} limit 100)
            )
            insert into query_guess as guess (code_index, failures, last_at, open_at) values ({code}, 1, {now}, {forgotten})
            on conflict (code_index) do update set
                failures = case when guess.last_at < {forgotten} then 1 else guess.failures + 1 end,
                last_at = {now},
                open_at = case when guess.last_at < {forgotten} or guess.failures + 1 < {Free} then {forgotten}
                               else {now} + least(interval '1 hour', interval '1 minute' * power(2, least(guess.failures + 1, 20) - {Free})) end
            where guess.open_at <= {now}
            returning failures as "Value"
            """).ToListAsync(ct);
        if (counted is [var failures])
            return new(failures, null);
        var open = await db.Set<QueryGuess>().AsNoTracking().Where(guess => guess.CodeIndex == code).Select(guess => guess.OpenAt).FirstOrDefaultAsync(ct);
        return new(0, open > now ? open - now : TimeSpan.FromSeconds(1));
    }

    /// <summary>It was right, but the wrong ones before it may have been about somebody else: only this one is taken back, and nobody waits for it.</summary>
    public static Task<int> GiveBackAsync(this ReceptionDb db, byte[] code, DateTimeOffset now, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"update query_guess set failures = greatest(failures - 1, 0), open_at = {now} where code_index = {code}", ct);

    /// <summary>It was right: the count begins anew.</summary>
    public static Task<int> ForgetAsync(this ReceptionDb db, byte[] code, CancellationToken ct) =>
        db.Set<QueryGuess>().Where(guess => guess.CodeIndex == code).ExecuteDeleteAsync(ct);
}
