namespace Anjie.Launcher;

static class Greeting
{
    const string SignIns =
        """
          网格员 grid                乡镇 town · townhead        登记 clerk · clerkhead
          承办单位 unit · unithead    领导 leader · aide          更多领导 leader-001 … leader-200
          联席办 jointoffice · jointoffice2 · convener           督查 supervisor · supervisorhead · inspection
          复查复核 reviewer · reviewer2                          纪检 discipline
          审计 auditor · auditadmin                              管理 sysadmin · secadmin
        """;

    public static void Say(AnjieSystem system, Places places) => Console.WriteLine(
        $"""

        案结 Anjie  →  {system.Address}
          接口说明 API      {system.Address}docs
          演示账号 sign-ins（同一密码 one password: {system.DemoPassword}）
        {SignIns}
          日志 logs        {places.Logs}
          停止 stop        Ctrl-C 或 or deploy/down
        """);
}
