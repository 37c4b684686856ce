using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anjie.Cases;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.Seeds;
using Anjie.Support;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Anjie.EndToEnd.Tests;

/// <summary>What must not pass for a token, at the gateway and at each service's own port.</summary>
public sealed class TokenTests(RunningSystem running, ITestOutputHelper output) : IAsyncLifetime
{
    const int Flips = 1000;
    const int Callers = 4;

    readonly Doors _doors = new(running);
    RSA _key = null!;
    readonly RSA _stranger = RSA.Create(2048);
    string _issuer = "";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static object Header => new { alg = "RS256", typ = "at+jwt" };

    public async ValueTask InitializeAsync()
    {
        _key = await running.SigningKeyAsync();
        _issuer = running.System.Address;
        // Whoever is refused below must be refused for the one thing that was changed.
        foreach (var door in _doors.All)
            (await _doors.ReadAsync(door, TestTokens.For(Doors.Clerk, _key, _issuer))).ShouldBe(200, $"{door}");
    }

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        _stranger.Dispose();
        _doors.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task S_01_every_route_of_every_document_is_401_without_a_token()
    {
        var asked = 0;
        foreach (var service in RunningSystem.Services)
        {
            var operations = await _doors.OperationsAsync(service);
            // A service serves what the policy has a row for and nothing else, so a route that is missing here is missing in the document.
            operations.Count.ShouldBe(Policy.Shipped.Routes[service].Count, service);
            foreach (var operation in operations.Where(operation => !Doors.IsForPetitioners(service, operation)))
                foreach (var door in _doors.All.Where(door => door.Service == service))
                {
                    using var body = operation.IsRead ? null : JsonContent.Create(new { });
                    using var answer = await _doors.SendAsync(door, operation.Method, Doors.Filled(operation.Path), null, body);
                    answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{operation.Name} at {door}");
                    answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer", operation.Name);
                    var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
                    problem.GetProperty("code").GetString().ShouldBe("http.401");
                    problem.EnumerateObject().Select(part => part.Name).ShouldBeSubsetOf(["title", "status", "code", "traceId"]);
                    asked++;
                }
        }

        output.WriteLine($"{asked} requests without a token");
    }

    [Theory]
    [InlineData("none"), InlineData("None"), InlineData("nOnE"), InlineData("")]
    public async Task S_02_a_token_without_a_signature_is_401(string algorithm)
    {
        var signed = $"{TestTokens.Part(new { alg = algorithm, typ = "at+jwt" })}.{TestTokens.Part(Claims())}";
        await RefusedAsync($"{signed}.", algorithm);
        await RefusedAsync($"{signed}.AAAA", algorithm);
        await RefusedAsync(signed, algorithm);
        await RefusedAsync($"{TestTokens.Part(Header)}.{TestTokens.Part(Claims())}.", "RS256 without a signature");
    }

    [Fact]
    public async Task S_03_a_token_signed_with_the_text_of_the_public_key_is_401()
    {
        var pem = await File.ReadAllTextAsync((await running.KeysAsync()).PublicKeyFile, Stop);
        foreach (var secret in (byte[][])[Encoding.UTF8.GetBytes(pem), Encoding.UTF8.GetBytes(pem.Trim()), _key.ExportSubjectPublicKeyInfo(), _key.ExportRSAPublicKey(), []])
        {
            var signed = $"{TestTokens.Part(new { alg = "HS256", typ = "at+jwt" })}.{TestTokens.Part(Claims())}";
            await RefusedAsync($"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed)))}", $"HS256 with {secret.Length} bytes");
        }
    }

    [Fact]
    public async Task S_04_a_token_that_brings_its_own_key_is_401_and_nobody_goes_to_fetch_one()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)elsewhere.LocalEndpoint).Port}/keys";
        var own = _stranger.ExportParameters(includePrivateParameters: false);
        var jwk = new { kty = "RSA", n = Base64Url.EncodeToString(own.Modulus), e = Base64Url.EncodeToString(own.Exponent), kid = "mine" };
        foreach (var header in (object[])
            [
                new { alg = "RS256", typ = "at+jwt", jku = address }, new { alg = "RS256", typ = "at+jwt", x5u = address }, new { alg = "RS256", typ = "at+jwt", jwk },
                new { alg = "RS256", typ = "at+jwt", kid = "mine", jku = address }, new { alg = "RS256", typ = "at+jwt", kid = "../../../../dev/null" }, new { alg = "RS256", typ = "at+jwt", kid = "' or '1'='1" },
            ])
            await RefusedAsync(TestTokens.Sign(header, Claims(), _stranger), JsonSerializer.Serialize(header));
        elsewhere.Pending().ShouldBeFalse("somebody went to fetch a key");
    }

    [Fact]
    public async Task S_05_a_token_of_another_time_or_of_all_times_is_401()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await RefusedAsync(With("exp", now - 61), "expired");
        await RefusedAsync(With("nbf", now + 61), "not yet valid");
        await RefusedAsync(With("iat", now + 61), "issued in the future");
        await RefusedAsync(With("exp", null), "never expires");
        await RefusedAsync(With("exp", "soon"), "expires at no time");
    }

    [Fact]
    public async Task S_06_what_a_sign_in_gives_beside_the_access_token_is_no_access_token()
    {
        using var gateway = SignIn.CreateClient(running.Address);
        var proof = SignIn.NewProof();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["client_id"] = SignIn.Client, ["redirect_uri"] = SignIn.Redirect(running.Address), ["code_verifier"] = proof,
            ["code"] = await SignIn.GetCodeAsync(gateway, "clerk", running.Password, SignIn.Challenge(proof), Stop),
        });
        using var answer = await gateway.PostAsync("connect/token", form, Stop);
        var given = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

        foreach (var door in _doors.All)
            (await _doors.ReadAsync(door, given.GetProperty("access_token").GetString())).ShouldBe(200, $"{door}");
        await RefusedAsync(given.GetProperty("id_token").GetString()!, "id_token");
        await RefusedAsync(given.GetProperty("refresh_token").GetString()!, "refresh_token");
        // Of the same claims and by the same key, but said to be a token of another kind.
        await RefusedAsync(TestTokens.Sign(new { alg = "RS256", typ = "JWT" }, Claims(), _key), "typ JWT");
        await RefusedAsync(TestTokens.Sign(new { alg = "RS256" }, Claims(), _key), "no typ");
    }

    [Fact]
    public async Task S_07_a_token_for_somebody_else_or_of_another_issuer_is_401()
    {
        await RefusedAsync(With("aud", "files"), "another audience");
        await RefusedAsync(With("aud", null), "no audience");
        await RefusedAsync(With("iss", "http://evil.example/"), "another issuer");
        await RefusedAsync(With("iss", _issuer.TrimEnd('/')), "almost the issuer");
        await RefusedAsync(With("iss", null), "no issuer");
        await RefusedAsync(TestTokens.For(Doors.Clerk, _stranger, _issuer), "another key");
    }

    [Fact]
    public async Task S_08_a_token_with_one_byte_changed_is_401_always()
    {
        var token = TestTokens.For(Doors.Clerk, _key, _issuer);
        var (random, doors) = (new Random(20260105), _doors.All.ToArray());
        var passed = new List<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Flips).Select(number => (number, changed: Changed(token, number, random))).ToList(), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (sample, _) =>
        {
            var door = doors[sample.number % doors.Length];
            if (await _doors.ReadAsync(door, sample.changed) is var status && status != 401)
                lock (passed)
                    passed.Add($"{status} at {door}: sample {sample.number}");
        });
        passed.ShouldBeEmpty(string.Join('\n', passed.Take(10)));
    }

    [Fact]
    public async Task S_35_a_program_has_no_rights_of_its_own_and_a_token_that_is_passed_on_keeps_the_rights_of_its_person()
    {
        using var gateway = SignIn.CreateClient(running.Address);
        // No client gets a token without a person.
        foreach (var (client, secret) in ((string, string?)[])[(SignIn.Client, null), ("portal", (await running.KeysAsync()).PortalSecret)])
            foreach (var grant in (string[])["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:jwt-bearer"])
            {
                var fields = new Dictionary<string, string> { ["grant_type"] = grant, ["client_id"] = client, ["scope"] = "openid", ["subject_token"] = TestTokens.For(Doors.Clerk, _key, _issuer), ["subject_token_type"] = "urn:ietf:params:oauth:token-type:access_token", ["assertion"] = "x" };
                if (secret is not null)
                    fields["client_secret"] = secret;
                using var form = new FormUrlEncodedContent(fields);
                using var answer = await gateway.PostAsync("connect/token", form, Stop);
                (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetString().ShouldBeOneOf("unsupported_grant_type", "unauthorized_client");
            }

        // A well-signed token of nobody in no post, whatever roles it names, writes and reads nothing; one for another audience is none at all.
        var nobody = Claims();
        foreach (var claim in (string[])["post", "unit", "unit_path", "name"])
            nobody.Remove(claim);
        nobody["role"] = new[] { "registrar", "sysadmin", "secadmin", "system" };
        var elsewhere = Claims();
        elsewhere["aud"] = "files";
        foreach (var service in RunningSystem.Services)
            foreach (var operation in (await _doors.OperationsAsync(service)).Where(operation => !Doors.IsForPetitioners(service, operation)))
                foreach (var door in _doors.All.Where(door => door.Service == service))
                    foreach (var claims in (Dictionary<string, object>[])[nobody, elsewhere])
                    {
                        using var body = operation.IsRead ? null : JsonContent.Create(new { });
                        using var answer = await _doors.SendAsync(door, operation.Method, Doors.Filled(operation.Path), TestTokens.Sign(Header, claims, _key), body);
                        ((int)answer.StatusCode).ShouldBe(claims == elsewhere ? 401 : 403, $"{operation.Name} at {door}");
                    }
    }

    // Half of the samples in the signature, half in the claims; of the bytes and not of the text, in which the last bits may mean nothing.
    static string Changed(string token, int number, Random random)
    {
        var parts = token.Split('.');
        var part = 1 + (number % 2);
        var bytes = Base64Url.DecodeFromChars(parts[part]);
        bytes[number / 2 % bytes.Length] ^= (byte)random.Next(1, 256);
        parts[part] = Base64Url.EncodeToString(bytes);
        return string.Join('.', parts);
    }

    Dictionary<string, object> Claims() => TestTokens.ClaimsOf(Doors.Clerk, _issuer);

    string With(string claim, object? value)
    {
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = value;
        return TestTokens.Sign(Header, claims, _key);
    }

    async Task RefusedAsync(string token, string why)
    {
        foreach (var door in _doors.All)
            (await _doors.ReadAsync(door, token)).ShouldBe(401, $"{why} at {door}");
    }
}
