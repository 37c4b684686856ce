namespace Anjie.Launcher;

/// <summary>What a part says of itself.</summary>
static class Health
{
    static readonly TimeSpan betweenQuestions = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan longestAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the address answers with success.</summary>
    /// <param name="address">A health check.</param>
    /// <param name="over">Asked after each answer that is none: why there is no use in waiting any longer, or null.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="certificates">Of a system whose lines are TLS.</param>
    public static async Task AwaitAsync(Uri address, Func<StartFailedException?> over, CancellationToken cancellation, Certificates? certificates = null)
    {
        using var handler = new SocketsHttpHandler();
        if (certificates is not null)
        {
            handler.SslOptions = certificates.ClientOptions();
        }

        using var client = new HttpClient(handler) { Timeout = longestAnswer };
        while (!await IsGoodAsync(client, address, cancellation))
        {
            if (over() is { } reason)
            {
                throw reason;
            }

            await Task.Delay(betweenQuestions, cancellation);
        }
    }

    static async Task<bool> IsGoodAsync(HttpClient client, Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(address, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
