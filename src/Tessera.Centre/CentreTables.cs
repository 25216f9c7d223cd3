using Tessera.Database;

namespace Tessera.Centre;

/// <summary>The node records of a centre: neither clinical nor derived, in tables of their own.</summary>
internal static class CentreTables
{
    public static readonly MigrationSet Migrations = new(
        "centre",
        new Migration(1, "imports, quarantine, verdicts", """
            create table import_run(
                id integer primary key,
                source text not null,
                mapping text not null,
                started integer not null,
                seconds real,
                outcome text not null,
                account text not null
            );
            create index import_run_started on import_run(started);

            -- One row per quarantined record of a source; its problems as JSON. A record that becomes good leaves.
            create table quarantine(
                source text not null,
                file text not null,
                record integer not null,
                run integer not null references import_run(id),
                since integer not null,
                cause text not null,
                problems text not null,
                cells text not null,
                primary key (source, file, record)
            ) without rowid;
            create index quarantine_cause on quarantine(cause);

            -- The verdict on the version of a resource that was validated last (0 valid, 1 not checked, 2 invalid) and its mCODE group.
            create table verdict(
                type text not null,
                id text not null,
                version integer not null,
                verdict integer not null,
                mcode_group integer not null,
                primary key (type, id)
            ) without rowid;

            -- Counts kept by triggers: a page must not walk a million rows to say how many are valid.
            create table verdict_count(
                mcode_group integer not null,
                type text not null,
                verdict integer not null,
                resources integer not null,
                primary key (mcode_group, type, verdict)
            ) without rowid;
            create trigger verdict_added after insert on verdict begin
                insert into verdict_count(mcode_group, type, verdict, resources) values (new.mcode_group, new.type, new.verdict, 1)
                    on conflict(mcode_group, type, verdict) do update set resources = resources + 1;
            end;
            create trigger verdict_changed after update of verdict, mcode_group on verdict
            when old.verdict <> new.verdict or old.mcode_group <> new.mcode_group begin
                update verdict_count set resources = resources - 1
                    where mcode_group = old.mcode_group and type = old.type and verdict = old.verdict;
                insert into verdict_count(mcode_group, type, verdict, resources) values (new.mcode_group, new.type, new.verdict, 1)
                    on conflict(mcode_group, type, verdict) do update set resources = resources + 1;
            end;
            create trigger verdict_removed after delete on verdict begin
                update verdict_count set resources = resources - 1
                    where mcode_group = old.mcode_group and type = old.type and verdict = old.verdict;
            end;
            """),
        new Migration(2, "findings", """
            -- A rule that a finding names; what it does not have is an empty text. Message and fix are those of its first finding.
            create table validation_rule(
                id integer primary key,
                severity integer not null,
                issue_type integer not null,
                profile text not null,
                constraint_key text not null,
                missing text not null,
                element text not null,
                message text not null,
                fix text not null,
                unique(severity, issue_type, profile, constraint_key, missing, element)
            );

            -- Rules that were found together. A centre has few sets, since its mappings make the same findings again and again: a resource
            -- keeps one number, whatever was found. rules: their numbers in order, with commas between.
            create table finding_set(id integer primary key, rules text not null unique);
            create table finding_set_rule(rule integer not null, finding_set integer not null, primary key (rule, finding_set)) without rowid;

            -- finding_set: 0 for no finding, null when a program before this step gave the verdict. run: the import that wrote the version, or null.
            alter table verdict add column finding_set integer;
            alter table verdict add column run integer;
            create index verdict_finding on verdict(finding_set, type, run, verdict);
            """),
        new Migration(3, "verdicts by patient", """
            -- patient: id of the one patient that the resource is about; empty for none, and for what a program before this step wrote.
            alter table verdict add column patient text not null default '';

            -- Counts kept by triggers, for lists of patients. run: 0 for none.
            create table patient_verdict(
                patient text not null,
                run integer not null,
                verdict integer not null,
                resources integer not null,
                primary key (patient, run, verdict)
            ) without rowid;
            create trigger patient_verdict_added after insert on verdict when new.patient <> '' begin
                insert into patient_verdict(patient, run, verdict, resources) values (new.patient, coalesce(new.run, 0), new.verdict, 1)
                    on conflict(patient, run, verdict) do update set resources = resources + 1;
            end;
            create trigger patient_verdict_changed after update of verdict, run, patient on verdict
            when old.verdict <> new.verdict or old.run is not new.run or old.patient <> new.patient begin
                update patient_verdict set resources = resources - 1
                    where patient = old.patient and run = coalesce(old.run, 0) and verdict = old.verdict;
                insert into patient_verdict(patient, run, verdict, resources) select new.patient, coalesce(new.run, 0), new.verdict, 1 where new.patient <> ''
                    on conflict(patient, run, verdict) do update set resources = resources + 1;
            end;
            create trigger patient_verdict_removed after delete on verdict when old.patient <> '' begin
                update patient_verdict set resources = resources - 1
                    where patient = old.patient and run = coalesce(old.run, 0) and verdict = old.verdict;
            end;
            """),
        new Migration(4, "counts of findings", """
            -- What the report by rule is made of, kept by triggers: walking the index took half a second for a million resources.
            create table finding_count(
                finding_set integer not null,
                type text not null,
                run integer not null,
                verdict integer not null,
                resources integer not null,
                primary key (finding_set, type, run, verdict)
            ) without rowid;
            insert into finding_count(finding_set, type, run, verdict, resources)
                select coalesce(finding_set, 0), type, coalesce(run, 0), verdict, count(*) from verdict group by 1, 2, 3, 4;
            create trigger finding_added after insert on verdict begin
                insert into finding_count(finding_set, type, run, verdict, resources)
                    values (coalesce(new.finding_set, 0), new.type, coalesce(new.run, 0), new.verdict, 1)
                    on conflict(finding_set, type, run, verdict) do update set resources = resources + 1;
            end;
            create trigger finding_changed after update of finding_set, run, verdict on verdict
            when old.finding_set is not new.finding_set or old.run is not new.run or old.verdict <> new.verdict begin
                update finding_count set resources = resources - 1
                    where finding_set = coalesce(old.finding_set, 0) and type = old.type and run = coalesce(old.run, 0) and verdict = old.verdict;
                insert into finding_count(finding_set, type, run, verdict, resources)
                    values (coalesce(new.finding_set, 0), new.type, coalesce(new.run, 0), new.verdict, 1)
                    on conflict(finding_set, type, run, verdict) do update set resources = resources + 1;
            end;
            create trigger finding_removed after delete on verdict begin
                update finding_count set resources = resources - 1
                    where finding_set = coalesce(old.finding_set, 0) and type = old.type and run = coalesce(old.run, 0) and verdict = old.verdict;
            end;
            """),
        new Migration(5, "counts written by batch", """
            -- The counts were kept by triggers, three rows for each verdict: a third of what a verdict cost. Whoever writes verdicts now sums up a batch.
            drop trigger verdict_added;
            drop trigger verdict_changed;
            drop trigger verdict_removed;
            drop trigger patient_verdict_added;
            drop trigger patient_verdict_changed;
            drop trigger patient_verdict_removed;
            drop trigger finding_added;
            drop trigger finding_changed;
            drop trigger finding_removed;

            -- Nobody asks for the resources without findings, and they are most.
            drop index verdict_finding;
            create index verdict_finding on verdict(finding_set, type, run, verdict) where finding_set > 0;
            """),
        new Migration(6, "corrections, watermarks, vanished records", """
            -- What a person says that a row should say. original, corrected: cells as JSON. ended: when it was withdrawn, replaced, or its row was gone.
            create table correction(
                id integer primary key,
                source text not null,
                file text not null,
                record integer not null,
                original text not null,
                corrected text not null,
                author text not null,
                made integer not null,
                ended integer,
                ending text
            );
            create index correction_place on correction(source, file, record);

            alter table import_run add column problem text;

            -- How far a source has come. It never passes a record that is in quarantine.
            create table watermark(source text primary key, mark text not null, run integer not null) without rowid;
            alter table quarantine add column mark text;
            alter table quarantine add column correction integer;

            -- Resources whose record the source no longer has. action: kept, marked or deleted.
            create table vanished(
                type text not null,
                id text not null,
                source text not null,
                file text not null,
                record integer,
                since integer not null,
                run integer not null,
                action text not null,
                primary key (type, id)
            ) without rowid;
            create index vanished_source on vanished(source, action);
            """),
        new Migration(7, "quality after imports", """
            -- What the counts of quality were when an import had been worked off: they cannot be made again, since the records go on.
            -- fingerprint: of the elements that were counted. counts: by source, as QualityRow writes them.
            create table quality_snapshot(run integer primary key references import_run(id), taken integer not null, fingerprint text not null, counts blob not null);
            """),
        new Migration(8, "verdicts by number", """
            -- By the store's numbers, which grow: by type and id every verdict of an import stood on a page of its own, which was written each time.
            create table numbered_verdict(
                number integer primary key,
                type text not null,
                version integer not null,
                verdict integer not null,
                mcode_group integer not null,
                finding_set integer,
                run integer,
                patient integer not null
            );
            insert into numbered_verdict(number, type, version, verdict, mcode_group, finding_set, run, patient)
                select i.rid, v.type, v.version, v.verdict, v.mcode_group, v.finding_set, v.run,
                    coalesce((select p.rid from resource_id p join resource_type t on t.id = p.type where t.name = 'Patient' and p.id = v.patient), 0)
                from resource_id i cross join resource_type t on t.id = i.type cross join verdict v on v.type = t.name and v.id = i.id order by i.rid;
            drop table verdict;
            alter table numbered_verdict rename to verdict;
            create index verdict_finding on verdict(finding_set, type, run, verdict) where finding_set > 0;

            drop table patient_verdict;
            create table patient_verdict(
                patient integer not null,
                run integer not null,
                verdict integer not null,
                resources integer not null,
                primary key (patient, run, verdict)
            ) without rowid;
            insert into patient_verdict(patient, run, verdict, resources)
                select patient, coalesce(run, 0), verdict, count(*) from verdict where patient > 0 group by 1, 2, 3;
            """),
        new Migration(9, "anchors of the audit", """
            -- Where the audit had come to, the last time for each of its files: docs/adr/0023-the-audit-is-a-log-beside-the-store.md
            create table audit_anchor(segment integer primary key, offset integer not null, chain blob not null, time integer not null);
            """),
        new Migration(10, "who ended corrections", """
            alter table correction add column ended_by text;
            """));
}
