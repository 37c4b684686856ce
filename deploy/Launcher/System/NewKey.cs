using Anjie.PersonalData;

namespace Anjie.Launcher;

/// <summary>Puts another key of personal data in force while the system runs, and seals with it whatever the others have sealed.</summary>
static class NewKey
{
    /// <returns>The id of the key that is active now.</returns>
    public static async Task<string> PutInForceAsync(string clone, string dataFolder, SystemAddresses addresses, Keys keys, string clockFile, CancellationToken cancellation)
    {
        var ring = KeyRing.Load(keys.PersonalDataKeyFile);
        var next = ring.WithNewActiveKey($"k{ring.KeyIds.Count + 1}");
        next.Save(keys.PersonalDataKeyFile);
        await Task.WhenAll(Topology.Services.Where(service => service.HoldsPersonalData).Select(
            service => ServiceVerb.RunAsync(clone, dataFolder, service, "rotate-keys", ServiceEnvironment.For(service, addresses, keys, clockFile), cancellation)));
        return next.ActiveKeyId;
    }
}
