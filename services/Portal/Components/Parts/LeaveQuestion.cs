using static Anjie.Portal.Resources.Texts;
using MudBlazor;

namespace Anjie.Portal.Components.Parts;

/// <summary>The question that stands between a page that was begun and its end.</summary>
internal static class LeaveQuestion
{
    /// <summary>True when the page may go. The box gives the focus to its last button, once it stands: that one stays, as Escape does, so that a key pressed early loses nothing.</summary>
    public static async Task<bool> MayLeaveAsync(this IDialogService dialogs) =>
        await dialogs.ShowMessageBoxAsync(T("form.leave"), T("form.leave_hint"), yesText: T("form.leave_no"), noText: T("form.leave_yes")) == false;
}
