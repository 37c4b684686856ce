using Anjie.Portal.Features.Public;
using Microsoft.AspNetCore.Http;

namespace Anjie.Portal.Tests;

public sealed class PublicRefusalTests
{
    [Fact]
    public void A_page_that_tells_somebody_to_wait_says_so_in_its_answer_too()
    {
        var http = new DefaultHttpContext();

        new PublicRefusal(429, "", TimeSpan.FromSeconds(61.4)).ShownIn(http.Response).ShouldBe(429);

        http.Response.Headers.RetryAfter.ToString().ShouldBe("61");
    }

    [Theory]
    [InlineData(503, 503)]
    [InlineData(404, 200)]
    [InlineData(400, 200)]
    public void A_page_that_shows_what_is_to_be_mended_is_a_page_as_any_other(int refused, int shown)
    {
        var http = new DefaultHttpContext();

        new PublicRefusal(refused, "", null).ShownIn(http.Response).ShouldBe(shown);

        http.Response.Headers.RetryAfter.Count.ShouldBe(0);
    }
}
