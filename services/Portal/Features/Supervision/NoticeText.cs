using Anjie.Portal.Forms;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Features.Supervision;

/// <summary>Makes the sentence of a notice from its codes.</summary>
internal static class NoticeText
{
    public static string Of(NoticeLine notice)
    {
        if (notice.MatterId is null)
            return Texts.T($"notice.kind.{notice.Kind}", notice.Hours!, notice.People!, Texts.Word("audit.service", notice.Service));
        var subject = $"{Texts.Word("kind", notice.CaseKind)} {notice.Number}".Trim();
        var about = notice.Rule is null ? "" : Texts.T("notice.about", Texts.Word("rule", notice.Rule));
        var due = notice.DueOn is null ? "" : Texts.T("notice.due", DateText.Of(notice.DueOn));
        return Texts.T($"notice.kind.{notice.Kind}", subject) + about + due;
    }

    /// <summary>Null when there is no case to look at.</summary>
    public static string? HrefOf(NoticeLine notice) =>
        notice.Kind is "Reminder" or "WindowLapsed" or "ReviewFiled" or "UrgentKnown" or "UrgentLate" && notice is { CaseKind: { } kind, CaseId: { } id, MatterId: { } matter } ? LedgerLine.HrefOf(kind, id, matter) : notice.ItemId is { } item ? $"/supervision/items/{item}" : null;
}
