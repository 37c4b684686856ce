using System.Globalization;

namespace Anjie.Launcher;

/// <summary>Has the services look for the people of a leaked file, and writes what is to be told to them.</summary>
static class BreachReport
{
    /// <returns>How many stand in the file for certain, how many by name alone, and how many officials had been shown any of them.</returns>
    public static async Task<BreachCount> WriteAsync(string clone, string dataFolder, SystemAddresses addresses, Keys keys, string clockFile, string file, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await Task.WhenAll(Topology.Services.Where(service => service.KeepsPeople).Select(service =>
        {
            var settings = ServiceEnvironment.For(service, addresses, keys, clockFile);
            (settings["Breach__File"], settings["Breach__Folder"]) = (Path.GetFullPath(file), Path.GetFullPath(folder));
            return ServiceVerb.RunAsync(clone, dataFolder, service, "breach-drill", settings, cancellation);
        }));
        var matches = await LastFieldsAsync(folder, "affected", cancellation);
        var count = new BreachCount(matches.Count(match => match != "Name"), matches.Count(match => match == "Name"), (await LastFieldsAsync(folder, "readers", cancellation)).Count);
        await File.WriteAllTextAsync(Path.Combine(folder, "notice.txt"), Notice(count, matches), cancellation);
        return count;
    }

    static async Task<List<string>> LastFieldsAsync(string folder, string table, CancellationToken cancellation)
    {
        List<string> fields = [];
        foreach (var service in Topology.Services.Where(service => service.KeepsPeople))
        {
            fields.AddRange((await File.ReadAllLinesAsync(Path.Combine(folder, $"{service.Name}-{table}.csv"), cancellation)).Skip(1).Select(line => line[(line.LastIndexOf(',') + 1)..]));
        }

        return fields;
    }

    // 个人信息保护法 57: kinds, cause and possible harm; what was done and what one can do; whom to ask. What no machine knows is left open.
    static string Notice(BreachCount count, List<string> matches)
    {
        var (kinds, english) = ("姓名", "names");
        if (matches.Exists(match => match is "Phone" or "NameAndPhone"))
        {
            (kinds, english) = (kinds + "、电话号码", english + ", telephone numbers");
        }

        if (matches.Contains("IdentityNumber"))
        {
            (kinds, english) = (kinds + "、身份证件号码", english + ", identity numbers");
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            个人信息安全事件告知书

            您好。我们发现含有您个人信息的文件被泄露，现依照《中华人民共和国个人信息保护法》第五十七条告知如下：
            一、涉及的个人信息种类：{kinds}。经比对，确定涉及 {count.Certain} 人，仅姓名相同、有待核实的 {count.ByNameAlone} 人。
            二、原因和可能造成的危害：________。
            三、已采取的补救措施：________。
            四、您可以采取的措施：警惕以信访事项办理为名的电话和短信，不向任何人提供验证码和密码；发现异常请报警并与我们联系。
            五、联系方式：________。

            ________（单位）　____年__月__日

            Notice of a breach of personal information

            A file with personal information of yours has got out. Under article 57 of the Personal Information Protection Law we tell you:
            1. Kinds of information: {english}. {count.Certain} people are concerned for certain, {count.ByNameAlone} more have the same name and are being checked.
            2. Cause, and harm it may do: ________.
            3. What we have done: ________.
            4. What you can do: beware of calls and messages about your petition, give codes and passwords to nobody; tell the police and us of anything unusual.
            5. Whom to ask: ________.

            """);
    }
}

/// <summary>What a drill came to.</summary>
/// <param name="Certain">People found by number.</param>
/// <param name="ByNameAlone">People who may only have the same name.</param>
/// <param name="Readers">Posts in which somebody was shown any of them, for each service.</param>
public sealed record BreachCount(int Certain, int ByNameAlone, int Readers);
