namespace Anjie.Gateway;

/// <summary>Settings <c>RateLimits</c>; deploy/README.md says what to think of when changing them.</summary>
sealed class RateLimitSettings
{
    /// <summary>Requests of everybody in hand at the same time. Circuits of the Portal last for hours and count apart.</summary>
    public int Concurrent { get; init; }

    public CallerLimits Person { get; init; } = new();

    public CallerLimits Address { get; init; } = new();

    /// <summary>Guesses at passwords and at codes, by address: whoever guesses has no token, or one that must not help.</summary>
    public Allowance Password { get; init; } = new();

    public Allowance Token { get; init; } = new();

    /// <summary>What a browser sends to the petitioners' page: guesses at codes among it.</summary>
    public Allowance Query { get; init; } = new();

    /// <summary>Calls of the petitioners' API. All of the page's come from the Portal's address, so it is sized for a city.</summary>
    public Allowance QueryCall { get; init; } = new();

    public bool IsComplete => Concurrent > 0 && Person.IsComplete && Address.IsComplete && Password.IsComplete && Token.IsComplete && Query.IsComplete && QueryCall.IsComplete;
}

/// <summary>What one caller may ask for.</summary>
sealed class CallerLimits
{
    public int Concurrent { get; init; }

    public int Circuits { get; init; }

    public Allowance Requests { get; init; } = new();

    public Allowance Search { get; init; } = new();

    public Allowance Export { get; init; } = new();

    /// <summary>Cases opened one by one, of every kind together: whoever works needs some, whoever copies needs all.</summary>
    public Allowance Record { get; init; } = new();

    public bool IsComplete => Concurrent > 0 && Circuits > 0 && Requests.IsComplete && Search.IsComplete && Export.IsComplete && Record.IsComplete;
}

/// <summary>So many at once, and so many a minute for as long as it goes on.</summary>
sealed class Allowance
{
    public int Burst { get; init; }

    public int PerMinute { get; init; }

    public bool IsComplete => Burst > 0 && PerMinute > 0;
}
