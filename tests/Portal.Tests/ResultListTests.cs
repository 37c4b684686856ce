using Anjie.Portal.Components.Parts;

namespace Anjie.Portal.Tests;

public sealed class ResultListTests
{
    [Fact]
    public void A_case_knows_its_neighbours_across_the_pages_that_were_read()
    {
        var list = new ResultList();
        list.Keep(["/a", "/b"]);
        list.Around("/b").ShouldBe(("/a", null, 2, 2));
        list.Keep(["/c", "/d"], before: 2);

        list.Around("/b").ShouldBe(("/a", "/c", 2, 4));
        list.Around("/a").ShouldBe((null, "/b", 1, 4));
        list.Around("/d").ShouldBe(("/c", null, 4, 4));
        list.Around("/e").ShouldBe((null, null, 0, 4));
    }

    [Fact]
    public void Another_search_is_another_list()
    {
        var list = new ResultList();
        list.Keep(["/a", "/b"]);
        list.Keep(["/c"], before: 2);

        list.Keep(["/x"]);

        list.Around("/x").ShouldBe((null, null, 1, 1));
        list.Around("/a").Place.ShouldBe(0);
    }
}
