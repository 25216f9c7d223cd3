using Tessera.Centre.Codes;
using Tessera.Database;

namespace Tessera.Centre.Projections;

/// <summary>What is derived from journeys. Every row can be dropped and made again, so a change of these tables drops and rebuilds
/// instead of migrating: raise <see cref="Version"/>.</summary>
internal static class ProjectionTables
{
    /// <summary>Version of what the rows mean: of the tables, and of the rules that journeys follow.</summary>
    public const long Version = 6;

    public static readonly MigrationSet Migrations = new(
        "projections",
        new Migration(1, "patient summaries", """
            create table projection(version integer not null);
            create table patient_summary(
                patient text primary key,
                seq integer not null,
                sex text not null,
                birth_year integer,
                cancer text not null,
                cancer_text text not null,
                cancers integer not null,
                stage text not null,
                stage_text text not null,
                stage_at_diagnosis text not null,
                metastatic integer not null,
                diagnosed text,
                age_at_diagnosis integer,
                deceased integer,
                last_contact text,
                facts integer not null,
                contradictions integer not null,
                gaps integer not null
            ) without rowid;
            create index patient_summary_cancer on patient_summary(cancer, stage);
            create index patient_summary_contact on patient_summary(last_contact);
            """),
        new Migration(2, "quality", """
            -- What each patient contributes to the counts of quality, by source and month, as QualityRow writes it.
            create table quality_patient(patient text primary key, seq integer not null, counts blob not null) without rowid;

            -- Their sums: what a page reads. month: year * 100 + month, 0 when it is not known.
            create table quality_total(source integer not null, month integer not null, counts blob not null, primary key (source, month)) without rowid;
            create table quality_source(id integer primary key, name text not null unique);

            -- Which columns of which files feed which elements of which profiles, as origins say it: a record in quarantine has no origins.
            create table quality_feed(
                source text not null, file text not null, profile text not null, path text not null, primary key (source, file, profile, path)) without rowid;
            create table quality_catalogue(fingerprint text not null);
            """),
        new Migration(3, "unmapped codes", CodeUseTables.Sql),
        new Migration(4, "numbers of patients", "alter table patient_summary add column number integer not null default 0;"),
        new Migration(5, "unmapped codes by source", CodeUseTables.BySource));
}
