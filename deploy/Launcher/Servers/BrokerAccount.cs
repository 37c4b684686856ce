using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Anjie.Launcher;

/// <summary>An account of the broker, and the names of exchanges and queues it may declare, write to and read from, as patterns.</summary>
/// <remarks>
/// A service declares and reads its own queues, and the exchanges of every contract, because who listens declares what it listens to.
/// It writes to its own queues and to the exchanges of its own contracts: nobody says a fact in another's name, and nobody puts a message
/// into another's queue. The exchanges of the common base types are written to by whoever binds a contract to them; what comes
/// by them directly is refused by whoever reads it, because an event names its own contract.
/// </remarks>
public sealed record BrokerAccount(string Name, string Password, string Configure, string Write, string Read)
{
    const int SaltLength = 4;

    internal static string NameOf(Service service) => $"anjie_{service.Name}";

    internal static BrokerAccount Of(Service service, Keys keys)
    {
        var (name, contracts) = (NameOf(service), $"{char.ToUpperInvariant(service.Name[0])}{service.Name[1..]}");
        return new(
            name, keys.PasswordOf(name), $@"^({service.Name}-.*|Anjie\.Contracts[.:].*)$", $@"^({service.Name}-.*|Anjie\.Contracts(\.{contracts})?:.*)$",
            $@"^({service.Name}-.*|Anjie\.Contracts[.:].*)$");
    }

    internal static IReadOnlyList<BrokerAccount> OfAll(Keys keys) => [.. Topology.Services.Where(service => service.TalksToBroker).Select(service => Of(service, keys))];

    /// <summary>Accounts and rights as the broker reads them; it keeps hashes only.</summary>
    internal static string Definitions(IEnumerable<BrokerAccount> accounts, BrokerAccount administrator)
    {
        BrokerAccount[] all = [administrator, .. accounts];
        return JsonSerializer.Serialize(new
        {
            vhosts = new[] { new { name = "/" } },
            users = all.Select(account => new
            {
                name = account.Name, password_hash = Hash(account.Password), hashing_algorithm = "rabbit_password_hashing_sha256", tags = account == administrator ? "administrator" : "",
            }),
            permissions = all.Select(account => new { user = account.Name, vhost = "/", configure = account.Configure, write = account.Write, read = account.Read }),
        });
    }

    static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}
