using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.OfficeTexts;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Anjie.Supervision.Features.Bulletins;

/// <summary>Finds bulletins for their readers and lays out the paper of the office that issues one.</summary>
internal sealed class BulletinDesk(SupervisionDb db, IOptions<DeskTelephones> telephones)
{
    /// <summary>The bulletin, if it exists for this caller.</summary>
    public Task<Bulletin?> FindAsync(Guid id, Act act, CancellationToken ct) => db.Bulletins.ReadBy(act).FirstOrDefaultAsync(bulletin => bulletin.Id == id, ct);

    /// <summary>The paper without a number, as a draft has it.</summary>
    public async Task<BulletinPaper> PaperAsync(Bulletin bulletin, Act act, CancellationToken ct)
    {
        var unit = await db.UnitAsync(bulletin.UnitId, ct);
        return new(await db.TextInForceAsync(BulletinPaper.Kind, act.Today, ct), unit.Name, telephones.Value.TelephoneOf(unit.Path));
    }

    /// <summary>With the next number of the office. Call it within the transaction of the act, which gives the number back when the act comes to nothing.</summary>
    public async Task<BulletinPaper> NumberedAsync(Bulletin bulletin, Act act, CancellationToken ct)
    {
        var paper = await PaperAsync(bulletin, act, ct);
        var series = DocumentNumber.WordOf(paper.Unit, BulletinPaper.Kind);
        return paper with { Number = new(series, act.Today.Year, await db.TakeSerialAsync(bulletin.UnitId, act.Today.Year, series, ct)) };
    }

    /// <summary>As it was published, else as it would look.</summary>
    public async Task<LetterDocument> DocumentAsync(Bulletin bulletin, Act act, CancellationToken ct) =>
        bulletin.Body is { } body ? IssuedLetter.Read(body.Text).Document : (await PaperAsync(bulletin, act, ct)).Fill(bulletin, act).Preview;
}

internal static class BulletinQueries
{
    /// <summary>What was published in the city is everybody's; drafts are for those who write or approve them.</summary>
    public static IQueryable<Bulletin> ReadBy(this IQueryable<Bulletin> bulletins, Act act)
    {
        var (city, drafts) = (Bulletin.CityOf(act.Actor), Bulletin.ReadsDrafts(act.Actor));
        return bulletins.Where(bulletin => bulletin.CityPath == city && (drafts || bulletin.State == BulletinState.Published));
    }
}
