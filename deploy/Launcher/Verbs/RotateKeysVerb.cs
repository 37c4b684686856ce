namespace Anjie.Launcher;

/// <summary><c>rotate-keys [personal-data | tokens | passwords]</c>: other secrets for the running system of this clone, without a kind all of them.</summary>
static class RotateKeysVerb
{
    const string PersonalData = "personal-data", Tokens = "tokens", Passwords = "passwords";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not ([] or [PersonalData or Tokens or Passwords]))
        {
            throw new StartFailedException($"用法：rotate-keys [{PersonalData} | {Tokens} | {Passwords}]", $"Usage: rotate-keys [{PersonalData} | {Tokens} | {Passwords}]");
        }

        var system = await AttachAsync(stop);
        if (arguments is [] or [Tokens])
        {
            await system.RotateSigningKeysAsync(stop);
            Console.WriteLine("令牌改用新密钥签名，已登录的人员不受影响。 Tokens are signed with another key; whoever is signed in stays so.");
        }

        if (arguments is [] or [Passwords])
        {
            await system.RotatePasswordsAsync(stop);
            Console.WriteLine(system.RabbitMqServer is null
                ? "各服务的数据库密码已更换；消息队列由您自备，其密码请自行更换。 The services have other passwords for the databases; the broker is your own, and so is its password."
                : "各服务的数据库和消息队列密码已更换。 The services have other passwords for the databases and the broker.");
        }

        if (arguments is [] or [PersonalData])
        {
            var key = await system.RotateKeysAsync(stop);
            Console.WriteLine($"新密钥 {key} 已启用，原有密文已全部改用新密钥。旧密钥仍保留，供恢复备份使用。");
            Console.WriteLine($"Key {key} is in force and everything is sealed with it. The old keys stay on the ring for backups.");
        }

        return 0;
    }

    /// <summary>The running system of this clone.</summary>
    /// <exception cref="StartFailedException">It does not run.</exception>
    public static async Task<AnjieSystem> AttachAsync(CancellationToken stop)
    {
        var clone = Places.FindClone();
        if (RunningSystem.Find(clone) is not { Ready: true } found)
        {
            throw new StartFailedException("案结没有在运行，或尚未就绪；请先运行 deploy/up。", "Anjie is not running, or not ready yet; run deploy/up first.");
        }

        return await AnjieSystem.AttachAsync(
            new AnjieSystemOptions
            {
                CloneFolder = clone,
                DataFolder = found.Data,
                Port = new Uri(found.Address).Port,
                Postgres = NotEmpty("ANJIE_POSTGRES"),
                RabbitMq = NotEmpty("ANJIE_RABBITMQ"),
                Tls = found.Address.StartsWith("https:", StringComparison.Ordinal),
            },
            stop);
    }

    static string? NotEmpty(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
