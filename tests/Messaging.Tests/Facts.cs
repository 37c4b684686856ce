namespace Anjie.Messaging.Tests.Facts
{
    public interface IFact
    {
        Guid MatterId { get; }
        Guid CaseId { get; }
        int Version { get; }
    }

    public abstract record Fact : IFact
    {
        public Guid MatterId { get; init; }
        public Guid CaseId { get; init; }
        public int Version { get; init; }
    }

    public enum Grade
    {
        Low,
        High,
    }
}

namespace Anjie.Messaging.Tests.Facts.Alpha
{
    public sealed record Counted : Fact
    {
        public int Amount { get; init; }
        public Grade Grade { get; init; }
        public DateOnly On { get; init; }
        public string Note { get; init; } = "";
    }

    public sealed record Closed : Fact;

    /// <summary>Nobody consumes it but the test that says so.</summary>
    public sealed record Whispered
    {
        public Guid MatterId { get; init; }
    }
}

namespace Anjie.Messaging.Tests.Facts.Beta
{
    public sealed record Counted : Fact;
}
