using Anjie.Launcher;

try
{
    await using var postgres = new PrivatePostgres(Path.Combine(args[0], "postgresql"));
    await using var rabbit = new PrivateRabbitMq(Path.Combine(args[0], "rabbitmq"));
    await Task.WhenAll(postgres.StartAsync(), rabbit.StartAsync());
    await Provisioning.ApplyAsync(postgres.ConnectionString, role => role);
    await Task.Delay(Timeout.Infinite);
    return 0;
}
catch (StartFailedException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
