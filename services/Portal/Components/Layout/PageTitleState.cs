namespace Anjie.Portal.Components.Layout;

/// <summary>Last part of the breadcrumb, set by the page that knows it.</summary>
public sealed class PageTitleState
{
    public event EventHandler? Changed;

    public string? Leaf { get; private set; }

    public void Set(string leaf)
    {
        if (Leaf == leaf)
            return;
        Leaf = leaf;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Clear() => Leaf = null;
}
