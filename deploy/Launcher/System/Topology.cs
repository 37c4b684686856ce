namespace Anjie.Launcher;

/// <summary>A process of the system: where it is built, what the gateway calls it, what it owns.</summary>
sealed record Service(string Project, string Name)
{
    public string? Database { get; init; }

    /// <summary>Makes the tokens, so it alone gets the private key.</summary>
    public bool Signs { get; init; }

    /// <summary>Reads or writes petitioners' identifiers, so it gets the key of the columns.</summary>
    public bool HoldsPersonalData { get; init; }

    /// <summary>Has a table of people, who are found in it by blind index.</summary>
    public bool KeepsPeople { get; init; }

    public bool TalksToBroker { get; init; } = true;

    /// <summary>Takes commands, so it writes evidence and signs it.</summary>
    public bool KeepsEvidence => Database is not null && TalksToBroker;

    /// <summary>Is a client of the sign-in.</summary>
    public bool SignsIn { get; init; }

    /// <summary>Has a verb of this name that fills what no other service works without.</summary>
    public string? Bootstrap { get; init; }
}

static class Topology
{
    public static readonly Service Directory = new("Directory", "directory")
    {
        Database = "anjie_directory", Signs = true, SignsIn = true, Bootstrap = "bootstrap",
    };

    public static readonly Service Screening = new("DisputeScreening", "screening") { Database = "anjie_screening", HoldsPersonalData = true, KeepsPeople = true };

    public static readonly Service Reception = new("VisitReception", "reception") { Database = "anjie_reception", HoldsPersonalData = true, KeepsPeople = true };

    // Free text may name people wherever it is stored, so these two seal it as well.
    public static readonly Service Backlog = new("BacklogCases", "backlog") { Database = "anjie_backlog", HoldsPersonalData = true };

    public static readonly Service Supervision = new("Supervision", "supervision") { Database = "anjie_supervision", HoldsPersonalData = true };

    public static readonly Service Portal = new("Portal", "portal") { Database = "anjie_portal", SignsIn = true, TalksToBroker = false };

    public static readonly Service Gateway = new("Gateway", "gateway") { TalksToBroker = false };

    /// <summary>In the order of starting; the gateway opens the door last and closes it first.</summary>
    public static readonly IReadOnlyList<Service> Services = [Directory, Screening, Reception, Backlog, Supervision, Portal];
}

/// <summary>One port from the user, the rest follows it.</summary>
sealed record PortPlan(int First)
{
    public const int Count = 5 + (2 * 6);

    public int Gateway => First;

    public int Postgres => First + 1;

    public int RabbitMq => First + 2;

    public int NameServer => First + 3;

    public int Distribution => First + 4;

    /// <summary>HTTP/2 without TLS: for the gateway.</summary>
    public int H2c(Service service) => First + 5 + (2 * IndexOf(service));

    /// <summary>HTTP/1.1: health, the Development clock, direct tests.</summary>
    public int Http(Service service) => H2c(service) + 1;

    public static PortPlan Free()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var first = Random.Shared.Next(20000, 32000);
            if (Enumerable.Range(first, Count).All(Ports.IsFree))
            {
                return new PortPlan(first);
            }
        }

        throw new StartFailedException("找不到一段空闲的端口。", "No free range of ports was found.");
    }

    public void DemandFree(bool ownPostgres, bool ownRabbitMq)
    {
        Ports.DemandFree(Gateway, "Gateway");
        if (ownPostgres)
        {
            Ports.DemandFree(Postgres, "PostgreSQL");
        }

        if (ownRabbitMq)
        {
            Ports.DemandFree(RabbitMq, "RabbitMQ");
            Ports.DemandFree(NameServer, "epmd");
            Ports.DemandFree(Distribution, "Erlang");
        }

        foreach (var service in Topology.Services)
        {
            Ports.DemandFree(H2c(service), service.Project);
            Ports.DemandFree(Http(service), service.Project);
        }
    }

    static int IndexOf(Service service) => Topology.Services.ToList().IndexOf(service);
}
