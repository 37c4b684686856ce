using Anjie.Seeds;

// Verbs: token USER --gateway http://localhost:PORT --password P
if (args is not ["token", var user, ..] || Option("--gateway") is not { } gateway || Option("--password") is not { } password)
{
    await Console.Error.WriteLineAsync("token USER --gateway ADDRESS --password PASSWORD");
    return 2;
}

using var client = SignIn.CreateClient(new Uri(gateway.TrimEnd('/') + "/"));
try
{
    Console.WriteLine((await SignIn.SignInAsync(client, user, password, CancellationToken.None)).AccessToken);
    return 0;
}
catch (Exception e) when (e is SignInRefusedException or HttpRequestException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
