namespace Anjie.Seeds.Demo;

/// <summary>What all stories share.</summary>
internal sealed class Stage(Gateway gateway, Offices offices, Walk walk, bool goesOn, CancellationToken stop)
{
    public Walk Walk => walk;

    public Offices Offices => offices;

    /// <summary>A run before this one was broken off.</summary>
    public bool GoesOn => goesOn;

    public CancellationToken Stop => stop;

    public User As(string user) => gateway.As(user);

    public async Task<Guid> PostOfAsync(string user) => (await As(user).StandingAsync(stop)).PostId;

    public async Task<Guid> UnitOfAsync(string user) => (await As(user).StandingAsync(stop)).UnitId;
}
