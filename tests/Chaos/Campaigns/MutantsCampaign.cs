namespace LogActors.Chaos;

/// <summary>Turns each deliberate bug of the silo on, and demands that a campaign finds it: a campaign that finds nothing is no evidence unless it can.</summary>
/// <remarks>Each kind of run is made once without a bug first, and must be clean; or it would find every bug.</remarks>
internal sealed class MutantsCampaign : ICampaign
{
    private const int CyclesWithout = 10;   // the campaigns proper are what shows that the silo is sound

    public string Name => "mutants";

    public string Summary => "deliberate bugs of the silo, each of which a campaign must find";

    public string? WhyNot() => null;

    public async Task RunAsync(CampaignRun run)
    {
        MutantPlan[] plans = run.Pick(MutantPlan.All, plan => plan.Mutant);
        Dictionary<string, string?> unsound = [];
        int killed = 0;
        foreach (MutantPlan plan in plans)
        {
            ICampaign campaign = CampaignCatalog.Find(plan.Campaign);
            if (campaign.WhyNot() is { } reason)
            {
                run.Result.Skipped.Add($"{plan.Mutant}: {plan.Campaign} cannot run: {reason}");
                continue;
            }

            string kind = $"{plan.Campaign} {string.Join(',', plan.Only)}";
            if (!unsound.TryGetValue(kind, out string? finding))
            {
                CampaignResult without = await RunAsync(run, campaign, plan, null);
                finding = without.IsClean ? null : string.Join('\n', [Finding(without), .. without.Found.Examples, .. without.Failures]);
                unsound.Add(kind, finding);
                run.Result.Found += without.IsClean ? without.Found : new CheckResult();
            }

            if (finding is not null)
            {
                run.Result.Failures.Add($"{plan.Mutant}: '{kind.TrimEnd()}' finds something without it already, and proves nothing: {finding}");
                continue;
            }

            CampaignResult with = await RunAsync(run, campaign, plan, plan.Mutant);
            killed += with.IsClean ? 0 : 1;
            run.Result.Notes[plan.Mutant] = with.IsClean ? "SURVIVED" : $"found by {kind.TrimEnd()}, cycle {with.Cycles}: {Finding(with)}";
            if (with.IsClean)
            {
                run.Result.Failures.Add($"{plan.Mutant} survived {with.Cycles} cycles of '{kind.TrimEnd()}'.");
            }

            run.Report($"{plan.Mutant}: {run.Result.Notes[plan.Mutant]}");
        }

        run.Result.Notes["~ killed"] = FormattableString.Invariant($"{killed} of {plans.Length}");
    }

    private static async Task<CampaignResult> RunAsync(CampaignRun run, ICampaign campaign, MutantPlan plan, string? mutant)
    {
        CampaignResult result = new(mutant is null ? $"{campaign.Name} without a mutant" : $"{mutant}, {campaign.Name}");
        ChaosOptions options = run.Options with
        {
            Campaign = campaign.Name,
            Cycles = run.Options.HasCycles ? run.Options.Cycles : mutant is null ? Math.Min(plan.Cycles, CyclesWithout) : plan.Cycles,
            Only = plan.Only,
            Mutant = mutant,
            AllowUnreached = true,
        };
        await campaign.RunAsync(new CampaignRun(options, run.Programs, result, run.Cancellation) { StopAtFirst = true });
        return result;
    }

    private static string Finding(CampaignResult result)
    {
        CheckResult found = result.Found;
        (string Name, long Count)[] kinds =
        [
            ("lost", found.Lost), ("doubled", found.Doubled), ("torn", found.Torn), ("reordered", found.Reordered),
            ("foreign", found.Foreign), ("gaps", found.Gaps), ("segments", found.Segments), ("regressions", found.Regressions), ("other failures", result.Failures.Count),
        ];
        return string.Join(", ", kinds.Where(kind => kind.Count > 0).Select(kind => FormattableString.Invariant($"{kind.Name} {kind.Count}")));
    }
}
