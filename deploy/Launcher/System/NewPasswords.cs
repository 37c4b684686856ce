namespace Anjie.Launcher;

/// <summary>Other passwords for every role of the databases and every account of the private broker, while the services run.</summary>
static class NewPasswords
{
    /// <param name="broker">Null when the broker is the user's own: its one account is theirs to change.</param>
    /// <returns>The keys with the new passwords.</returns>
    public static async Task<Keys> PutInForceAsync(SystemAddresses addresses, Keys keys, PrivateRabbitMq? broker, CancellationToken cancellation)
    {
        var next = await keys.WithNewPasswordsAsync(cancellation);
        // A connection that is open stays; one that is made between the two steps waits for the second (PatientOpening, Broker.AwaitAsync).
        await Provisioning.ApplyPasswordsAsync(addresses.Postgres, next.PasswordOf, cancellation);
        await Task.WhenAll(Topology.Services.Select(service => ServiceEnvironment.WriteSecretsAsync(service, addresses, next, cancellation)));
        if (broker is not null)
        {
            broker.Accounts = BrokerAccount.OfAll(next);
            await broker.ApplyAccountsAsync(cancellation);
        }

        return next;
    }
}
