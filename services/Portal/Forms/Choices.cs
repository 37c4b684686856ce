namespace Anjie.Portal.Forms;

/// <summary>Fixed choices that more than one form offers.</summary>
internal static class Choices
{
    public static readonly string[] Risks = ["Red", "Orange", "Yellow", "Blue"];
    public static readonly string[] Outcomes = ["A", "B", "C", "D"];
    public static readonly string[] Criteria = ["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"];
    public static readonly string[] Routes = ["Litigation", "Reconsideration", "Arbitration", "PartyAppeal", "Administrative", "Duty"];
    public static readonly string[] Satisfactions = ["Satisfied", "Basically", "Dissatisfied", "NotGiven"];
    public static readonly string[] Guarantees = ["Situation", "Difficulty", "Education", "Stability", "Law"];
    public static readonly string[] Categories = ["Proposal", "Appeal", "Other"];
    public static readonly string[] Levels = ["City", "County", "Department", "Town"];

    public static Field Route => Field.Choice("route", "route", Routes).Must();

    public static Field Criterion => Field.Choice("criterion", "criterion", Criteria).Must();

    public static Field Satisfaction => Field.Choice("value", "satisfaction", Satisfactions).Must().Named("satisfaction");

    /// <summary>Who goes on with an item, why, and what is handed over.</summary>
    public static ActionForm Handover(string action, string path, Field sheet) => new(action, path,
        Field.Post("leaderPostId", role: "leader").Must().Named("successor"),
        Field.Choice("reason", "handoverreason", "Transfer", "Retirement", "LongIllness", "Reorganisation", "Recusal").Must().Named("handoverReason"), sheet);

    /// <summary>People with what finds them again; the name is enough for a start.</summary>
    public static Field[] Person => [Field.Text("name").Must(), Field.Text("identityNumber"), Field.Text("phone"), Field.Text("address")];
}
