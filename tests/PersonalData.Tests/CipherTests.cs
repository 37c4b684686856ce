using System.Security.Cryptography;

namespace Anjie.PersonalData.Tests;

public sealed class CipherTests
{
    const string Place = "petitioner|name|1";

    static readonly KeyRing Ring = KeyRing.Generate();
    static readonly FieldCipher Cipher = new(Ring);

    [Theory]
    [InlineData("")]
    [InlineData("张三")]
    [InlineData("𬱖 emoji 😀 4-byte \U0002CD02")]
    public void A_sealed_text_opens_in_its_place(string text) => Cipher.Open(Cipher.Seal(text, Place), Place).ShouldBe(text);

    [Theory]
    [InlineData("petitioner|name|2")]
    [InlineData("petitioner|phone|1")]
    [InlineData("visitor|name|1")]
    public void S_92_it_opens_nowhere_else(string elsewhere) =>
        Should.Throw<CryptographicException>(() => Cipher.Open(Cipher.Seal("张三", Place), elsewhere));

    [Fact]
    public void S_92_every_altered_bit_is_noticed()
    {
        var bytes = Cipher.Seal("张三", Place);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var altered = (byte[])bytes.Clone();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<CryptographicException>(() => Cipher.Open(altered, Place));
        }
    }

    [Fact]
    public void A_shortened_text_is_noticed()
    {
        var bytes = Cipher.Seal("张三", Place);
        for (var length = 0; length < bytes.Length; length++)
            Should.Throw<CryptographicException>(() => Cipher.Open(bytes.AsSpan(0, length), Place));
    }

    [Fact]
    public void A_place_is_mandatory() => Should.Throw<ArgumentException>(() => Cipher.Seal("张三", ""));

    [Fact]
    public void A_lone_surrogate_is_refused_rather_than_replaced() =>
        Should.Throw<ArgumentException>(() => Cipher.Seal("\uD800", Place));

    [Fact]
    public void S_92_no_nonce_comes_twice_in_a_million()
    {
        var nonces = new HashSet<(ulong, uint)>(1_000_000);
        for (var i = 0; i < 1_000_000; i++)
        {
            var nonce = Cipher.Seal("", Place).AsSpan(2 + Ring.ActiveKeyId.Length, 12);
            nonces.Add((BitConverter.ToUInt64(nonce), BitConverter.ToUInt32(nonce[8..]))).ShouldBeTrue();
        }
    }

    [Fact]
    public void S_92_after_a_rotation_old_texts_open_and_new_ones_use_the_new_key()
    {
        var old = Cipher.Seal("张三", Place);
        var rotated = new FieldCipher(Ring.WithNewActiveKey("k2"));
        var fresh = rotated.Seal("李四", Place);

        rotated.Open(old, Place).ShouldBe("张三");
        rotated.IsSealedWithActiveKey(old).ShouldBeFalse();
        rotated.IsSealedWithActiveKey(fresh).ShouldBeTrue();
        Should.Throw<CryptographicException>(() => Cipher.Open(fresh, Place));
    }

    [Fact]
    public void A_ring_survives_its_file_which_only_its_owner_reads()
    {
        var folder = Directory.CreateTempSubdirectory("anjie-keys-");
        try
        {
            var file = Path.Combine(folder.FullName, "keys.json");
            var ring = KeyRing.Generate(isDemo: true).WithNewActiveKey("k2");
            ring.Save(file);
            ring.Save(file);
            var loaded = KeyRing.Load(file);

            (loaded.ActiveKeyId, loaded.IsDemo, loaded.KeyIds.Count).ShouldBe(("k2", true, 2));
            new FieldCipher(loaded).Open(new FieldCipher(ring).Seal("张三", Place), Place).ShouldBe("张三");
            new BlindIndex(loaded).Of("a.b", "x").ShouldBe(new BlindIndex(ring).Of("a.b", "x"));
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"active":"k2","keys":{"k1":"AAAA"},"index":"AAAA"}""")]
    [InlineData("""{"active":"k1","keys":{"k1":"AAAA"},"index":"AAAA"}""")]
    [InlineData("""{"active":"k1","keys":{"k1":"!"},"index":"AAAA"}""")]
    public void A_file_that_is_no_key_ring_is_refused(string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            Should.Throw<InvalidDataException>(() => KeyRing.Load(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void S_93_equal_values_have_equal_indexes_in_one_column_only()
    {
        var index = new BlindIndex(Ring);

        index.Of("dispute_party.phone", "13812345678").ShouldBe(index.Of("dispute_party.phone", "13812345678"));
        index.Of("dispute_party.phone", "13812345678").Length.ShouldBe(16);
        index.Of("dispute_party.phone", "13812345678").ShouldNotBe(index.Of("visitor.phone", "13812345678"));
        index.Of("dispute_party.phone", "13812345678").ShouldNotBe(index.Of("dispute_party.phone", "13812345679"));
        index.Of("dispute_party.phone", "13812345678").ShouldNotBe(new BlindIndex(KeyRing.Generate()).Of("dispute_party.phone", "13812345678"));
    }
}
