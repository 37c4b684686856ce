using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Anjie.EndToEnd.Tests.Edges;

namespace Anjie.EndToEnd.Tests;

/// <summary>What a page of somebody else can do with a browser in which one of us has signed in, and what a crowd of bad connections can do.</summary>
public sealed class SiteTests(RunningSystem running) : IDisposable
{
    static readonly string[] Foreign = ["https://evil.example", "http://localhost:1", "http://localhost.evil.example", "http://127.0.0.1", "file://"];

    readonly CookieContainer _cookies = new();
    readonly Doors _doors = new(running);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task S_76_another_site_changes_nothing_in_the_name_of_who_has_signed_in()
    {
        using var browser = await SignedInAsync("clerk2");
        (await IsSignedInAsync(browser)).ShouldBeTrue();
        foreach (var origin in Foreign)
            foreach (var (path, type) in ((string, string)[])
                [
                    ("account/login", "application/x-www-form-urlencoded"), ("account/logout", "application/x-www-form-urlencoded"), ("account/password", "application/x-www-form-urlencoded"), ("connect/logout", "application/x-www-form-urlencoded"),
                    ("connect/authorize", "application/x-www-form-urlencoded"), ("session/active", "text/plain"), ("_blazor/negotiate?negotiateVersion=1", "text/plain"), ("_blazor/disconnect", "multipart/form-data; boundary=x"), ("api/reception/person-search", "text/plain"), ("dev/clock", "text/plain"),
                ])
                (await SendAsync(browser, HttpMethod.Post, path, type, headers => headers.TryAddWithoutValidation("Origin", origin))).ShouldBe(403, $"{path} from {origin}");

        // A sandboxed page has no origin, an old browser says nothing: the form's token is missing then, and text is no JSON.
        foreach (var origin in (string?[])["null", null])
        {
            foreach (var path in (string[])["account/login", "account/logout"])
                (await SendAsync(browser, HttpMethod.Post, path, "application/x-www-form-urlencoded", headers => _ = origin is not null && headers.TryAddWithoutValidation("Origin", origin))).ShouldBe(200, path); // the page once more, with a sentence
            (await SendAsync(browser, HttpMethod.Post, "api/reception/person-search", "text/plain", headers => _ = origin is not null && headers.TryAddWithoutValidation("Origin", origin))).ShouldBe(401);
        }

        // What a browser says by itself cannot be forged by a page; a picture's address is no way to sign anybody out.
        foreach (var site in (string[])["cross-site", "same-site"])
            foreach (var path in (string[])["sign-out", "sign-in"])
                (await SendAsync(browser, HttpMethod.Get, path, null, headers => headers.TryAddWithoutValidation("Sec-Fetch-Site", site))).ShouldBe(400, $"{path} {site}");
        (await IsSignedInAsync(browser)).ShouldBeTrue();

        // Our own page may: the same request with the right origin gets through to whoever decides.
        (await SendAsync(browser, HttpMethod.Post, "session/active", "text/plain", headers => headers.TryAddWithoutValidation("Origin", running.Address.GetLeftPart(UriPartial.Authority)))).ShouldBe(204);
    }

    [Fact]
    public async Task S_81_a_circuit_opens_for_a_page_of_ours_in_which_somebody_has_signed_in_and_for_nobody_else()
    {
        using var browser = await SignedInAsync("town3");
        var cookies = _cookies.GetCookieHeader(running.Address);
        foreach (var origin in Foreign)
            (await UpgradeAsync(origin, cookies)).ShouldBe(403, origin);
        (await UpgradeAsync(Own, null)).ShouldBe(401);
        (await UpgradeAsync(Own, "anjie=forged")).ShouldBe(401);
        (await UpgradeAsync(Own, cookies)).ShouldBe(101);
        (await SendAsync(_doors.Client, HttpMethod.Post, "_blazor/negotiate?negotiateVersion=1", "text/plain")).ShouldBe(401);

        // A frame larger than any click: the circuit is over, and the next one opens.
        await EndsOverFrameAsync(cookies, new byte[512 * 1024]);
        (await UpgradeAsync(Own, cookies)).ShouldBe(101);
    }

    [Fact]
    public async Task S_83_long_addresses_many_headers_and_half_open_connections_keep_nobody_waiting()
    {
        const int HalfOpen = 300;
        var token = await running.TokenAsync(Doors.Clerk);
        var host = $"Host: localhost:{running.Address.Port}\r\n";
        foreach (var (request, status) in ((string, int)[])
            [
                ($"GET /{new string('a', 64 * 1024)} HTTP/1.1\r\n{host}\r\n", 414), ($"GET /?q={new string('a', 64 * 1024)} HTTP/1.1\r\n{host}\r\n", 414),
                ($"GET / HTTP/1.1\r\n{host}{string.Concat(Enumerable.Range(0, 100_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"X-{number}: 1\r\n")))}\r\n", 431),
                ($"GET / HTTP/1.1\r\n{host}X-Long: {new string('a', 64 * 1024)}\r\n\r\n", 431), ($"GET / HTTP/1.1\r\n{host}Cookie: {new string('a', 64 * 1024)}\r\n\r\n", 431),
            ])
        {
            var heard = await Wire.SayAsync(running.Address, request);
            // Who still sends when the connection is closed may not hear why.
            heard.Statuses.ShouldBeSubsetOf([status], heard.Text);
            heard.IsClosed.ShouldBeTrue();
        }

        var quiet = await MedianAsync(token);
        var held = new List<TcpClient>();
        try
        {
            for (var connection = 0; connection < HalfOpen; connection++)
            {
                var client = new TcpClient();
                held.Add(client);
                await client.ConnectAsync("127.0.0.1", running.Address.Port, Stop);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /{Doors.ListOf("directory")} HTTP/1.1\r\n{host}X-"), Stop);
            }

            // Half a line each, and one more byte now and then: slower than any client.
            foreach (var client in held)
                await client.GetStream().WriteAsync("a"u8.ToArray(), Stop);
            (await MedianAsync(token)).ShouldBeLessThan((2 * quiet) + 20);
        }
        finally
        {
            held.ForEach(client => client.Dispose());
        }
    }

    string Own => running.Address.GetLeftPart(UriPartial.Authority);

    async Task<double> MedianAsync(string token)
    {
        var times = new List<double>();
        for (var request = 0; request < 60; request++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await _doors.SendAsync(new Uri(running.Address, Doors.ListOf("directory")), HttpMethod.Get, token);
            ((int)answer.StatusCode).ShouldBe(200);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    Task<HttpClient> SignedInAsync(string user) =>
        FormSignIn.Async(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = true }, running.Address, user, running.Password, Stop);

    async Task<bool> IsSignedInAsync(HttpClient browser)
    {
        using var page = await browser.GetAsync("", Stop);
        return page.RequestMessage!.RequestUri!.AbsolutePath == "/";
    }

    async Task<int> SendAsync(HttpClient browser, HttpMethod method, string path, string? type, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(running.Address, path));
        if (type is not null)
        {
            request.Content = new ByteArrayContent("{\"name\":\"x\"}"u8.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        headers?.Invoke(request.Headers);
        using var answer = await browser.SendAsync(request, Stop);
        return (int)answer.StatusCode;
    }

    async Task<int> UpgradeAsync(string origin, string? cookies)
    {
        var heard = await Wire.SayAsync(running.Address, Handshake(origin, cookies), TimeSpan.FromMilliseconds(500));
        return heard.Statuses[0];
    }

    string Handshake(string origin, string? cookies) =>
        $"GET /_blazor HTTP/1.1\r\nHost: localhost:{running.Address.Port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: {origin}\r\n{(cookies is null ? "" : $"Cookie: {cookies}\r\n")}\r\n";

    async Task EndsOverFrameAsync(string cookies, byte[] content)
    {
        using var client = new System.Net.WebSockets.ClientWebSocket();
        client.Options.SetRequestHeader("Cookie", cookies);
        client.Options.SetRequestHeader("Origin", Own);
        await client.ConnectAsync(new UriBuilder(running.Address) { Scheme = "ws", Path = "_blazor" }.Uri, Stop);
        await client.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), System.Net.WebSockets.WebSocketMessageType.Text, endOfMessage: true, Stop);
        var answer = new byte[4096];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            await client.SendAsync(content, System.Net.WebSockets.WebSocketMessageType.Binary, endOfMessage: true, patience.Token);
            while ((await client.ReceiveAsync(answer, patience.Token)).MessageType != System.Net.WebSockets.WebSocketMessageType.Close)
            {
            }
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            // It was cut instead of closed.
        }
    }
}
