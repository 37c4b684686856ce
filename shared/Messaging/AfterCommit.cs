namespace Anjie.Messaging;

/// <summary>What a consumer wants done once its transaction is committed: whoever looks then sees what it wrote.</summary>
public sealed class AfterCommit
{
    readonly List<Action> _steps = [];

    /// <summary>Runs <paramref name="step"/> after the commit; never when the transaction is rolled back. It must not fail and not wait.</summary>
    public void Do(Action step) => _steps.Add(step);

    internal void Run()
    {
        foreach (var step in _steps)
            step();
        _steps.Clear();
    }
}
