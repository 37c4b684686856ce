using Anjie.Portal.Forms;

namespace Anjie.Portal.Tests;

public sealed class FormStateTests
{
    static readonly Field Demands = Field.Rows("demands", Field.Text("text").Must()) with { Grows = true };

    [Fact]
    public void The_row_that_waits_is_no_part_of_what_is_sent()
    {
        var form = new FormState("form", [Demands]);
        form.Enter(form.Values.Rows("demands")[0], Demands.Fields[0], "补发");
        form.Values.Rows("demands").AddRange([new(), new() { ["text"] = " " }]);

        form.DropEmptyRows();

        form.IsComplete().ShouldBeTrue();
        form.Values.ToBody(form.Fields).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldBe("""{"demands":[{"text":"补发"}]}""");
    }

    [Fact]
    public void The_first_row_is_asked_for_even_when_nothing_was_written()
    {
        var form = new FormState("form", [Demands]);
        form.Values.Rows("demands").Add(new());

        form.DropEmptyRows();

        form.IsComplete().ShouldBeFalse();
        form.Errors.Keys.ShouldBe(["demands[0].text"]);
    }

    [Fact]
    public void A_row_left_empty_between_two_others_is_asked_for()
    {
        var form = new FormState("form", [Demands], new() { ["demands"] = new List<FormValues> { new() { ["text"] = "一" }, new(), new() { ["text"] = "三" } } });

        form.DropEmptyRows();

        form.IsComplete().ShouldBeFalse();
        form.Errors.Keys.ShouldBe(["demands[1].text"]);
    }

    [Fact]
    public void Whoever_looks_hears_of_each_entry_and_where_it_went()
    {
        var form = new FormState("form", [Demands]);
        var heard = new List<(FormValues, string)>();
        form.Edited += (at, field) => heard.Add((at, field));
        var row = form.Values.Rows("demands")[0];

        form.Enter(row, Demands.Fields[0], "补发");

        heard.ShouldBe([(row, "text")]);
        form.IsDirty.ShouldBeTrue();
    }

    [Fact]
    public void A_copy_of_what_was_filled_in_goes_its_own_way()
    {
        var values = new FormValues { ["summary"] = "一", ["demands"] = new List<FormValues> { new() { ["text"] = "补发" } } };
        values.Group("proof")["recipient"] = "甲";
        var copy = values.Copy();

        values["summary"] = "二";
        values.Rows("demands")[0]["text"] = "公开";
        values.Group("proof")["recipient"] = "乙";

        (copy.Text("summary"), copy.Rows("demands")[0].Text("text"), copy.Group("proof").Text("recipient")).ShouldBe(("一", "补发", "甲"));
    }
}
