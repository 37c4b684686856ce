namespace Anjie.Launcher;

/// <summary>Files of a server that takes TLS only.</summary>
/// <param name="Authority">Who has signed its certificate, for those who call it.</param>
internal sealed record ServerTls(string Authority, string Certificate, string Key)
{
    public static ServerTls? Of(Certificates? certificates, string part) =>
        certificates is null ? null : new(certificates.AuthorityFile, certificates.FileOf(part), certificates.KeyFileOf(part));
}
