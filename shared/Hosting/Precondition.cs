using System.Globalization;
using Anjie.Cases;
using Microsoft.AspNetCore.Http;

namespace Anjie.Hosting;

/// <summary>The version a caller believes to change (If-Match). It decides in the order callers rely on:
/// a repeat answers as before, a missing version is 428, a broken rule 409, a stale version 412.</summary>
public sealed class Precondition
{
    readonly int? _version;

    Precondition(int? version) => _version = version;

    public static ValueTask<Precondition?> BindAsync(HttpContext http)
    {
        var header = http.Request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0)
            return ValueTask.FromResult<Precondition?>(new(null));
        // A tag that is not ours can match no version.
        return ValueTask.FromResult<Precondition?>(new(int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1));
    }

    /// <summary>Runs one act on the case. An act that leaves the version as it was is a repeat of one already done.</summary>
    public void Change(ICase subject, Action act) => Change(() => subject.Version, act);

    /// <summary>The same for anything else that counts its versions.</summary>
    public void Change(Func<int> version, Action act)
    {
        var before = version();
        try
        {
            act();
        }
        catch (BrokenRuleException) when (_version is null)
        {
            throw new PreconditionException(StatusCodes.Status428PreconditionRequired);
        }
        if (version() == before)
            return;
        if (_version is null)
            throw new PreconditionException(StatusCodes.Status428PreconditionRequired);
        if (_version != before)
            throw new PreconditionException(StatusCodes.Status412PreconditionFailed);
    }
}

public sealed class PreconditionException(int status) : Exception
{
    public int Status { get; } = status;
}
