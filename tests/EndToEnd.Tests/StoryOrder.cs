using Anjie.EndToEnd.Tests.Browser;
using Anjie.EndToEnd.Tests.Memory;
using Xunit.Sdk;
using Xunit.v3;

namespace Anjie.EndToEnd.Tests;

/// <summary>The scenario needs the empty system of its first day. Whoever lets days pass or reads every list comes before those who fill the lists,
/// because each case has days of its own to wake up on; whoever counts by the delivered calendar before those who send anything to every route; what leaves a mess behind comes last, acts without evidence at the very end.
/// Who looks for somebody's tokens in memory comes before those who leave sign-ins of the same people open.</summary>
public sealed class StoryOrder : ITestCollectionOrderer
{
    const string AnyOther = "";

    static readonly string[] Order =
    [
        nameof(ScenarioTests), nameof(MemoryTests), nameof(IsolationTests), nameof(BrowserStoryTests), nameof(DeadlineTests), nameof(FieldTests), nameof(RightsTests), nameof(RightsViewerTests), AnyOther,
        nameof(PersonalDataTests), nameof(SecretRotationTests), nameof(BreachDrillTests), nameof(RaceTests), nameof(FuzzTests), nameof(CanaryTests), nameof(GuardTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(PlaceOf)];

    static int PlaceOf<TTestCollection>(TTestCollection collection) where TTestCollection : ITestCollection =>
        Array.FindIndex(Order, name => name != AnyOther && collection.TestCollectionDisplayName.Contains("." + name, StringComparison.Ordinal)) is >= 0 and var named
            ? named : Array.IndexOf(Order, AnyOther);
}
