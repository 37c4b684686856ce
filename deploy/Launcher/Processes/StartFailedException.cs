namespace Anjie.Launcher;

/// <summary>Something a person can mend: the message is one clear sentence and is all that is printed.</summary>
public sealed class StartFailedException(string chinese, string english, Exception? cause = null)
    : Exception($"{chinese} {english}", cause)
{
    public string Chinese { get; } = chinese;

    public string English { get; } = english;
}
