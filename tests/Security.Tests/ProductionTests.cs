using Anjie.DisputeScreening.IntegrationTests;
using Anjie.PersonalData;
using Anjie.Support;

namespace Anjie.Security.Tests;

/// <summary>Production starts with secrets of its own or not at all.</summary>
public sealed class ProductionTests(Town town)
{
    [Theory]
    [InlineData("PersonalData:KeyFile"), InlineData("Auth:PublicKeyFile"), InlineData("Audit:SigningKeyFile"), InlineData("ConnectionStrings:Database"), InlineData("ConnectionStrings:RabbitMq")]
    public async Task S_119_without_one_of_its_secrets_a_service_does_not_start_and_names_what_is_missing(string secret) =>
        Told(await town.Service.RefusalInProductionAsync((secret, null))).ShouldContain($"{secret} is ");

    [Theory]
    [InlineData("PersonalData:KeyFile"), InlineData("Auth:PublicKeyFile")]
    public async Task S_119_a_file_that_holds_no_key_is_as_good_as_none_and_is_not_shown(string secret)
    {
        var file = Path.Combine(TemporaryFolder.Create("no-key"), "key");
        await File.WriteAllTextAsync(file, "no key at all", TestContext.Current.CancellationToken);
        Told(await town.Service.RefusalInProductionAsync((secret, file))).ShouldNotContain("no key at all");
    }

    [Fact]
    public async Task S_119_the_secrets_of_the_demonstration_and_of_the_sample_are_refused()
    {
        var demo = Path.Combine(TemporaryFolder.Create("demo-keys"), "keys.json");
        KeyRing.Generate(isDemo: true).Save(demo);

        Told(await town.Service.RefusalInProductionAsync(("PersonalData:KeyFile", demo))).ShouldContain("demo keys");
        foreach (var (name, value) in ((string, string)[])[("RabbitMq", $"amqp://anjie:{Sample}@rabbitmq:5672/"), ("Database", $"Host=postgres;Username=anjie_screening_app;Password={Sample}")])
            Told(await town.Service.RefusalInProductionAsync(($"ConnectionStrings:{name}", value))).ShouldContain($"ConnectionStrings:{name} has the password of the sample");
    }

    // As docker-compose.yml has it for whoever only looks.
    const string Sample = "only-inside-compose";

    static string Told(Exception? refusal) => refusal is null ? "" : $"{refusal.Message} {Told(refusal.InnerException)}";
}
