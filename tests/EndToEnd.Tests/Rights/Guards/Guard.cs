namespace Anjie.EndToEnd.Tests.Rights.Guards;

/// <summary>A place in the code that keeps somebody from something: a method, with all that it is called by.</summary>
/// <param name="Assembly">Without <c>Anjie.</c> and <c>.dll</c>.</param>
/// <param name="Type">With its namespace below <c>Anjie</c>; a generic one with its number of parameters, as metadata write it.</param>
/// <param name="Method">All that are called so in the type.</param>
/// <param name="Instead">What it does when it is gone.</param>
sealed record Guard(string Assembly, string Type, string Method, Instead Instead)
{
    public override string ToString() => $"{Type.Split('.')[^1]}.{Method}";
}

/// <summary>What is left of a guard that is gone.</summary>
enum Instead
{
    /// <summary>It returns; from what it promises, completed.</summary>
    Nothing,
    Yes,
    No,

    /// <summary>What came in first goes out.</summary>
    Whatever,

    /// <summary>The last of its arguments, an act, is done.</summary>
    Act,
}
