using System.Globalization;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>Requests and paths that two readers could read in two ways: the gateway and the services read them in one.</summary>
public sealed class FramingTests(RunningSystem running) : IDisposable
{
    const string Behind = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    readonly Doors _doors = new(running);

    public static TheoryData<string, string, string> Framings => new()
    {
        { "CL.TE", "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" },
        { "TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "2\r\n{}\r\n0\r\n\r\n" },
        { "two lengths", "Content-Length: 2\r\nContent-Length: 60\r\n", "{}" },
        { "a list of lengths", "Content-Length: 2, 2\r\n", "{}" },
        { "a length below zero", "Content-Length: -2\r\n", "{}" },
        { "TE.TE", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "2\r\n{}\r\n0\r\n\r\n" },
        { "a list of encodings", "Transfer-Encoding: chunked, identity\r\n", "2\r\n{}\r\n0\r\n\r\n" },
        { "an unknown encoding", "Transfer-Encoding: xchunked\r\n", "2\r\n{}\r\n0\r\n\r\n" },
        { "a blank before the colon", "Transfer-Encoding : chunked\r\n", "2\r\n{}\r\n0\r\n\r\n" },
        { "a folded header", "X-Note: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "{}" },
        { "a bare CR in a header", "X-Note: a\rTransfer-Encoding: chunked\r\nContent-Length: 2\r\n", "{}" },
        { "a bare LF in a header", "X-Note: a\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n", "{}" },
        { "a NUL in a header", "X-Note: a\0b\r\nContent-Length: 2\r\n", "{}" },
        { "two hosts", "Host: evil.example\r\nContent-Length: 2\r\n", "{}" },
        { "a bare LF in a chunk's extension", "Transfer-Encoding: chunked\r\n", "2;\n{}\r\n0\r\n\r\n" },
        { "a bare LF after a chunk's size", "Transfer-Encoding: chunked\r\n", "2\n{}\n0\n\n" },
        { "a chunk's size with a sign", "Transfer-Encoding: chunked\r\n", "+2\r\n{}\r\n0\r\n\r\n" },
        { "a chunk longer than its size", "Transfer-Encoding: chunked\r\n", "1\r\n{}\r\n0\r\n\r\n" },
    };

    public void Dispose() => _doors.Dispose();

    [Theory, MemberData(nameof(Framings))]
    public async Task S_82_a_request_that_can_be_read_in_two_ways_is_400_and_ends_the_connection(string kind, string headers, string body)
    {
        // By somebody whose body is read: of nobody's the first bytes are enough for a 401.
        var token = await running.TokenAsync(new Official(Guid.CreateVersion7(), "6203.620302.nyp.v1.", "grid"));
        foreach (var door in _doors.All.Where(door => door.Service == "screening"))
        {
            var heard = await Wire.SayAsync(
                door.Address,
                $"PUT /api/screening/disputes/{Guid.CreateVersion7()} HTTP/1.1\r\nHost: localhost:{door.Address.Port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{headers}\r\n{body}{Behind}");

            heard.Statuses.ShouldBe([400], $"{kind} at {door}: {heard.Text}");
            heard.IsClosed.ShouldBeTrue($"{kind} at {door}");
        }
    }

    [Fact]
    public async Task A_service_that_refuses_before_it_reads_is_heard_every_time()
    {
        const int Connections = 8, Requests = 500;
        var token = await running.TokenAsync(new Official(Guid.CreateVersion7(), "6203.620302.nyp.v1.", "grid"));
        string Asked(string more) =>
            $"PUT /api/screening/disputes/{Guid.CreateVersion7()} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n{more}\r\n{{}}";

        var heard = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Wire.SayAsync(
            running.Address, string.Concat(Enumerable.Repeat(0, Requests - 1).Select(_ => Asked(""))) + Asked("Connection: close\r\n"))));

        var statuses = heard.SelectMany(one => one.Statuses).ToList();
        statuses.CountBy(status => status).ShouldBe([new(415, Connections * Requests)]);
    }

    [Fact]
    public async Task S_82_a_request_framed_as_it_should_be_is_read_and_so_is_the_next()
    {
        var token = await running.TokenAsync(new Official(Guid.CreateVersion7(), "6203.620302.nyp.v1.", "grid"));
        foreach (var door in _doors.All.Where(door => door.Service == "screening"))
        {
            var start = $"PUT /api/screening/disputes/{Guid.CreateVersion7()} HTTP/1.1\r\nHost: localhost:{door.Address.Port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n";
            var heard = await Wire.SayAsync(door.Address, $"{start}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n{start}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}");

            heard.Statuses.ShouldBe([400, 400], heard.Text);
            heard.Text.ShouldContain("request.invalid");
            heard.Text.ShouldNotContain("request.malformed");
        }
    }

    [Fact]
    public async Task S_84_however_a_path_is_written_the_gateway_and_the_service_decide_alike()
    {
        string?[] tokens = [null, await running.TokenAsync(Doors.Clerk), await running.TokenAsync(new Official(Guid.CreateVersion7(), "6203.", "auditor"))];
        var differences = new List<string>();
        var (asked, told) = (0, 0);
        foreach (var door in _doors.All.Where(door => door.IsGateway))
            foreach (var path in Spellings($"/api/{door.Service}/audit", door.Service))
                foreach (var token in tokens)
                {
                    var (atGateway, direct) = (await DecisionAsync(door.Address, path, token), await DecisionAsync(new(running.System.AddressOf(door.Service)), path, token));
                    asked++;
                    told += atGateway ? 1 : 0;
                    if (atGateway != direct || (atGateway && token != tokens[2]))
                        differences.Add($"{path} {(token is null ? "of nobody" : token == tokens[1] ? "of the clerk" : "of the auditor")}: {(atGateway ? "told" : "refused")} at the gateway, {(direct ? "told" : "refused")} at the service");
                }

        differences.ShouldBeEmpty(string.Join('\n', differences));
        // The auditor is told by the plain spelling and by some others; were nobody told anything, the comparison would say nothing.
        told.ShouldBeInRange(RunningSystem.Services.Length * 3, asked / 3);
    }

    [Fact]
    public async Task S_85_trace_connect_and_unknown_methods_are_refused_and_nobody_says_what_answers()
    {
        foreach (var door in _doors.All)
        {
            var host = $"Host: localhost:{door.Address.Port}\r\nConnection: close\r\n\r\n";
            foreach (var (request, status) in ((string, int)[])
                [
                    ($"TRACE /{Doors.ListOf(door.Service)} HTTP/1.1\r\n{host}", 405), ($"CONNECT localhost:{door.Address.Port} HTTP/1.1\r\n{host}", 405),
                    ($"FETCH /{Doors.ListOf(door.Service)} HTTP/1.1\r\n{host}", 501), ($"get /{Doors.ListOf(door.Service)} HTTP/1.1\r\n{host}", 501),
                    ($"GET /{Doors.ListOf(door.Service)} HTTP/1.1\r\n{host}", 401), ($"GET /health/ready HTTP/1.1\r\n{host}", 200),
                ])
            {
                var heard = await Wire.SayAsync(door.Address, request);
                heard.Statuses.ShouldBe([status], $"{request} at {door}: {heard.Text}");
                foreach (var header in (string[])["\r\nServer:", "\r\nX-Powered-By:", "\r\nX-AspNet-Version:", "\r\nX-AspNetMvc-Version:", "\r\nVia:"])
                    heard.Text.Contains(header, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{header.Trim()} at {door}: {heard.Text}");
                if (status != 200)
                    heard.Text.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"\"code\":\"http.{status}\""));
            }
        }
    }

    static async Task<bool> DecisionAsync(Uri address, string path, string? token)
    {
        var heard = await Wire.SayAsync(address, $"GET {path} HTTP/1.1\r\nHost: localhost:{address.Port}\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}Connection: close\r\n\r\n");
        return heard.Statuses is [200] && heard.IsJson;
    }

    static IEnumerable<string> Spellings(string path, string service) =>
    [
        path, path.ToUpperInvariant(), path + "/", path + "//", path + "/.", path + ".", path + "%2f", path + "%2F..", path + ";x=1", path + "%3bx=1", path + "%20", path + "%00", path + "?", path + "?x=/../",
        "/" + path, "/." + path, "/x/.." + path, "/x/%2e%2e" + path, path.Replace("/audit", "//audit", StringComparison.Ordinal), path.Replace("/audit", "/./audit", StringComparison.Ordinal),
        path.Replace("/audit", "%2faudit", StringComparison.Ordinal), path.Replace("/audit", "/%61udit", StringComparison.Ordinal), path.Replace("/audit", "/%2561udit", StringComparison.Ordinal),
        path.Replace("/audit", ";/audit", StringComparison.Ordinal), path.Replace("/audit", "\\audit", StringComparison.Ordinal), path.Replace("/api", "/api;x=1", StringComparison.Ordinal), path.Replace("/api/", "/api%2f", StringComparison.Ordinal),
        $"/api/{service}/x/../audit", $"/api/{service}/x%2f../audit", $"/api/{service}/x%2f..%2faudit", $"/openapi/../api/{service}/audit", $"/health/live/../../api/{service}/audit", $"http://localhost{path}", $"http://evil.example{path}",
        $"/api/{service}/audit#x", $"/api/{service}/\u00e4udit",
    ];
}
