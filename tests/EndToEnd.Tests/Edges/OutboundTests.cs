using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.EndToEnd.Tests.Fuzz;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>Nothing that is sent makes the system call anybody.</summary>
public sealed class OutboundTests(RunningSystem running) : IDisposable
{
    static readonly string[] Headers = ["Referer", "Origin", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL", "Forwarded", "Destination", "Link", "Callback", "SOAPAction"];

    readonly Doors _doors = new(running);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task S_74_an_address_in_a_text_a_header_a_token_or_a_sign_in_is_never_called()
    {
        using var trap = new Trap();
        var token = await running.TokenAsync(Doors.Anybody);
        var (random, words, asked) = (new Random(20260105), new Vocabulary(RunningSystem.FirstDay, [Doors.Missing], [Doors.Missing], [Doors.Missing]), 0);
        foreach (var service in RunningSystem.Services)
            foreach (var operation in await _doors.OperationsAsync(service))
            {
                foreach (var (_, body) in Payloads.Bodies(operation, random, words, trap.Addresses, 2))
                    await AskAsync(operation, token, body, trap.Any(random));
                foreach (var parameter in operation.Query)
                    await AskAsync(operation, token, null, trap.Any(random), $"?{parameter.Name}={Uri.EscapeDataString(trap.Any(random))}");
            }

        foreach (var address in trap.Addresses)
        {
            var escaped = Uri.EscapeDataString(address);
            foreach (var path in (string[])
                [
                    $"connect/authorize?client_id=portal&response_type=code&request_uri={escaped}", $"connect/authorize?client_id=portal&response_type=code&scope=openid&redirect_uri={escaped}",
                    $"connect/authorize?client_id={escaped}&response_type=code", $"connect/logout?post_logout_redirect_uri={escaped}", $"account/login?returnUrl={escaped}", $"signin-oidc?iss={escaped}&code=x&state=x",
                ])
                (await SendAsync(HttpMethod.Get, path, null)).ShouldBeLessThan(500, path);
            var key = JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "at+jwt", kid = address, jku = address, x5u = address });
            (await SendAsync(HttpMethod.Get, Doors.ListOf("screening"), $"{Base64Url.EncodeToString(key)}.{token.Split('.')[1]}.{token.Split('.')[2]}")).ShouldBe(401);
        }

        asked.ShouldBeGreaterThan(300);
        trap.Calls.ShouldBe(0);
        // Had anybody called, it would have been counted.
        using var caller = new TcpClient();
        await caller.ConnectAsync(IPAddress.Loopback, trap.Port, Stop);
        await Eventually.HoldsAsync(() => Task.FromResult(trap.Calls == 1), TimeSpan.FromSeconds(5), "the trap to count");

        async Task AskAsync(Operation operation, string bearer, string? body, string address, string query = "")
        {
            asked++;
            using var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            var path = Doors.Filled(operation.Path, operation.Creates ? Guid.CreateVersion7().ToString() : Doors.Missing) + query;
            using var answer = await _doors.SendAsync(new Uri(running.Address, path), operation.Method, bearer, content, headers =>
            {
                headers.TryAddWithoutValidation("If-Match", "\"1\"");
                foreach (var name in Headers)
                    headers.TryAddWithoutValidation(name, address);
            }, HttpCompletionOption.ResponseHeadersRead);
            ((int)answer.StatusCode).ShouldBeLessThan(500, operation.Name);
        }

        async Task<int> SendAsync(HttpMethod method, string path, string? bearer)
        {
            using var answer = await _doors.SendAsync(new Uri(running.Address, path), method, bearer);
            return (int)answer.StatusCode;
        }
    }

    /// <summary>Waits on both loopbacks for somebody who calls.</summary>
    sealed class Trap : IDisposable
    {
        readonly List<TcpListener> _listeners = [new(IPAddress.Loopback, 0)];
        int _calls;

        public Trap()
        {
            _listeners[0].Start();
            Port = ((IPEndPoint)_listeners[0].LocalEndpoint).Port;
            if (Socket.OSSupportsIPv6)
            {
                _listeners.Add(new(IPAddress.IPv6Loopback, Port));
                _listeners[1].Start();
            }

            foreach (var listener in _listeners)
                _ = CountAsync(listener);
            Addresses =
            [
                $"http://127.0.0.1:{Port}/a", $"http://[::1]:{Port}/a", $"http://localhost:{Port}/a", $"http://2130706433:{Port}/a", $"http://0177.0.0.1:{Port}/a", $"http://127.1:{Port}/a",
                $"gopher://127.0.0.1:{Port}/_a", $"//127.0.0.1:{Port}/a", $@"\\127.0.0.1@{Port}\a", $"ws://127.0.0.1:{Port}/", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data/",
            ];
        }

        public int Port { get; }

        public string[] Addresses { get; }

        public int Calls => _calls;

        public string Any(Random random) => random.GetItems(Addresses, 1)[0];

        public void Dispose() => _listeners.ForEach(listener => listener.Dispose());

        async Task CountAsync(TcpListener listener)
        {
            try
            {
                while (true)
                {
                    using var caller = await listener.AcceptSocketAsync();
                    Interlocked.Increment(ref _calls);
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
            }
        }
    }
}
