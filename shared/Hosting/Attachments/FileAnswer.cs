using Microsoft.AspNetCore.Http;

namespace Anjie.Hosting;

/// <summary>A file as an answer.</summary>
public static class FileAnswer
{
    /// <summary>Says that the answer is a file of this name, to be kept by nobody on the way and to be run by no browser.</summary>
    public static void Offer(this HttpResponse response, string name)
    {
        var headers = response.Headers;
        headers.ContentDisposition = FileName.Disposition(name);
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "no-store";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
