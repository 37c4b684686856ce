namespace Anjie.Seeds;

/// <summary>The system did not do what was asked of it.</summary>
internal sealed class RefusedException(string message, int status = 0, string? code = null) : Exception(message)
{
    public int Status => status;

    public string? Code => code;
}
