using System.Runtime.InteropServices;
using Anjie.Launcher;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    return args switch
    {
        ["up", .. var rest] => await UpVerb.RunAsync(rest, stop.Token),
        ["down"] => await DownVerb.RunAsync(stop.Token),
        ["status"] => StatusVerb.Run(),
        ["token", .. var rest] => await TokenVerb.RunAsync(rest, stop.Token),
        ["servers", .. var rest] => await ServersVerb.RunAsync(rest, stop.Token),
        ["verify-audit", .. var rest] => await VerifyAuditVerb.RunAsync(rest, stop.Token),
        ["breach-drill", .. var rest] => await BreachDrillVerb.RunAsync(rest, stop.Token),
        ["rotate-keys", .. var rest] => await RotateKeysVerb.RunAsync(rest, stop.Token),
        ["certificates", var folder] => await CertificatesVerb.RunAsync(folder, stop.Token),
        ["provision", .. var rest] => await ProvisionVerb.RunAsync(rest, stop.Token),
        _ => throw new StartFailedException(
            "用法：up [--detach] [--fresh] [--no-demo] [--tls] | down | status | token 账号 | servers -- 命令… | certificates 目录 | provision 目录 | verify-audit 导出文件 | breach-drill 文件 目录 | rotate-keys [KIND]",
            "Usage: up [--detach] [--fresh] [--no-demo] [--tls] | down | status | token USER | servers -- command… | certificates FOLDER | provision FOLDER | verify-audit EXPORT | breach-drill FILE FOLDER | rotate-keys [KIND]"),
    };
}
catch (StartFailedException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (IOException failure) when (failure.Message.Contains("No space left", StringComparison.Ordinal))
{
    await Console.Error.WriteLineAsync("磁盘已满。 The disk is full.");
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    if (stop.IsCancellationRequested)
    {
        // Asked twice: no more patience.
        ChildProcess.KillAll();
        Environment.Exit(130);
    }

    stop.Cancel();
}
