using System.Globalization;
using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Exports;
using Anjie.VisitReception.Features.Imports;
using Anjie.VisitReception.Features.Sheets;
using CsCheck;
using static Anjie.VisitReception.Tests.ProvinceFiles;

namespace Anjie.VisitReception.Tests;

/// <summary>The province's export as a sheet: headings, dates, truths, paths, and what is said of a row that cannot be taken over.</summary>
public sealed class RowReaderTests
{
    static readonly DateOnly Today = new(2026, 3, 2);

    static readonly UnitCopy City = Unit(null, "6203.", "金昌市", "City"), Bureau = Unit(City, "6203.xfj.", "市信访局", "PetitionOffice"), County = Unit(City, "6203.620302.", "金川区", "County");
    static readonly UnitCopy CountyBureau = Unit(County, "6203.620302.xfj.", "金川区信访局", "PetitionOffice"), Hall = Unit(City, "6203.dt.", "接待大厅", "Department"), CountyHall = Unit(County, "6203.620302.dt.", "接待大厅", "Department");

    static readonly UnitNames Units = new([City, Bureau, County, CountyBureau, Hall, CountyHall]);

    static readonly ContentPaths Contents = new(
    [
        new("02", "国土资源", "", null), new("02.01", "土地征收", "", "02"), new("02.02", "宅基地", "", "02"), new("02.02.01", "审批_发证", "", "02.02"), new("18", "其他", "", null),
    ]);

    static readonly BlindIndex Index = new(KeyRing.Generate());

    [Fact]
    public void A_row_says_what_a_matter_needs()
    {
        var row = Good(Row());

        row.Number.ShouldBe("GS202500000001");
        row.Petitioners.Select(person => (person.Name, person.Phone, person.Address)).ShouldBe([("张三丰", "13812345678", "甘肃省金昌市金川区桂林路1号")]);
        (row.People, row.Place, row.Purpose, row.ContentCode, row.Form, row.State).ShouldBe((3, "金川区", 1, "02.01", 1, 4));
        (row.ReceivedOn, row.RegisteredOn, row.DueOn).ShouldBe((new DateOnly(2025, 3, 3), new DateOnly(2025, 3, 4), new DateOnly(2025, 5, 3)));
        (row.Finished, row.FirstInCountry, row.Joint, row.UnitId, row.Registrar, row.Summary).ShouldBe((true, true, false, Bureau.Id, "李登记", "反映征地补偿未到位"));
    }

    [Fact]
    public void Headings_stand_in_any_order_below_a_title_and_beside_others_that_nobody_needs() => Gen.Shuffle<string>((string[])[.. Headings, "备注", "序号"]).Sample(order =>
    {
        using var sheet = ProvinceSheet.Open(Workbook(order, [Row().With("备注", "无")], title: "全省信访件导出"));
        sheet.Unused.Order(StringComparer.Ordinal).ShouldBe(new[] { "备注", "序号" }.Order(StringComparer.Ordinal));
        Same(Reader(City.Path).Read(sheet.Read()!).Row!).ShouldBe(Same(Good(Row())));
        sheet.Read().ShouldBeNull();
    }, iter: 50);

    [Fact]
    public void A_day_is_the_same_as_text_and_as_a_number_of_either_calendar() =>
        Gen.Select(Gen.Int[1, 366 * 6].Select(days => new DateOnly(2020, 1, 1).AddDays(days)), Gen.Bool, Gen.OneOfConst("yyyy-MM-dd", "yyyy/M/d", "")).Sample((day, from1904, format) =>
        {
            object cell = format.Length == 0 ? day : day.ToString(format, CultureInfo.InvariantCulture);
            Good(Row().With("信访日期", cell).With("登记日期", null).With("限办时间", null), from1904).ReceivedOn.ShouldBe(day);
        }, iter: 200);

    [Theory, InlineData("2025-02-30"), InlineData("三月三日"), InlineData(60), InlineData(0), InlineData(-1), InlineData(9e12), InlineData("20250303")]
    public void What_is_no_day_is_told(object cell) => Faults(Row().With("信访日期", cell)).ShouldContain(("信访日期", ImportErrors.DateInvalid));

    [Theory, InlineData("是", true), InlineData("否", false), InlineData(true, true), InlineData(false, false)]
    public void A_truth_is_a_word_or_a_cell_of_its_own_kind(object cell, bool truth) => Good(Row().With("是否全国初次信访", cell)).FirstInCountry.ShouldBe(truth);

    [Fact]
    public void Any_other_word_is_no_truth() => Gen.String[Gen.Char.AlphaNumeric, 1, 5].Sample(word =>
        Faults(Row().With("联名信或集体访", word)).ShouldBe([("联名信或集体访", ImportErrors.BooleanInvalid)]), iter: 50);

    [Theory]
    [InlineData("国土资源_土地征收", "02.01"), InlineData("国土资源 _ 宅基地", "02.02"), InlineData("国土资源", "02"), InlineData("国土资源_宅基地_审批_发证", "02.02.01")]
    [InlineData("其他", "18"), InlineData("其它", "18"), InlineData("990000", "18")]
    public void A_path_of_contents_is_a_code_of_the_list(string path, string code) => Good(Row().With("内容分类", path)).ContentCode.ShouldBe(code);

    [Theory, InlineData("土地征收"), InlineData("国土资源_没有的"), InlineData("国土资源/土地征收")]
    public void A_path_that_the_list_does_not_have_is_told(string path) => Faults(Row().With("内容分类", path)).ShouldBe([("内容分类", ImportErrors.ContentUnknown)]);

    [Fact]
    public void Every_code_is_found_again_by_its_path() => new[] { "02", "02.01", "02.02", "02.02.01", "18" }.ShouldAllBe(code => Contents.CodeOf(Contents.PathOf(code)) == code);

    [Fact]
    public void A_unit_is_found_by_as_much_of_its_path_as_there_is()
    {
        Good(Row().With("登记部门", "金川区信访局/金川区/金昌市/甘肃省")).UnitId.ShouldBe(CountyBureau.Id);
        Good(Row().With("登记部门", "金川区信访局")).UnitId.ShouldBe(CountyBureau.Id);
        Good(Row().With("登记部门", "接待大厅/金川区")).UnitId.ShouldBe(CountyHall.Id);
        new[] { City, Bureau, County, CountyBureau, Hall, CountyHall }.ShouldAllBe(unit => Units.Find(Units.PathOf(unit.Id)).Single().Id == unit.Id);
    }

    [Theory, InlineData("接待大厅", ImportErrors.UnitAmbiguous), InlineData("市信访局/兰州市", ImportErrors.UnitUnknown), InlineData("金昌市/市信访局", ImportErrors.UnitUnknown)]
    public void A_unit_that_is_none_or_several_is_told(string path, string code) => Faults(Row().With("登记部门", path)).ShouldBe([("登记部门", code)]);

    [Fact]
    public void An_office_takes_over_what_was_registered_in_its_own_area_only()
    {
        Units.AreaOf(Bureau).ShouldBe(City.Path);
        Units.AreaOf(CountyBureau).ShouldBe(County.Path);
        Reader(County.Path).Read(Cells(Row())).Faults.ShouldBe([new(ProvinceHeading.Unit, ImportErrors.UnitNotYours)]);
    }

    [Fact]
    public void An_accusation_is_refused_and_nothing_more_is_said_of_it() =>
        Faults(Row().With("信访目的", "揭发控告").With("手机号码", "1").With("登记部门", "没有")).ShouldBe([("信访目的", ImportErrors.Accusation)]);

    [Theory]
    [InlineData("信访件编号", "", ImportErrors.Required), InlineData("信访件编号", "编号一", ImportErrors.NumberInvalid), InlineData("手机号码", "12345", ImportErrors.PhoneInvalid), InlineData("手机号码", "138****5678", ImportErrors.Masked)]
    [InlineData("住址", "甘肃省金昌市金川区****", ImportErrors.Masked), InlineData("姓名", "张**", ImportErrors.Masked), InlineData("姓名", "、", ImportErrors.NameInvalid), InlineData("信访人数", "0", ImportErrors.CountInvalid)]
    [InlineData("信访形式", "飞鸽", ImportErrors.FormUnknown), InlineData("信访目的", "闲聊", ImportErrors.PurposeUnknown), InlineData("信访件状态", "办理中", ImportErrors.StateUnknown), InlineData("信访日期", "2026-03-03", ImportErrors.DateInFuture)]
    [InlineData("登记日期", "2025-03-02", ImportErrors.DateOrder), InlineData("限办时间", "2025-03-03", ImportErrors.DateOrder), InlineData("概况", "看\u200b不见", ImportErrors.TextInvalid)]
    public void Each_fault_has_its_code_and_its_heading(string heading, string text, string code) => Faults(Row().With(heading, text)).ShouldContain((heading, code));

    [Fact]
    public void What_is_optional_may_be_missing_and_who_asked_not_to_be_named_is_not()
    {
        string[] needed = ["信访件编号", "姓名", "信访目的", "内容分类", "信访日期", "信访形式", "概况", "信访件状态", "登记部门"];
        using var sheet = ProvinceSheet.Open(Workbook(needed, [Row().With("姓名", "匿名")]));
        var row = Reader(City.Path).Read(sheet.Read()!).Row!;
        (row.Petitioners.Count, row.People, row.RegisteredOn, row.DueOn, row.Finished, row.FirstInCountry, row.Registrar).ShouldBe((0, 1, row.ReceivedOn, null, false, null, null));

        foreach (var heading in needed)
            Should.Throw<BrokenRuleException>(() => ProvinceSheet.Open(Workbook([.. needed.Except([heading])], []))).Code.ShouldBe(heading == "信访件编号" ? ImportErrors.NoHeadings : ImportErrors.HeadingMissing);
        Should.Throw<BrokenRuleException>(() => ProvinceSheet.Open(Workbook([.. needed, "概况"], []))).Code.ShouldBe(ImportErrors.HeadingTwice);
    }

    [Fact]
    public void Several_names_are_several_people_and_the_first_has_the_telephone() =>
        Good(Row().With("姓名", "张三丰、李四，王五").With("手机号码", 13812345678)).Petitioners.Select(person => (person.Name, person.Phone)).ShouldBe([("张三丰", "13812345678"), ("李四", null), ("王五", null)]);

    [Theory, InlineData("已作出处理意见", "是", "张三丰"), InlineData("受理", "否", "张三丰、李四"), InlineData("受理申请审查中", "否", "匿名"), InlineData("审核认定办结", "是", "阿不都·热依木"), InlineData("复查", "否", "张三丰")]
    public async Task What_goes_out_in_full_comes_in_elsewhere_as_the_same_row(string state, string finished, string names)
    {
        var row = Good(Row().With("信访件状态", state).With("是否办结", finished).With("姓名", names).With("限办时间", null).With("概况", "=1+1\n第二行"));
        var matter = Matter.Import(Given.Clerk.Act(), "XF2025000001", row, UnitPlace.Of(Bureau), isPetitionOffice: true);
        var record = ProvinceRecord.Of(matter, row, [], Guid.Empty);
        var exported = new ExportedMatter(matter, record, null, new(Given.Clerk.Act(), Contents, Units, InFull: true));
        using var file = new MemoryStream();
        await using (var writer = await SheetWriter.BeginAsync(file, ProvinceSheet.Headings, TestContext.Current.CancellationToken))
        {
            await writer.WriteAsync(exported.ProvinceCells(), TestContext.Current.CancellationToken);
            await writer.EndAsync(TestContext.Current.CancellationToken);
        }

        using var sheet = ProvinceSheet.Open(file.ToArray());
        var (again, faults) = Reader(City.Path).Read(sheet.Read()!);
        faults.ShouldBeEmpty();
        Same(again!).ShouldBe(Same(row));
        sheet.Read().ShouldBeNull();

        var masked = new ExportedMatter(matter, record, null, new(Given.JointOffice.Act(), Contents, Units)).ProvinceCells();
        masked.ShouldNotContain("13812345678");
        masked.ShouldNotContain("张三丰");
    }

    static object Same(ProvinceRow row) => (row with { Petitioners = [] }).ToString() + string.Join('|', row.Petitioners.Select(person => person.Name + person.Phone + person.Address));

    static ProvinceRow Good(Dictionary<string, object> row, bool from1904 = false)
    {
        var (read, faults) = Reader(City.Path).Read(Cells(row, from1904));
        faults.ShouldBeEmpty();
        return read.ShouldNotBeNull();
    }

    static List<(string Heading, string Code)> Faults(Dictionary<string, object> row)
    {
        var (read, faults) = Reader(City.Path).Read(Cells(row));
        read.ShouldBeNull();
        return [.. faults.Select(fault => (ProvinceSheet.Headings[(int)fault.Heading], fault.Code))];
    }

    static ProvinceCells Cells(Dictionary<string, object> row, bool from1904 = false)
    {
        using var sheet = ProvinceSheet.Open(Workbook(Headings, [row], from1904));
        return sheet.Read()!;
    }

    static RowReader Reader(string area) => new(Contents, Units, area, Today, Index);

    static UnitCopy Unit(UnitCopy? above, string path, string name, string kind) =>
        new() { Id = Guid.CreateVersion7(), Version = 1, ParentId = above?.Id, Path = path, Name = name, EnglishName = name, Kind = kind, Active = true };
}
