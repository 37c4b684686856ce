using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Anjie.Hosting.Tests;

public sealed class WholeListsTests
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(WholeLists.Demand) };

    sealed record Row(string? Text);

    sealed record Request(IReadOnlyList<Row>? Rows = null, IReadOnlyList<string>? Words = null, IReadOnlyList<int>? Numbers = null, Request? Inner = null);

    [Theory]
    [InlineData("""{"rows":[null]}"""), InlineData("""{"rows":[{"text":"a"},null]}"""), InlineData("""{"words":["a",null]}"""), InlineData("""{"inner":{"rows":[null]}}""")]
    public void A_gap_in_a_list_is_refused_wherever_it_lies(string body) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Request>(body, Json));

    [Theory]
    [InlineData("{}"), InlineData("""{"rows":null,"words":[]}"""), InlineData("""{"rows":[{"text":null}],"words":["a"],"numbers":[1],"inner":{"rows":[]}}""")]
    public void What_has_no_gap_is_read(string body) => JsonSerializer.Deserialize<Request>(body, Json).ShouldNotBeNull();
}
