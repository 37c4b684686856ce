using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Hosting;

/// <summary>Seals the keys of cookies and sessions before they reach the database: who has a copy of it can open neither.</summary>
public static class SealedKeys
{
    /// <summary>By AES-256-GCM under a key derived from <c>Auth:PortalSecret</c>, which both services with cookies have. A new secret means that everybody signs in anew.</summary>
    /// <exception cref="InvalidOperationException">The secret is not configured; said when the first key is needed, so that migrations need none.</exception>
    public static IDataProtectionBuilder SealKeys(this IDataProtectionBuilder builder, IConfiguration configuration, string purpose)
    {
        builder.Services.AddSingleton(_ => new Seal(configuration["Auth:PortalSecret"] ?? throw new InvalidOperationException("Auth:PortalSecret is not configured."), purpose));
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, services) => options.XmlEncryptor = new Encryptor(services));
        return builder;
    }

    sealed class Seal(string secret, string purpose)
    {
        readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: Encoding.UTF8.GetBytes($"anjie keys at rest/{purpose}"));

        public string Close(string text)
        {
            var (nonce, tag, body) = (RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize), new byte[AesGcm.TagByteSizes.MaxSize], Encoding.UTF8.GetBytes(text));
            using var cipher = new AesGcm(_key, tag.Length);
            cipher.Encrypt(nonce, body, body, tag);
            return Convert.ToBase64String([.. nonce, .. tag, .. body]);
        }

        public string Open(string closed)
        {
            var bytes = Convert.FromBase64String(closed);
            var nonce = bytes.AsSpan(0, AesGcm.NonceByteSizes.MaxSize);
            var tag = bytes.AsSpan(nonce.Length, AesGcm.TagByteSizes.MaxSize);
            var body = bytes.AsSpan(nonce.Length + tag.Length);
            using var cipher = new AesGcm(_key, tag.Length);
            cipher.Decrypt(nonce, body, tag, body);
            return Encoding.UTF8.GetString(body);
        }
    }

    sealed class Encryptor(IServiceProvider services) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
            new XElement("sealed", services.GetRequiredService<Seal>().Close(plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(Decryptor));
    }

    /// <summary>Found by the name written beside each key.</summary>
    internal sealed class Decryptor(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => XElement.Parse(services.GetRequiredService<Seal>().Open(encryptedElement.Value));
    }
}
