using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Resources;

namespace Anjie.PersonalData;

static class Messages
{
    static readonly ResourceManager Texts = new("Anjie.PersonalData.Resources.Messages", typeof(Messages).Assembly);

    public static string Of(string key, params object[] values) =>
        string.Format(CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture)!, values);
}

/// <summary>Checks a text of a request; absence is the business of <c>[Required]</c>. The message never repeats the text.</summary>
public abstract class TextAttribute : ValidationAttribute
{
    private protected TextAttribute() { }

    /// <inheritdoc/>
    protected sealed override ValidationResult? IsValid(object? value, ValidationContext validationContext) => value switch
    {
        null or "" => ValidationResult.Success,
        string text => Complaint(text, validationContext) is { } message
            ? new ValidationResult(message, validationContext.MemberName is { } member ? [member] : null)
            : ValidationResult.Success,
        _ => throw new InvalidOperationException($"{GetType().Name} checks texts only."),
    };

    /// <inheritdoc/>
    public override bool RequiresValidationContext => true;

    private protected abstract string? Complaint(string text, ValidationContext context);
}

/// <summary>A person's name, see <see cref="PersonName"/>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PersonNameTextAttribute : TextAttribute
{
    private protected override string? Complaint(string text, ValidationContext context) =>
        PersonName.TryNormalise(text, out _) ? null : Messages.Of("PersonName", PersonName.MaximumLength);
}

/// <summary>A telephone number, see <see cref="PhoneNumber"/>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PhoneTextAttribute : TextAttribute
{
    private protected override string? Complaint(string text, ValidationContext context) =>
        PhoneNumber.TryNormalise(text, out _) ? null : Messages.Of("Phone");
}

/// <summary>An identity number, see <see cref="IdentityNumber"/>. The day is that of the registered <see cref="TimeProvider"/>, else the system's.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class IdentityNumberTextAttribute : TextAttribute
{
    private protected override string? Complaint(string text, ValidationContext context)
    {
        var time = (TimeProvider?)context.GetService(typeof(TimeProvider)) ?? TimeProvider.System;
        var today = DateOnly.FromDateTime(time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        return IdentityNumber.TryParse(text, today, out _, out var error) ? null : Messages.Of($"IdentityNumber.{error}");
    }
}

/// <summary>Free text without anything invisible, up to a length in characters as people count them.</summary>
/// <param name="maximumLength">Unicode scalar values; a rare character counts as one.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PlainTextAttribute(int maximumLength) : TextAttribute
{
    public int MaximumLength { get; } = maximumLength;

    private protected override string? Complaint(string text, ValidationContext context) => ComplaintAbout(text, MaximumLength);

    internal static string? ComplaintAbout(string text, int maximumLength) =>
        !SafeText.IsAcceptable(text) ? Messages.Of("PlainText")
        : text.EnumerateRunes().Count() > maximumLength ? Messages.Of("TooLong", maximumLength)
        : null;
}

/// <summary>A code of a list. It travels in events, where no text about people may, so it must look like a code.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CodeTextAttribute : TextAttribute
{
    const int MaximumLength = 20;

    private protected override string? Complaint(string text, ValidationContext context) =>
        text.Length <= MaximumLength && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-') ? null : Messages.Of("Code");
}

/// <summary>An address: free text, but not the mask of one.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AddressTextAttribute : TextAttribute
{
    const int MaximumLength = 200;

    private protected override string? Complaint(string text, ValidationContext context) =>
        PlainTextAttribute.ComplaintAbout(text, MaximumLength) ?? (Mask.IsMasked(text) ? Messages.Of("Masked") : null);
}
