using System.Net;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

public sealed class SessionApiTests(City city)
{
    [Fact]
    public async Task A_day_from_the_plan_to_its_end()
    {
        var id = NewId();
        var planned = await city.PutAsync(city.Clerk, $"/sessions/{id}", city.SessionBody("Fixed", on: 2, place: NewId()));
        planned.ShouldBe(HttpStatusCode.Created);
        planned.Body.Text("number").ShouldStartWith("JX2026");
        (await city.DoAsync(city.Aide, $"/sessions/{id}", "publication")).Text("state").ShouldBe("Published");
        (await city.PostAsync(city.Leader, $"/sessions/{id}", "opening")).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
        await city.MoveToAsync(city.Today.AddDays(2));
        await city.DoAsync(city.Leader, $"/sessions/{id}", "opening");

        var closed = await city.DoAsync(city.Leader, $"/sessions/{id}", "closure", new { heldOn = city.Day(0), actualLeaderPostId = city.OtherLeader.PostId });

        closed.GetProperty("visits").GetInt32().ShouldBe(0);
        (await city.FactsAsync(id)).ShouldBe("SessionPlanned SessionPublished SessionOpened SessionClosed");
        (await city.SeeAsync(city.Leader, "/sessions?leader=me&limit=200")).GetProperty("items").EnumerateArray().ShouldContain(line => line.Text("id") == id);
    }

    [Fact]
    public async Task Leaders_crowding_at_one_place_are_warned_not_blocked()
    {
        var place = NewId();
        (await city.PutAsync(city.Clerk, $"/sessions/{NewId()}", city.SessionBody(place: place))).Body.GetProperty("warnings").GetArrayLength().ShouldBe(0);
        var other = await city.PutAsync(city.Clerk, $"/sessions/{NewId()}", new { leaderPostId = city.OtherLeader.PostId, on = city.Day(0), from = "14:00", to = "15:00", place, kind = "Unannounced" });

        other.ShouldBe(HttpStatusCode.Created);
        other.Body.GetProperty("warnings")[0].GetString().ShouldBe("session.place_clash");
    }

    [Fact]
    public async Task What_a_plan_must_hold()
    {
        (await city.PutAsync(city.Clerk, $"/sessions/{NewId()}", city.SessionBody("Fixed", on: 1))).ShouldBe(HttpStatusCode.Conflict, "session.notice_too_short");
        (await city.PutAsync(city.Handler, $"/sessions/{NewId()}", city.SessionBody())).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        var bad = await city.PutAsync(city.Clerk, $"/sessions/{NewId()}", new { leaderPostId = city.Leader.PostId, on = city.Day(0), from = "9 Uhr", to = "11:30", place = "x", kind = "Unannounced" });
        bad.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        bad.Text.ShouldContain("rom");
        (await city.PutAsync(city.Clerk, $"/sessions/{NewId()}", new { leaderPostId = Guid.CreateVersion7(), on = city.Day(0), from = "09:00", to = "11:30", place = "x", kind = "Unannounced" })).ShouldBe(HttpStatusCode.Conflict, "case.unknown_post");
    }

    [Fact]
    public async Task A_repetition_answers_the_same_and_a_called_off_day_stays_off()
    {
        var (id, body) = (NewId(), city.SessionBody());
        await city.PutAsync(city.Clerk, $"/sessions/{id}", body);
        (await city.PutAsync(city.Clerk, $"/sessions/{id}", body)).ShouldBe(HttpStatusCode.OK);
        (await city.PutAsync(city.Clerk, $"/sessions/{id}", city.SessionBody(place: "别处"))).ShouldBe(HttpStatusCode.Conflict, "id.reused");

        await city.DoAsync(city.JointOffice, $"/sessions/{id}", "cancellation");
        (await city.PostAsync(city.Leader, $"/sessions/{id}", "opening")).ShouldBe(HttpStatusCode.Conflict, "case.transition_forbidden");
        (await city.GetAsync(city.Stranger, $"/sessions/{id}")).ShouldBe(HttpStatusCode.NotFound);
    }
}
