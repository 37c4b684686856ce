namespace Anjie.Launcher;

/// <summary>Other passwords for the roles of every database and for every service's account of the private broker, while the services run.</summary>
static class NewPasswords
{
    /// <param name="broker">Null when the broker is the user's own: its one account is theirs to change.</param>
    /// <returns>The keys with the new passwords.</returns>
    public static async Task<Keys> PutInForceAsync(SystemAddresses addresses, Keys keys, PrivateRabbitMq? broker, CancellationToken cancellation)
    {
        var next = await keys.WithNewPasswordsAsync(cancellation);
        foreach (var service in Topology.Services)
        {
            // A connection that is open stays; one that is made between the two steps waits for the second (PatientOpening, Broker.AwaitAsync).
            if (service.Database is { } database)
            {
                await Provisioning.ApplyPasswordsAsync(addresses.Postgres, database, next.PasswordOf, cancellation);
            }

            await ServiceEnvironment.WriteSecretsAsync(service, addresses, next, cancellation);
        }

        if (broker is not null)
        {
            broker.Accounts = BrokerAccount.OfAll(next);
            await broker.ApplyAccountsAsync(cancellation);
        }

        return next;
    }
}
