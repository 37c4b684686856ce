namespace Anjie.Launcher;

/// <summary><c>rotate-keys</c>: a new key for the personal data of the running system of this clone.</summary>
static class RotateKeysVerb
{
    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var clone = Places.FindClone();
        if (RunningSystem.Find(clone) is not { } system)
        {
            throw new StartFailedException("案结没有在运行；请先运行 deploy/up。", "Anjie is not running; run deploy/up first.");
        }

        var keys = await Keys.EnsureAsync(Path.Combine(system.Data, "keys"), stop);
        var addresses = AnjieSystem.AddressesOf(
            new AnjieSystemOptions
            {
                DataFolder = system.Data,
                Port = new Uri(system.Address).Port,
                Postgres = NotEmpty("ANJIE_POSTGRES"),
                RabbitMq = NotEmpty("ANJIE_RABBITMQ"),
            });
        var key = await NewKey.PutInForceAsync(clone, system.Data, addresses, keys, Path.Combine(system.Data, "clock"), stop);
        Console.WriteLine($"新密钥 {key} 已启用，原有密文已全部改用新密钥。旧密钥仍保留，供恢复备份使用。");
        Console.WriteLine($"Key {key} is in force and everything is sealed with it. The old keys stay on the ring for backups.");
        return 0;
    }

    static string? NotEmpty(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
