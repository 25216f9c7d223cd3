using Tessera.Database;

namespace Tessera.Centre.Codes.Maps;

/// <summary>The tables of code maps: node records, neither clinical nor derived.</summary>
internal static class CodeMapTables
{
    public static readonly MigrationSet Migrations = new(
        "codes",
        new Migration(1, "code maps, work, synonyms", """
            create table code_map(
                name text primary key,
                profile text not null,
                path text not null,
                system text not null,
                source text not null,
                version integer not null,
                accepts_exact integer not null default 0,
                unique(profile, path, system, source)
            ) without rowid;

            -- Nothing here is ever changed or removed: the last decision about a value holds.
            create table code_map_change(
                map text not null references code_map(name),
                version integer not null,
                at integer not null,
                who text not null,
                why text not null,
                action integer not null,
                value text not null,
                target_system text,
                target_code text,
                target_display text,
                relationship integer not null,
                primary key (map, version)
            ) without rowid;

            -- Patients whose records a decision has yet to reach. seq: a decision that comes while one is being dealt with is not forgotten with it.
            create table code_work(patient text primary key, seq integer not null) without rowid;

            -- Other words for codes that the centre brings: its own, or those of a code system's resource.
            create table code_synonym(system text not null, code text not null, synonym text not null, primary key (system, code, synonym)) without rowid;
            """));
}
