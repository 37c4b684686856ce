namespace Anjie.Directory.Domain;

/// <summary>A password that was in force before: its hash alone, so that it is not taken again too soon.</summary>
internal sealed class FormerPassword
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
}

/// <summary>The app on a person's phone that shows six digits for half a minute each.</summary>
internal sealed class Authenticator
{
    public required Guid PersonId { get; init; }

    /// <summary>Sealed, and for this person alone.</summary>
    public required byte[] Secret { get; set; }

    public required DateTimeOffset AddedAt { get; set; }

    /// <summary>The latest half minute whose digits were accepted; it and all before it are spent.</summary>
    public required long LastStep { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }
}

/// <summary>One way back in for who has lost the device; good once, then the row is gone.</summary>
internal sealed class RecoveryCode
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The same for all codes of a set, so that one derivation finds the one that was typed.</summary>
    public required byte[] Salt { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>A question to a passkey that has been answered; the same answer is not taken twice.</summary>
internal sealed class SpentChallenge
{
    public required byte[] Hash { get; init; }

    /// <summary>From then on the question would not be accepted anyway.</summary>
    public required DateTimeOffset Until { get; init; }
}
