using Anjie.Portal.Components.Parts;

namespace Anjie.Portal.Tests;

public sealed class AddressFiltersTests
{
    static readonly string[] Names = ["state", "from", "content"];

    [Fact]
    public void What_a_list_was_asked_for_is_read_from_its_address_again()
    {
        var filters = new Dictionary<string, string> { ["state"] = "Dispatched", ["content"] = "02.01", ["from"] = "2026-01-05" };

        var address = AddressFilters.Write("http://localhost:8080/matters?state=Closed&page=3", filters);

        address.ShouldBe("/matters?content=02.01&from=2026-01-05&state=Dispatched");
        AddressFilters.Read("http://localhost:8080" + address, Names).ShouldBe(filters, ignoreOrder: true);
    }

    [Fact]
    public void Without_filters_the_address_is_the_pages_own() => AddressFilters.Write("http://localhost/matters?state=Closed", new Dictionary<string, string>()).ShouldBe("/matters");

    [Fact]
    public void What_is_no_filter_of_the_list_is_not_taken_from_an_address() =>
        AddressFilters.Read("http://localhost/matters?q=620302198507150026&name=张三&state=&from=2026-01-05", Names).ShouldBe(new Dictionary<string, string> { ["from"] = "2026-01-05" });
}
