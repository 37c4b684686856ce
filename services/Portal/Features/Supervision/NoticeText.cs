using Anjie.Portal.Forms;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Features.Supervision;

/// <summary>Makes the sentence of a notice from its codes.</summary>
internal static class NoticeText
{
    public static string Of(NoticeLine notice)
    {
        var subject = $"{Texts.Word("kind", notice.CaseKind)} {notice.Number}".Trim();
        var about = notice.Rule is null ? "" : Texts.T("notice.about", Texts.Word("rule", notice.Rule));
        var due = notice.DueOn is null ? "" : Texts.T("notice.due", DateText.Of(notice.DueOn));
        return Texts.T($"notice.kind.{notice.Kind}", subject) + about + due;
    }

    public static string HrefOf(NoticeLine notice) =>
        notice.Kind == "Reminder" && notice.CaseKind is { } kind ? LedgerLine.HrefOf(kind, notice.CaseId, notice.MatterId) : $"/supervision/items/{notice.ItemId}";
}
