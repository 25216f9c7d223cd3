namespace Tessera.Centre.Codes;

/// <summary>The list of unmapped codes: derived, so that it can be dropped and made again from the resources.</summary>
internal static class CodeUseTables
{
    /// <summary>For the tables of projections.</summary>
    public const string Sql = """
        create table code_key(
            id integer primary key,
            source text not null,
            profile text not null,
            path text not null,
            system text not null,
            value_key text not null,
            cause integer not null,
            strength integer,
            value_set text
        );
        create index code_key_value on code_key(profile, path, system, value_key);

        -- How often a patient's records hold a value; value and label: the first of its
        -- spellings, and of the texts beside it, in the order of their bytes.
        create table code_use(key integer not null, patient text not null, occurrences integer not null, value text not null, label text, primary key (key, patient)) without rowid;
        create index code_use_patient on code_use(patient);
        """;

    /// <summary>How often each source has a value: a code of a system is in the list once, whoever sends it.</summary>
    public const string BySource = """
        drop table code_use;
        create table code_use(
            key integer not null, patient text not null, source text not null, occurrences integer not null, value text not null, label text,
            primary key (key, patient, source)) without rowid;
        create index code_use_patient on code_use(patient);
        """;
}
