using System.Diagnostics;
using System.Globalization;
using Anjie.Support;
using Anjie.VisitReception.Tests;

namespace Anjie.Benchmarks;

/// <summary>Fifty thousand rows of the province's export, uploaded, looked through and taken over: how much memory the service needs more than before.</summary>
static class Intake
{
    const int Rows = 50_000, WarmingUp = 1000;

    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public static async Task MeasureAsync(Office office, Report report)
    {
        Report.Say($"import: {Rows} rows");
        await office.SignInAsync();
        var cold = Megabytes();
        // What the first import loads and compiles does not depend on its rows.
        await ImportAsync(office, Enumerable.Range(Rows + 1, WarmingUp));
        await office.AwaitCalmAsync();
        var before = Megabytes();
        using var end = new CancellationTokenSource();
        var highest = HighestAsync(end.Token);
        var (size, looked, all) = await ImportAsync(office, Enumerable.Range(1, Rows));
        await end.CancelAsync();
        var growth = await highest - before;
        report.Add(
            $"(e) memory of the service during an import of {Rows} rows", string.Create(CultureInfo.InvariantCulture, $"+{growth:0} MB"),
            string.Create(CultureInfo.InvariantCulture, $"after one of {WarmingUp} rows: {before:0} MB; file {size / 1048576d:0.0} MB"), string.Create(CultureInfo.InvariantCulture, $"{growth / 200:0.00} of 200 MB"), "≤ 200 MB", growth <= 200);
        report.Note(string.Create(CultureInfo.InvariantCulture, $"(e) a service that has done nothing yet: {cold:0} MB. Looked through after {looked:0} s, taken over after {all:0} s, {Rows / (all - looked):0} rows/s, each with its matter, petitioner, clocks, history and events."));
    }

    static async Task<(int Size, double Looked, double All)> ImportAsync(Office office, IEnumerable<int> numbers)
    {
        var file = ProvinceFiles.Workbook(ProvinceFiles.Headings, numbers.Select(RowOf));
        await office.SignInAsync();
        var (id, started) = (Guid.CreateVersion7(), Stopwatch.StartNew());
        await office.UploadAsync($"api/reception/imports/{id}", file);
        await office.AwaitImportAsync(id, "Checked");
        var looked = started.Elapsed.TotalSeconds;
        await office.StartImportAsync(id);
        await office.AwaitImportAsync(id, "Done");
        return (file.Length, looked, started.Elapsed.TotalSeconds);
    }

    // As long and as different as rows are.
    static Dictionary<string, object> RowOf(int number) => ProvinceFiles.Row(number)
        .With("概况", string.Create(CultureInfo.InvariantCulture, $"第{number}件：反映承包地被占用后补偿款长期未支付，多次向镇里反映没有结果，请求尽快核实面积、公开账目并支付拖欠的补偿款；同时反映村道路灌渠因施工受损，雨季积水，影响春灌和出行，要求责任单位限期修复。"))
        .With("手机号码", string.Create(CultureInfo.InvariantCulture, $"139{number:D8}")).With("住址", string.Create(CultureInfo.InvariantCulture, $"甘肃省金昌市金川区宁远堡镇西坡村{number}号"))
        .With("登记部门", "市信访局/金昌市/甘肃省");

    static async Task<double> HighestAsync(CancellationToken ct)
    {
        var highest = Megabytes();
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(Between, CancellationToken.None);
            highest = Math.Max(highest, Megabytes());
        }
        return highest;
    }

    static double Megabytes() => Processes.Children().Where(process => process.Name.Contains("Reception", StringComparison.OrdinalIgnoreCase)).Sum(process => process.Pss) / 1024d;
}
