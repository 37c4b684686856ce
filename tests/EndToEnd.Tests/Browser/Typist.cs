using System.Globalization;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A keyboard before a page, and somebody who counts every key that goes down. Texts that nobody could abbreviate are typed but not counted.</summary>
internal sealed class Typist(IPage page)
{
    // A click that a key made has no detail and no pointer.
    const string WatchMouse = """
        window.mouse = [];
        for (const act of ['pointerdown', 'mousedown', 'click'])
            window.addEventListener(act, (e) => { if (e.isTrusted && (e.detail > 0 || e.pointerType === 'mouse')) window.mouse.push(`${act} on ${e.target.tagName}`); }, true);
        """;

    public int Pressed { get; private set; }

    /// <summary>From the next page on, what the mouse does is written down.</summary>
    public Task WatchMouseAsync() => page.AddInitScriptAsync(WatchMouse);

    public Task<string[]> MouseAsync() => page.EvaluateAsync<string[]>("window.mouse");

    /// <summary>Presses keys; those held at the same time count too.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            Pressed += key.Split('+').Length;
            await page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Types what stands for something: a date, a code, first letters.</summary>
    public async Task TypeAsync(string shorthand)
    {
        foreach (var sign in shorthand)
            await PressAsync(sign.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Types a text, as fast as it goes.</summary>
    public Task WriteAsync(string text) => page.Keyboard.TypeAsync(text);

    public Task<string?> FocusedAsync() => page.EvaluateAsync<string?>("document.activeElement.dataset.testid ?? null");
}
