namespace Anjie.Launcher;

/// <summary><c>breach-drill FILE FOLDER</c>: whose data a leaked file holds, who had been shown them, and a notice for them; for the running system of this clone.</summary>
static class BreachDrillVerb
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not [var file, var folder])
        {
            throw new StartFailedException("用法：breach-drill 泄露文件 输出目录", "Usage: breach-drill LEAKED_FILE FOLDER");
        }

        if (!File.Exists(file))
        {
            throw new StartFailedException($"没有这个文件：{file}", $"There is no such file: {file}");
        }

        var count = await (await RotateKeysVerb.AttachAsync(stop)).DrillAsync(file, folder, stop);
        Console.WriteLine($"确定涉及 {count.Certain} 人，仅姓名相同 {count.ByNameAlone} 人；查看过完整信息或附件的岗位 {count.Readers} 个。结果和告知书在 {folder}。");
        Console.WriteLine($"{count.Certain} people for certain, {count.ByNameAlone} by name alone; {count.Readers} posts had been shown some of them. The tables and the notice are in {folder}.");
        return 0;
    }
}
