using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Public;

namespace Anjie.VisitReception.Tests;

public sealed class QueryCodeTests
{
    const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    [Fact]
    public void S_25_a_code_holds_more_than_eighty_random_bits_in_signs_that_nobody_mistakes()
    {
        var codes = Enumerable.Range(0, 2000).Select(_ => QueryCodeText.New()).ToList();

        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(codes.Count);
        codes.ShouldAllBe(code => code.Length == 18 && code.All(Alphabet.Contains));
        (17 * Math.Log2(Alphabet.Length)).ShouldBeGreaterThan(80);
        // Each sign comes in each place about as often as any other: 2,000 draws of 31 signs.
        for (var place = 0; place < 17; place++)
            codes.GroupBy(code => code[place]).Select(signs => signs.Count()).ShouldAllBe(count => count > 20 && count < 130);
    }

    [Fact]
    public void Any_one_wrong_sign_and_any_two_that_changed_places_are_a_slip_of_the_pen()
    {
        var code = QueryCodeText.New();
        for (var place = 0; place < code.Length; place++)
        {
            foreach (var sign in Alphabet.Where(sign => sign != code[place]))
                QueryCodeText.TryRead(code[..place] + sign + code[(place + 1)..], out _).ShouldBeFalse();
            // The last sign checks the others, so it is no part of what is weighed.
            for (var other = place + 1; other < code.Length - 1; other++)
                if (code[place] != code[other])
                    QueryCodeText.TryRead(Swapped(code, place, other), out _).ShouldBeFalse();
        }

        static string Swapped(string code, int one, int other)
        {
            var signs = code.ToCharArray();
            (signs[one], signs[other]) = (signs[other], signs[one]);
            return new(signs);
        }
    }

    [Fact]
    public void However_it_is_written_it_is_the_same_code()
    {
        var code = QueryCodeText.New();
        var wide = string.Concat(code.Select(sign => (char)(sign - '!' + '！')));
        foreach (var written in (string[])[code, code.ToLowerInvariant(), QueryCodeText.Grouped(code), $"  {QueryCodeText.Grouped(code).Replace("-", " - ", StringComparison.Ordinal)} ", QueryCodeText.Grouped(code).Replace('-', '—'), wide])
        {
            QueryCodeText.TryRead(written, out var read).ShouldBeTrue(written);
            read.ShouldBe(code);
        }

        foreach (var other in (string?[])[null, "", "   ", code[1..], code + "2", code.Replace(code[0], '0'), new('2', 5000)])
            QueryCodeText.TryRead(other, out _).ShouldBeFalse();
        QueryCodeText.Grouped(code).Split('-').ShouldAllBe(group => group.Length == 3);
    }

    [Fact]
    public void The_four_digits_are_of_anybodys_phone_or_of_the_number_of_whoever_has_none()
    {
        Petitioner[] group = [Person("13812345678", "11010519491231002X"), Person(null, "11010519491231002X"), Person("0935-8212345-801", null), Person(null, null)];

        foreach (var (typed, known) in ((string, bool)[])[("5678", true), ("002x", true), ("002X", true), ("5801", true), ("2345", false), ("0000", false), ("1234", false)])
            LastFour.AreOf(group, typed).ShouldBe(known, typed);
        LastFour.AreOf(group[..1], "002X").ShouldBeFalse("who has a phone is asked for the phone");
        LastFour.AreOf([], "5678").ShouldBeFalse();
    }

    [Fact]
    public void A_session_opens_its_matter_with_this_code_for_a_quarter_of_an_hour()
    {
        var clock = new Stopped(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var (index, id) = (new BlindIndex(Ring()), Guid.CreateVersion7());
        var sessions = new PublicSessions(index, clock);
        var code = QueryCode.Give(id, index, new(2026, 3, 2));

        var (token, until) = sessions.Open(code);

        (until - clock.Now).ShouldBe(PublicSessions.Lifetime);
        sessions.Read(token).ShouldBe((id, 1));
        new PublicSessions(new BlindIndex(Ring()), clock).Read(token).ShouldBeNull("another key made it");
        for (var sign = 0; sign < token.Length - 1; sign++)
            sessions.Read(token[..sign] + (token[sign] == 'A' ? 'B' : 'A') + token[(sign + 1)..]).ShouldBeNull($"sign {sign}");
        foreach (var other in (string?[])[null, "", token[1..], token + "A", new('A', 5000)])
            sessions.Read(other).ShouldBeNull();
        code.Renew(index, new(2026, 3, 3));
        sessions.Read(sessions.Open(code).Token).ShouldBe((id, 2));
        clock.Now += PublicSessions.Lifetime;
        sessions.Read(token).ShouldBeNull("its time is over");
    }

    [Fact]
    public void Every_state_has_a_sentence_for_petitioners_in_both_languages()
    {
        foreach (var language in (string[])["zh-CN", "en"])
        {
            System.Globalization.CultureInfo.CurrentUICulture = new(language);
            foreach (var state in Enum.GetValues<MatterState>())
                PublicTexts.Of(state).ShouldNotBeEmpty();
            foreach (var reason in Enum.GetValues<EvaluationExclusion>())
                PublicTexts.Of($"excluded.{reason}").ShouldNotBeEmpty();
        }
    }

    static Petitioner Person(string? phone, string? identityNumber) =>
        Petitioner.Of(Guid.CreateVersion7(), new("某人", identityNumber, phone, null, new([1], null, null, null)));

    static KeyRing Ring()
    {
        var file = Path.GetTempFileName();
        try
        {
            var key = () => Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
            File.WriteAllText(file, $$"""{"active":"k1","keys":{"k1":"{{key()}}"},"index":"{{key()}}"}""");
            return KeyRing.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    sealed class Stopped(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
