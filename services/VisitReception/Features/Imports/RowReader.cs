using System.Collections.Frozen;
using System.Globalization;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Sheets;

namespace Anjie.VisitReception.Features.Imports;

/// <param name="Heading">Where the fault stands.</param>
/// <param name="Code">One of <see cref="ImportErrors"/>.</param>
internal sealed record RowFault(ProvinceHeading Heading, string Code);

/// <summary>Makes of a row of the export what a matter needs, or says for each heading why not.</summary>
internal sealed class RowReader(ContentPaths contents, UnitNames units, string area, DateOnly today, BlindIndex index)
{
    const int LongestNumber = 40, LongestSummary = 2000, LongestPlace = 200, LongestAddress = 200, LongestRegistrar = 50, MostPeople = 1_000_000, MostPetitioners = 50;

    /// <summary>信访件编号 as it is compared; null when the row has none that can be one.</summary>
    public static string? NumberOf(ProvinceCells cells) =>
        cells[ProvinceHeading.Number].Text is { Length: > 0 and <= LongestNumber } number && number.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or '/') ? number.ToUpperInvariant() : null;

    /// <summary>揭发控告, of which nothing may be shown or kept here.</summary>
    public static bool IsAccusing(ProvinceCells cells) => ProvinceTerms.Purposes.GetValueOrDefault(cells[ProvinceHeading.Purpose].Text) == ProvinceTerms.Accusing;

    /// <summary>A date of the sheet as text; null when the cell holds no number that is one.</summary>
    public static string? DayOf(ProvinceCells cells, ProvinceHeading heading) =>
        cells[heading].Number is { } serial && SheetDates.TryRead(serial, cells.IsFrom1904, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public (ProvinceRow? Row, IReadOnlyList<RowFault> Faults) Read(ProvinceCells cells)
    {
        var reading = new Reading(cells);
        var number = NumberOf(cells) ?? reading.Fail<string>(ProvinceHeading.Number, cells[ProvinceHeading.Number].Text.Length == 0 ? ImportErrors.Required : ImportErrors.NumberInvalid) ?? "";
        var purpose = reading.Word(ProvinceHeading.Purpose, ProvinceTerms.Purposes, ImportErrors.PurposeUnknown);
        if (purpose == ProvinceTerms.Accusing)
            return (null, [new(ProvinceHeading.Purpose, ImportErrors.Accusation)]); // nothing more is said of it

        var received = reading.Date(ProvinceHeading.ReceivedOn, isRequired: true);
        var registered = reading.Date(ProvinceHeading.RegisteredOn, isRequired: false) ?? received;
        var due = reading.Date(ProvinceHeading.DueOn, isRequired: false);
        if (received > today)
            reading.Fail(ProvinceHeading.ReceivedOn, ImportErrors.DateInFuture);
        if (registered > today)
            reading.Fail(ProvinceHeading.RegisteredOn, ImportErrors.DateInFuture);
        if (registered < received)
            reading.Fail(ProvinceHeading.RegisteredOn, ImportErrors.DateOrder);
        if (due < registered)
            reading.Fail(ProvinceHeading.DueOn, ImportErrors.DateOrder);

        var petitioners = Petitioners(reading);
        var row = new ProvinceRow(
            number, petitioners, Count(reading, petitioners.Count), reading.Text(ProvinceHeading.Place, LongestPlace), purpose, Content(reading), received ?? default, registered ?? default, due,
            reading.Word(ProvinceHeading.Form, ProvinceTerms.Forms, ImportErrors.FormUnknown), reading.Text(ProvinceHeading.Summary, LongestSummary, isRequired: true) ?? "", reading.Flag(ProvinceHeading.Finished) ?? false, reading.Flag(ProvinceHeading.FirstInCountry),
            reading.Flag(ProvinceHeading.Joint), reading.Word(ProvinceHeading.State, ProvinceTerms.States, ImportErrors.StateUnknown), Unit(reading), reading.Text(ProvinceHeading.Registrar, LongestRegistrar));
        return reading.Faults.Count == 0 ? (row, []) : (null, reading.Faults);
    }

    string Content(Reading reading)
    {
        var path = reading.Required(ProvinceHeading.Content);
        return path.Length == 0 ? "" : contents.CodeOf(path) ?? reading.Fail<string>(ProvinceHeading.Content, ImportErrors.ContentUnknown) ?? "";
    }

    Guid Unit(Reading reading)
    {
        var path = reading.Required(ProvinceHeading.Unit);
        if (path.Length == 0)
            return default;
        var found = units.Find(path);
        if (found.Count != 1)
            reading.Fail(ProvinceHeading.Unit, found.Count == 0 ? ImportErrors.UnitUnknown : ImportErrors.UnitAmbiguous);
        else if (!found[0].Path.StartsWith(area, StringComparison.Ordinal))
            reading.Fail(ProvinceHeading.Unit, ImportErrors.UnitNotYours);
        return found.Count == 1 ? found[0].Id : default;
    }

    // Of several people the first is whom telephone and address belong to.
    List<PetitionerReport> Petitioners(Reading reading)
    {
        var text = reading.Required(ProvinceHeading.Names);
        if (text.Length == 0 || text == ProvinceTerms.Nameless)
            return [];
        string? phone = null;
        if (reading[ProvinceHeading.Phone] is { Length: > 0 } given && !PhoneNumber.TryNormalise(given, out phone))
            reading.Fail(ProvinceHeading.Phone, Mask.IsMasked(given) ? ImportErrors.Masked : ImportErrors.PhoneInvalid);
        var address = reading.Text(ProvinceHeading.Address, LongestAddress);
        if (address is not null && Mask.IsMasked(address))
            reading.Fail(ProvinceHeading.Address, ImportErrors.Masked);
        var names = text.Split(['、', '，', ',', '；', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        List<PetitionerReport> people = [];
        foreach (var one in names)
            if (PersonName.TryNormalise(one, out var name))
                people.Add(Report(name, people.Count == 0 ? phone : null, people.Count == 0 ? address : null));
            else
                reading.Fail(ProvinceHeading.Names, Mask.IsMasked(one) ? ImportErrors.Masked : ImportErrors.NameInvalid);
        if (people.Count is 0 or > MostPetitioners)
            reading.Fail(ProvinceHeading.Names, ImportErrors.NameInvalid);
        return people;
    }

    PetitionerReport Report(string name, string? phone, string? address) => new(name, null, phone, address, PersonIndexes.Of(index, name, null, phone, address));

    static int Count(Reading reading, int named)
    {
        var text = reading[ProvinceHeading.People];
        if (text.Length == 0)
            return Math.Max(named, 1);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var people) || people is < 1 or > MostPeople)
            reading.Fail(ProvinceHeading.People, ImportErrors.CountInvalid);
        return people;
    }

    /// <summary>One row while it is read; one fault a heading.</summary>
    sealed class Reading(ProvinceCells cells)
    {
        static readonly DateOnly First = new(1900, 1, 1);
        static readonly string[] Dates = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm:ss"];

        readonly List<RowFault> _faults = [];

        public IReadOnlyList<RowFault> Faults => _faults;

        public string this[ProvinceHeading heading]
        {
            get
            {
                if (!cells[heading].IsError)
                    return cells[heading].Text;
                Fail(heading, ImportErrors.CellError);
                return "";
            }
        }

        public void Fail(ProvinceHeading heading, string code)
        {
            if (!_faults.Exists(fault => fault.Heading == heading))
                _faults.Add(new(heading, code));
        }

        public T? Fail<T>(ProvinceHeading heading, string code)
        {
            Fail(heading, code);
            return default;
        }

        public string Required(ProvinceHeading heading)
        {
            var text = this[heading];
            if (text.Length == 0)
                Fail(heading, ImportErrors.Required);
            return text;
        }

        public string? Text(ProvinceHeading heading, int most, bool isRequired = false)
        {
            var text = SafeText.WithLineFeeds(isRequired ? Required(heading) : this[heading]);
            if (text.Length == 0)
                return null;
            if (!SafeText.IsAcceptable(text))
                Fail(heading, ImportErrors.TextInvalid);
            else if (text.EnumerateRunes().Count() > most)
                Fail(heading, ImportErrors.TextTooLong);
            return text;
        }

        public int Word(ProvinceHeading heading, FrozenDictionary<string, int> words, string code)
        {
            var text = Required(heading);
            return text.Length == 0 ? 0 : words.TryGetValue(text, out var value) ? value : Fail<int>(heading, code);
        }

        public bool? Flag(ProvinceHeading heading)
        {
            var text = this[heading];
            if (text is not ("" or ProvinceTerms.Yes or ProvinceTerms.No))
                Fail(heading, ImportErrors.BooleanInvalid);
            return text.Length == 0 ? null : text == ProvinceTerms.Yes;
        }

        public DateOnly? Date(ProvinceHeading heading, bool isRequired)
        {
            var text = isRequired ? Required(heading) : this[heading];
            if (text.Length == 0)
                return null;
            if (cells[heading].Number is { } serial ? SheetDates.TryRead(serial, cells.IsFrom1904, out var date) : DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
                if (date >= First)
                    return date;
            Fail(heading, ImportErrors.DateInvalid);
            return null;
        }
    }
}
