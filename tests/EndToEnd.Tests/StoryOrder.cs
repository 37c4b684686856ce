using Xunit.Sdk;
using Xunit.v3;

namespace Anjie.EndToEnd.Tests;

/// <summary>The scenario needs the empty system of its first day; what leaves a mess behind comes last.</summary>
public sealed class StoryOrder : ITestCollectionOrderer
{
    static readonly string[] Order = [nameof(ScenarioTests), nameof(IsolationTests), "", nameof(RightsTests), nameof(RightsViewerTests), nameof(RaceTests), nameof(FuzzTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Order, name => name.Length > 0 && collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var at ? at : 2)];
}
