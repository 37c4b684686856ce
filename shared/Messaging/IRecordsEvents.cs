namespace Anjie.Messaging;

/// <summary>An aggregate whose methods record the contract events that its own save must publish.</summary>
public interface IRecordsEvents
{
    /// <summary>Hands over the recorded events; a second call returns none.</summary>
    IReadOnlyList<object> TakeEvents();
}
