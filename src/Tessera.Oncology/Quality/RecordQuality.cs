using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;

namespace Tessera.Oncology.Quality;

/// <summary>What is true of each probe of a plan in one record. One per patient, lent to each record in turn.</summary>
internal sealed class RecordQuality
{
    private readonly List<FhirNode> found = [];
    private readonly List<FhirNode> errors = [];
    private readonly PresentNames present = new();
    private ProbeFinding[] findings = [];
    private int brokenDates;

    public void Read(in RecordContext context, ProfilePlan plan, PatientOutline outline, Plausibility plausibility)
    {
        if (findings.Length < plan.Probes.Count) findings = new ProbeFinding[plan.Probes.Count];
        present.Read(context.Root);
        errors.Clear();
        foreach (var place in context.Record.ErrorPlaces) errors.Add(IssuePlace.Find(context.Record.Document, place));
        brokenDates = 0;
        for (var at = 0; at < plan.Probes.Count; at++)
        {
            findings[at] = Of(context, plan.Probes[at], outline, plausibility);
            if (plan.Probes[at].Aspect is ProbeAspect.ClinicalDate or ProbeAspect.RecordedDate) brokenDates |= findings[at].Broken;
        }
    }

    /// <summary>What is true of all of a target's probes together.</summary>
    public ProbeFinding Of(QualityTarget target)
    {
        var all = findings[target.Probes[0]];
        foreach (var probe in target.Probes.AsSpan(1)) all = all.And(findings[probe]);
        return target.CountsDates ? all.Breaking(brokenDates) : all;
    }

    /// <summary>Whether the record has what a target's element is a part of.</summary>
    public bool HasParent(in RecordContext context, QualityTarget target, ProfilePlan plan, PatientOutline outline) =>
        (findings[target.Probes[0]].Flags & QualityFlags.Extracted) != 0 || plan.Probes[target.Probes[0]].HasParent(context.Root, outline, found);

    private ProbeFinding Of(in RecordContext context, ElementProbe probe, PatientOutline outline, Plausibility plausibility)
    {
        found.Clear();
        if (probe.MayBeIn(present)) probe.Find(context.Root, outline, found);
        var flags = QualityFlags.Expected;
        if (IsInSource(context.Record, probe)) flags |= QualityFlags.InSource;
        if (found.Count == 0) return new ProbeFinding(flags, 0, 0);
        flags |= QualityFlags.Extracted;
        if (!HasError()) flags |= QualityFlags.Valid;
        flags |= Codes(probe, outline);
        var (broken, doubts) = (0, 0);
        if (probe.Aspect != ProbeAspect.Other)
            foreach (var value in found)
            {
                var (breaks, warns) = plausibility.Of(context.Source, context.Profile, probe.Aspect, value, context.Written);
                (broken, doubts) = (broken | breaks, doubts | warns);
            }

        if (broken == 0) flags |= QualityFlags.Plausible;
        if (doubts != 0) flags |= QualityFlags.Doubtful;
        if (context.IsRecent) flags |= QualityFlags.Recent;
        return new ProbeFinding(IsUsable(probe, flags) ? flags | QualityFlags.Usable : flags, broken, doubts);
    }

    private bool IsInSource(QualityRecord record, ElementProbe probe)
    {
        var isWhole = true;
        for (var at = 0; at < record.Origins.Count; at++)
        {
            if (record.Origins[at].Fed is var fed && fed.IsWhole) continue;
            isWhole = false;
            if (fed.Feeds(probe)) return true;
        }

        return isWhole && found.Count > 0;
    }

    private bool HasError()
    {
        foreach (var error in errors)
        foreach (var value in found)
            if (error.Offset >= value.Offset && error.Offset < value.Offset + value.Raw.Length) return true;
        return false;
    }

    // Of several values the worst counts: one that is not a code of the set is work for somebody.
    private QualityFlags Codes(ElementProbe probe, PatientOutline outline)
    {
        if (probe.Codes is null) return QualityFlags.Coded;
        var flags = QualityFlags.Coded;
        foreach (var value in found)
            switch (probe.CodeOf(value, outline))
            {
                case Membership.NotMember: return QualityFlags.None;
                case Membership.Unknown: flags = QualityFlags.Uncheckable; break;
            }

        return flags;
    }

    private static bool IsUsable(ElementProbe probe, QualityFlags flags)
    {
        const QualityFlags Needed = QualityFlags.Valid | QualityFlags.Plausible;
        if ((flags & Needed) != Needed) return false;
        return probe.Strength is BindingStrength.Preferred or BindingStrength.Example || (flags & (QualityFlags.Coded | QualityFlags.Uncheckable)) != 0;
    }
}
