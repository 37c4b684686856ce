using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A form on the screen, filled in field by field as a person does it.</summary>
internal sealed class Sheet(IPage page, ILocator form)
{
    /// <summary>Fills fields in the order given; an earlier choice may bring later fields.</summary>
    public async Task FillAsync(params (string Field, string Value)[] entries)
    {
        foreach (var (name, value) in entries)
        {
            var field = form.GetByTestId(name);
            switch (await field.EvaluateAsync<string>("e => e.getAttribute('role') ?? (e.type === 'checkbox' ? 'checkbox' : e.tagName)"))
            {
                case "combobox":
                    await PickAsync(field, value);
                    break;
                case "checkbox":
                    await field.CheckAsync();
                    break;
                case "SELECT":
                    await field.SelectOptionAsync(value);
                    break;
                default:
                    await field.FillAsync(value);
                    await field.BlurAsync();
                    break;
            }
        }
    }

    public Task<string> ReadAsync(string name) => form.GetByTestId(name).InputValueAsync();

    async Task PickAsync(ILocator field, string text)
    {
        await field.ClickAsync();
        await field.FillAsync(text);
        // What was offered before the text was typed is exchanged first.
        var list = page.GetByRole(AriaRole.Listbox);
        var options = list.GetByRole(AriaRole.Option);
        await Assertions.Expect(list).ToBeVisibleAsync();
        await Assertions.Expect(options.Filter(new() { HasNotText = text })).ToHaveCountAsync(0);
        await options.Filter(new() { HasText = text }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToHaveCountAsync(0);
    }
}
