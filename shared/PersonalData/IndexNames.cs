namespace Anjie.PersonalData;

/// <summary>What a table of people calls the columns of its blind indexes, as <see cref="BlindIndex.Of"/> takes them.</summary>
/// <param name="Name">Of names.</param>
/// <param name="IdentityNumber">Of identity numbers.</param>
/// <param name="Phone">Of telephone numbers.</param>
public sealed record IndexNames(string Name, string IdentityNumber, string Phone);
