using System.Text.Json.Nodes;
using Anjie.Portal.Api;
using Anjie.Portal.Features.DataRights;
using Anjie.Portal.Forms;

namespace Anjie.Portal.Tests;

public sealed class GuardiansTests
{
    const string Version = "2026-1";

    static readonly PrivacyNotice Notice = new(Version, "", []);
    static readonly Field[] Fields = Guardians.In([Field.Rows("petitioners", Choices.Person) with { Grows = true }], new(2026, 3, 2));

    [Fact]
    public void Whoever_is_marked_as_a_child_is_asked_for_a_guardian_and_nobody_else()
    {
        var form = new FormState("form", Fields, new() { ["petitioners"] = new List<FormValues> { new() { ["name"] = "童小安", [Guardians.Told] = true }, new() { ["name"] = "童守成" } } });

        form.IsComplete().ShouldBeFalse();

        form.Errors.Keys.ShouldBe(["petitioners[0].guardianName", "petitioners[0].guardianPhone"]);
        form.Values.ToBody(form.Fields)["petitioners"]!.AsArray().Select(person => person![Guardians.Told]?.GetValue<bool>()).ShouldBe([true, null]);
    }

    [Fact]
    public void A_mark_that_was_taken_back_leaves_no_row_behind()
    {
        var form = new FormState("form", Fields, new() { ["petitioners"] = new List<FormValues> { new() { ["name"] = "童守成" }, new() { [Guardians.Told] = null } } });

        form.DropEmptyRows();

        form.Values.Rows("petitioners").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"phone":"13909450922"}""", Version, "6203****0029", null, false)]
    [InlineData("""{"identityNumber":"620302201709150029"}""", Version, null, null, true)]
    [InlineData("""{"phone":"13909450922"}""", Version, null, "童守成", true)] // all that is told of a child is sensitive
    [InlineData("""{"guardianPhone":"13909450922"}""", Version, null, null, true)]
    [InlineData("""{"phone":"13909450922"}""", null, "6203****0029", null, true)] // imported: nobody was shown anything so far
    [InlineData("""{"phone":"13909450922"}""", null, null, null, false)]
    public void S_96_a_correction_names_the_notice_where_something_sensitive_is_told_or_nothing_was_shown(string told, string? before, string? number, string? guardian, bool named)
    {
        var person = new PersonOfCase(Guid.CreateVersion7(), "童小安", number, null, null, true, NoticeVersion: before, GuardianName: guardian);

        ((string?)JsonNode.Parse(told)!.AsObject().Shown(person, Notice)["noticeVersion"]).ShouldBe(named ? Version : null);
        JsonNode.Parse(told)!.AsObject().Shown(person, null).ContainsKey("noticeVersion").ShouldBeFalse();
    }

    [Fact]
    public void S_96_after_a_refusal_the_notice_is_read_again_where_none_was_there_or_another_is_in_force()
    {
        PrivacyNotice.IsToBeRead(null, null).ShouldBeFalse();
        PrivacyNotice.IsToBeRead(null, Refusal("request.invalid")).ShouldBeTrue();
        PrivacyNotice.IsToBeRead(Notice, Refusal("request.invalid")).ShouldBeFalse();
        PrivacyNotice.IsToBeRead(Notice, Refusal("person.notice_missing")).ShouldBeTrue();
        PrivacyNotice.IsToBeRead(Notice, Refusal("person.notice_not_in_force")).ShouldBeTrue();
    }

    static Problem Refusal(string code) => new(400, code, "", Problem.NoErrors, default);
}
