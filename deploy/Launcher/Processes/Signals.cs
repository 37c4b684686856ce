using System.Runtime.InteropServices;

namespace Anjie.Launcher;

enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

static partial class Signals
{
    /// <summary>A negative id names the process group.</summary>
    public static void Send(int processId, Signal signal) => _ = Kill(processId, (int)signal);

    public static bool Exists(int processId) => Kill(processId, 0) == 0;

    public static bool IsRoot => GetEffectiveUserId() == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUserId();
}
