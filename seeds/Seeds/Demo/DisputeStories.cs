namespace Anjie.Seeds.Demo;

internal enum DisputeEnd
{
    Reported, Assessed, Guaranteed, Handling, ResolutionSubmitted, Closed, Escalated, Converted, Guided, ClosedAfterLegalRoute, Dismissed, Returned, TakenOver, LateAtDoor, LateInHand, Nominated,
}

/// <summary>Disputes found at the doorstep.</summary>
internal static class DisputeStories
{
    public static async Task PlayAsync(Story story, DisputeEnd end)
    {
        await story.BeginAsync();
        var invented = story.Invented;
        var trouble = invented.OneOf(Troubles.All);
        var place = end is DisputeEnd.Escalated or DisputeEnd.TakenOver ? invented.OneOf(Neighbourhood.OfTheDistrict) : invented.OneOf(Neighbourhood.All);
        var risk = invented.OneOf("Red", "Orange", "Orange", "Yellow", "Yellow", "Yellow", "Blue", "Blue");
        var (first, second) = (invented.Person(place.Place), invented.Person(place.Place));
        var dispute = await ReportAsync(story, place, trouble, first, second);
        switch (end)
        {
            case DisputeEnd.Reported or DisputeEnd.LateAtDoor:
                return;
            case DisputeEnd.Dismissed:
                await story.AfterAsync(1);
                await story.DoAsync(place.Town, dispute, "dismissal", new { reason = invented.OneOf("Groundless", "Duplicate"), explanation = "入户核实，情况不属实或者已经登记。" });
                return;
        }

        await story.AfterAsync(1);
        await story.DoAsync(place.Town, dispute, "assessment", new
        {
            typeCode = trouble.DisputeType, risk, crux = trouble.Crux, rootCause = trouble.Root, responsibleUnitId = story.Stage.Offices[place.Path],
        });
        if (end == DisputeEnd.Assessed)
        {
            return;
        }

        await story.AfterAsync(1);
        await GuaranteeAsync(story, dispute, place.Town, place.Head, Days(risk));
        if (end == DisputeEnd.Guaranteed)
        {
            return;
        }

        await story.DoAsync(place.Town, dispute, "handling");
        await WorkAsync(story, dispute, place, end, trouble, first, Days(risk), risk);
    }

    static async Task WorkAsync(Story story, CaseDoc dispute, Neighbourhood place, DisputeEnd end, Trouble trouble, PersonSketch first, int days, string risk)
    {
        await story.AfterAsync(4);
        await story.DoAsync(place.Grid, dispute, "progress", new { entryId = story.Id("progress"), means = "04", text = "上门听取双方意见，劝双方不激化。" });
        switch (end)
        {
            case DisputeEnd.Handling or DisputeEnd.LateInHand:
                return;
            case DisputeEnd.Guided or DisputeEnd.ClosedAfterLegalRoute:
                await story.DoAsync(place.Head, dispute, "legal-route", new { route = "Litigation", organ = "金川区人民法院", noticeNumber = $"导〔{story.Today.Year}〕{story.Invented.Between(1, 90)}号" });
                if (end == DisputeEnd.ClosedAfterLegalRoute)
                {
                    await story.AfterAsync(55);
                    await story.DoAsync(place.Head, dispute, "legal-route-result", new { result = "法院调解结案，双方已经履行。" });
                }

                return;
            case DisputeEnd.Converted or DisputeEnd.Nominated:
                await ConvertAsync(story, dispute, place, end, trouble, first);
                return;
            case DisputeEnd.Escalated or DisputeEnd.TakenOver:
                await story.AfterAsync(days);
                await story.DoAsync(place.Town, dispute, "escalation", new { toUnitId = story.Stage.Offices[place.Above], reason = "超出镇级职权，请区上牵头。" });
                if (end == DisputeEnd.Escalated)
                {
                    return;
                }

                await story.AfterAsync(2);
                await GuaranteeAsync(story, dispute, "district", "districthead", days);
                await story.DoAsync("district", dispute, "handling");
                place = place with { Path = place.Above, Town = "district", Head = "districthead" };
                await story.AfterAsync(6);
                break;
        }

        await ResolveAsync(story, dispute, place, end, risk);
    }

    static async Task ResolveAsync(Story story, CaseDoc dispute, Neighbourhood place, DisputeEnd end, string risk)
    {
        // Red and orange are checked above the town.
        var checker = risk is "Red" or "Orange" ? "jointoffice" : place.Head;
        var outcome = story.Invented.OneOf("A", "A", "B");
        await story.AfterAsync(3);
        await SubmitAsync(story, dispute, place, outcome, "双方达成调解协议。");
        if (end == DisputeEnd.ResolutionSubmitted)
        {
            return;
        }

        await story.AfterAsync(2);
        if (end == DisputeEnd.Returned)
        {
            await story.DoAsync(checker, dispute, "return", new { reason = "一方当事人没有回访到，请补充回访记录。" });
            await story.AfterAsync(2);
            await SubmitAsync(story, dispute, place, outcome, "补充回访，双方对协议没有异议。");
            await story.AfterAsync(1);
        }

        await story.DoAsync(checker, dispute, "verification", new { findings = "电话回访双方，协议已经履行，同意销号。" });
    }

    static async Task<CaseDoc> ReportAsync(Story story, Neighbourhood place, Trouble trouble, PersonSketch first, PersonSketch second) =>
        await story.CreateAsync(place.Grid, "api/screening/disputes", "dispute", new
        {
            title = trouble.Title,
            foundOn = story.Today,
            method = story.Invented.OneOf(1, 1, 2, 5, 7, 10),
            typeCode = trouble.DisputeType,
            place = place.Place + story.Invented.OneOf(Troubles.Places),
            facts = trouble.Facts,
            demands = string.Join('；', trouble.Demands),
            peopleConcerned = story.Invented.OneOf(2, 2, 3, 6, 35),
            parties = new object[] { Party("First", first), Party("Second", second) },
        });

    static object Party(string side, PersonSketch person) =>
        new { side, name = person.Name, identityNumber = person.IdentityNumber, phone = person.Phone, address = person.Address };

    static async Task GuaranteeAsync(Story story, CaseDoc dispute, string worker, string head, int days)
    {
        var until = story.Today.AddDays(days);
        // Each in the unit of their own post: the head of a town without one sits in the county.
        List<(Guid Unit, Guid Post)> responsible = [];
        foreach (var user in (string[])[worker, head])
        {
            responsible.Add((await story.Stage.UnitOfAsync(user), await story.Stage.PostOfAsync(user)));
        }

        await story.DoAsync(head, dispute, "guarantees", new
        {
            resolveBy = until,
            guarantees = Pieces.Guarantees.Select((item, at) => new
            {
                item, unitId = responsible[at % 2].Unit, postId = responsible[at % 2].Post, measure = "专人负责，每周上门一次，随时报告。", dueOn = until,
            }),
        });
    }

    static Task SubmitAsync(Story story, CaseDoc dispute, Neighbourhood place, string outcome, string resolution) =>
        story.DoAsync(place.Town, dispute, "resolution", new
        {
            outcome, resolution, guarantees = Pieces.Guarantees.Select(item => new { item, done = true, evidence = "入户记录、谈话照片在卷。" }),
        });

    static async Task ConvertAsync(Story story, CaseDoc dispute, Neighbourhood place, DisputeEnd end, Trouble trouble, PersonSketch first)
    {
        await story.DoAsync(place.Town, dispute, "petition", new
        {
            statedOn = story.Today, receivingUnitId = story.Stage.Offices[Units.CityPetitions], statement = "调解不成，本人要求作为信访事项处理。",
        });
        await story.AfterAsync(2);
        var matter = await story.AwaitAsync("clerk", $"api/reception/matters/{dispute.MatterId}");
        await story.DoAsync("clerk", matter, "completion", new
        {
            category = "Appeal", contentCode = trouble.Content, summary = trouble.Facts, demands = Pieces.Demands(trouble), petitioners = new[] { Pieces.Petitioner(first) }, peopleConcerned = 2,
        });
        await story.ReadAgainAsync("clerk", matter);
        await MatterStories.FromTheDeskAsync(story, matter, "clerk", first, end == DisputeEnd.Nominated ? MatterEnd.Served : MatterEnd.Handling);
        if (end == DisputeEnd.Nominated)
        {
            await story.AfterAsync(5);
            await story.DoAsync("jointoffice", dispute, "nomination", new { criterion = "K1" });
        }
    }

    static int Days(string risk) => risk switch { "Red" => 15, "Orange" => 20, _ => 30 };
}
