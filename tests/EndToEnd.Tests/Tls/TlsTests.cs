using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.EndToEnd.Tests.PersonalData;
using Anjie.EndToEnd.Tests.Tls;
using Anjie.Launcher;
using Anjie.Support;
using Npgsql;

namespace Anjie.EndToEnd.Tests;

/// <summary>A system whose lines are TLS speaks to nobody whom its authority does not know, and nothing can be read on them.</summary>
public sealed class TlsTests(TlsSystem tls, RunningSystem running) : IClassFixture<TlsSystem>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static readonly TlsCipherSuite[] Expected =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_109_the_gateway_takes_forward_secrecy_in_TLS_1_2_and_1_3_and_nothing_older_or_weaker()
    {
        List<TlsCipherSuite> taken = [];
        foreach (var suite in Enum.GetValues<TlsCipherSuite>().Distinct())
            if (await ClientHello.OfferAsync(tls.Address.Port, ClientHello.Tls12, [suite]) is { } chosen)
            {
                chosen.ShouldBe((ClientHello.Tls12, suite));
                taken.Add(suite);
            }

        taken.ShouldBe(Expected, ignoreOrder: true);
        foreach (var old in (ushort[])[ClientHello.Ssl3, ClientHello.Tls10, ClientHello.Tls11])
            (await ClientHello.OfferAsync(tls.Address.Port, old, [.. Enum.GetValues<TlsCipherSuite>().Distinct()])).ShouldBeNull(old.ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var version in (SslProtocols[])[SslProtocols.Tls12, SslProtocols.Tls13])
            (await HandshakeAsync(version)).ShouldBe(version);
    }

    [Fact]
    public async Task S_110_what_is_not_TLS_is_refused_at_every_port_and_sent_nowhere_else()
    {
        Uri[] ports = [tls.Address, .. RunningSystem.Services.Append("portal").SelectMany(service => (Uri[])[Inner(service), new(tls.System.AddressOf(service))])];
        foreach (var port in ports)
            (await Wire.SayAsync(port, $"GET /api/directory/units HTTP/1.1\r\nHost: localhost:{port.Port}\r\nConnection: close\r\n\r\n")).Statuses.ShouldBeEmpty(port.ToString());

        var plain = new NpgsqlConnectionStringBuilder(tls.System.Postgres) { SslMode = SslMode.Disable, Pooling = false };
        await using var connection = new NpgsqlConnection(plain.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(connection.OpenAsync(Stop))).SqlState.ShouldBe(PostgresErrorCodes.InvalidAuthorizationSpecification);
        (await Wire.SayAsync(new(tls.System.RabbitMq), "AMQP\0\0\u0009\u0001")).Text.ShouldNotContain("PLAIN");
    }

    [Fact]
    public async Task S_111_a_service_answers_nobody_whom_the_authority_does_not_know()
    {
        await tls.Certificates.AddAsync("ended", TimeProvider.System.GetUtcNow().AddHours(-1), Stop);
        using var known = tls.NewClient(Certificates.Operator);
        using var nobody = tls.NewClient();
        using var foreigner = tls.NewClient(Certificates.Operator, tls.Foreign);
        using var ended = tls.NewClient("ended");
        using var broker = tls.NewClient(Certificates.RabbitMq); // a server, and nobody's caller
        foreach (var service in RunningSystem.Services.Append("portal"))
        {
            var address = new Uri(tls.System.AddressOf(service) + "health/live");
            (await known.GetAsync(address, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
            foreach (var stranger in (HttpClient[])[nobody, foreigner, ended, broker])
                await Should.ThrowAsync<HttpRequestException>(stranger.GetAsync(address, Stop), service);
        }
    }

    [Theory]
    [InlineData("known", true)]
    [InlineData("ended", false)]
    [InlineData("foreign", false)]
    public async Task S_111_a_part_tells_nothing_to_a_server_whom_the_authority_does_not_know(string kind, bool isTrusted)
    {
        await tls.Certificates.AddAsync(kind, TimeProvider.System.GetUtcNow().AddHours(kind == "ended" ? -1 : 1), Stop);
        var (file, key) = kind == "foreign" ? (tls.Foreign.FileOf("directory"), tls.Foreign.KeyFileOf("directory")) : (tls.Certificates.FileOf(kind), tls.Certificates.KeyFileOf(kind));
        await using var service = new Impostor(file, key);
        await using var broker = new Impostor(file, key);
        await using var postgres = new Impostor(file, key, isPostgres: true);

        await using var gateway = await tls.System.StartBesideAsync("gateway", new Dictionary<string, string> { ["ReverseProxy__Clusters__directory__Destinations__one__Address"] = $"https://127.0.0.1:{service.Port}/" }, Stop);
        await using var screening = await tls.System.StartBesideAsync("screening", new Dictionary<string, string> { ["ConnectionStrings__RabbitMq"] = $"amqps://127.0.0.1:{broker.Port}/" }, Stop);
        var database = new NpgsqlConnectionStringBuilder(await tls.ConnectionAsync("screening", "Database")) { Port = postgres.Port, Pooling = false, Timeout = 5 };
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        using var client = tls.NewClient();
        var asking = client.GetAsync(new Uri(gateway.Address, "api/directory/units"), Stop);
        await Should.ThrowAsync<NpgsqlException>(connection.OpenAsync(Stop)); // who is trusted says nothing either, and time runs out

        foreach (var impostor in (Impostor[])[service, broker, postgres])
            await Eventually.HoldsAsync(() => Task.FromResult(isTrusted ? impostor.Told > 0 : impostor.Calls > 0), Patience, "a call");
        if (isTrusted)
            return;
        // Refused at once, not after waiting: whoever is not trusted counts as down.
        using var refused = await asking;
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        foreach (var impostor in (Impostor[])[service, broker, postgres])
            impostor.Told.ShouldBe(0);
    }

    [Fact]
    public async Task S_112_nothing_can_be_read_on_any_line()
    {
        var (today, person, id) = (RunningSystem.FirstDay, Canary.Of(950), Guid.CreateVersion7());
        var token = await tls.TokenAsync("clerk");
        var needles = Needles.Of([.. Canary.Marks, token]);
        var (database, address) = (new NpgsqlConnectionStringBuilder(await tls.ConnectionAsync("reception", "Database")), new UriBuilder(await tls.ConnectionAsync("reception", "RabbitMq")));
        var inner = Ports.Free();
        await using var toDatabase = new Tap(database.Port);
        await using var toBroker = new Tap(address.Port);
        await using var toService = new Tap(inner);
        (database.Port, address.Port) = (toDatabase.Port, toBroker.Port);
        await using var reception = await tls.System.StartBesideAsync("reception", new Dictionary<string, string>
        {
            ["ConnectionStrings__Database"] = database.ConnectionString, ["ConnectionStrings__RabbitMq"] = address.Uri.AbsoluteUri, ["Kestrel__Endpoints__H2c__Url"] = $"https://127.0.0.1:{inner}",
        }, Stop);
        await using var gateway = await tls.System.StartBesideAsync("gateway", new Dictionary<string, string> { ["ReverseProxy__Clusters__reception__Destinations__one__Address"] = $"https://127.0.0.1:{toService.Port}/" }, Stop);
        await using var toGateway = new Tap(gateway.Address.Port);
        using var client = tls.NewClient();
        var matter = new Uri($"https://127.0.0.1:{toGateway.Port}/api/reception/matters/{id}");

        (await tls.SendAsync(client, token, HttpMethod.Put, matter, Office.MatterBody(today, person))).Status.ShouldBe(201);
        var (status, read) = await tls.SendAsync(client, token, HttpMethod.Get, matter);
        status.ShouldBe(200);
        read.ShouldContain(Canary.NameMark); // it went over all of them
        await Eventually.HoldsAsync(() => Task.FromResult(toBroker.Heard().Length > 2000), Patience, "a call of the broker");
        foreach (var (line, name) in ((Tap, string)[])[(toGateway, "gateway"), (toService, "service"), (toDatabase, "database"), (toBroker, "broker")])
        {
            line.Heard().Length.ShouldBeGreaterThan(2000, name);
            line.HasHeard(needles).ShouldBeFalse(name);
        }

        // The listening is worth something: on a plain line all of it is heard.
        await using var plain = new Tap(running.Address.Port);
        using var openly = new HttpClient();
        await tls.SendAsync(openly, token, HttpMethod.Put, new Uri($"http://127.0.0.1:{plain.Port}/api/reception/matters/{id}"), Office.MatterBody(today, person));
        foreach (var word in (string[])[Canary.PhoneMark, Canary.NameMark, token])
            plain.HasHeard(Needles.Of([word])).ShouldBeTrue(word);
    }

    [Fact]
    public async Task S_78_S_80_over_TLS_every_cookie_is_for_this_host_and_no_page_without_TLS()
    {
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = true, SslOptions = tls.Certificates.ClientOptions(caller: null) };
        using var browser = await FormSignIn.Async(handler, tls.Address, "clerk", tls.System.DemoPassword, Stop);
        Cookie[] all = [.. cookies.GetAllCookies().Cast<Cookie>()];
        all.Select(cookie => cookie.Name).ShouldBe(["__Host-anjie", "__Host-anjie-page", "__Host-anjie-sign-in", "__Host-anjie-form", "anjie-device", "anjie-password"], ignoreOrder: true);
        foreach (var cookie in all)
        {
            cookie.Secure.ShouldBeTrue(cookie.Name);
            cookie.HttpOnly.ShouldBeTrue(cookie.Name);
            cookie.Path.ShouldBe(cookie.Name.StartsWith("__Host-", StringComparison.Ordinal) ? "/" : "/account", cookie.Name);
        }

        // Browsers are told to come back by TLS only, unless the host is a developer's own.
        (await AskAsync("anjie.example")).ShouldContain("Strict-Transport-Security: max-age=31536000; includeSubDomains", Case.Insensitive);
    }

    Uri Inner(string service) => new UriBuilder(tls.System.AddressOf(service)) { Port = new Uri(tls.System.AddressOf(service)).Port - 1 }.Uri;

    async Task<SslProtocols> HandshakeAsync(SslProtocols version)
    {
        await using var line = await ConnectAsync(version);
        return line.SslProtocol;
    }

    async Task<string> AskAsync(string host)
    {
        await using var line = await ConnectAsync(SslProtocols.None);
        await line.WriteAsync(Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), Stop);
        using var reader = new StreamReader(line);
        return await reader.ReadToEndAsync(Stop);
    }

    async Task<SslStream> ConnectAsync(SslProtocols version)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", tls.Address.Port, Stop);
        var options = tls.Certificates.ClientOptions(caller: null);
        (options.TargetHost, options.EnabledSslProtocols) = ("localhost", version);
        var line = new SslStream(client.GetStream());
        await line.AuthenticateAsClientAsync(options, Stop);
        return line;
    }
}
