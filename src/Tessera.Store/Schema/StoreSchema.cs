using Tessera.Database;

namespace Tessera.Store.Schema;

/// <summary>The store's tables. Released steps never change; a new step is added at the end.</summary>
internal static class StoreSchema
{
    public static MigrationSet Migrations { get; } = new(
        "store",
        new Migration(1, "resources, history, indexes, changes, origins", First),
        new Migration(2, "epoch, hash of old versions", """
            -- One row: which line of changes the numbers of "change" belong to. A restored backup starts a new one.
            create table epoch(id text not null, started integer not null);

            -- Null for versions that a program before this step archived.
            alter table resource_history add column hash blob;
            """),
        new Migration(3, "texts of codes, units, reindexing", SearchTexts),
        new Migration(4, "ranges by their high end", LongRanges),
        new Migration(5, "paths of origins, each once", OriginPaths),
        new Migration(6, "parameters that others hold the values of", """
            -- whose rows a parameter is answered from, as it was when they were written; empty for its own
            alter table search_parameter add column parts text not null default '';
            """),
        new Migration(7, "checksums of bodies", """
            -- null for versions that a program before this step wrote, and for marks of deletes
            alter table resource add column checksum integer;
            alter table resource_history add column checksum integer;
            """),
        new Migration(8, "corrections and keys of origins", """
            -- the correction by which the record was read, or null; and a hash of its own key and list, whoever the patient is: of one key, what
            -- was another patient's has moved. Null for what a program before this step wrote, until it is read again.
            alter table origin add column correction integer;
            alter table origin add column record_key integer;
            """));

    // Times are milliseconds since 1970 in UTC. Every resource that exists or is referred to has a number, rid: references are then joins
    // of integers, also to what arrives later. Each index table is kept twice: by resource, to replace its rows, and by value. Index rows
    // carry `updated`, so that a page in the order of time needs no join and no sort.
    private const string First = """
        create table resource_type(id integer primary key, name text not null unique);

        create table resource_id(
            rid integer primary key,
            type integer not null,
            id text not null,
            unique(type, id));

        -- patient: rid of the one patient it is about; null for none; -1 for several, which are in compartment
        create table resource(
            rid integer primary key,
            type integer not null,
            id text not null,
            version integer not null,
            updated integer not null,
            deleted integer not null,
            patient integer,
            indexes integer not null,
            hash blob,
            body blob);
        create index resource_recent on resource(type, updated, rid) where deleted = 0;
        create index resource_patient on resource(patient, type, updated, rid) where deleted = 0 and patient is not null;

        create table compartment(rid integer not null, patient integer not null, primary key(rid, patient)) without rowid;
        create index compartment_patient on compartment(patient, rid);

        create table resource_history(
            rid integer not null,
            version integer not null,
            updated integer not null,
            deleted integer not null,
            patient integer,
            body blob,
            unique(rid, version));

        create table change(
            seq integer primary key,
            type integer not null,
            rid integer not null,
            version integer not null,
            deleted integer not null,
            updated integer not null);
        create index change_type on change(type, seq);
        create index change_resource on change(rid, seq);

        create table dirty(patient integer primary key, seq integer not null);

        create table uri(id integer primary key, text text not null unique);

        -- system: an id of uri, or 0 for none; folded: the code in lower case, since tokens are compared without case
        create table code(
            id integer primary key,
            folded text not null,
            system integer not null,
            code text not null,
            unique(folded, system, code));

        create table search_parameter(
            id integer primary key,
            type integer not null,
            code text not null,
            url text not null,
            expression text not null,
            complete integer not null,
            unique(type, code));

        create table index_token(
            rid integer not null, param integer not null, code integer not null, updated integer not null,
            primary key(rid, param, code)) without rowid;
        create index index_token_value on index_token(param, code, updated, rid);

        create table index_uri(
            rid integer not null, param integer not null, uri integer not null, updated integer not null,
            primary key(rid, param, uri)) without rowid;
        create index index_uri_value on index_uri(param, uri, updated, rid);

        -- target: a rid, or the negative id of a uri
        create table index_reference(
            rid integer not null, param integer not null, target integer not null, updated integer not null,
            primary key(rid, param, target)) without rowid;
        create index index_reference_value on index_reference(target, param, updated, rid);

        create table index_string(
            rid integer not null, param integer not null, folded text not null, text text not null, updated integer not null,
            primary key(rid, param, folded, text)) without rowid;
        create index index_string_value on index_string(param, folded, updated, rid);

        create table index_date(
            rid integer not null, param integer not null, low integer not null, high integer not null, updated integer not null,
            primary key(rid, param, low, high)) without rowid;
        create index index_date_low on index_date(param, low, high, updated, rid);
        create index index_date_high on index_date(param, high, low, updated, rid);

        create table index_number(
            rid integer not null, param integer not null, value real not null, updated integer not null,
            primary key(rid, param, value)) without rowid;
        create index index_number_value on index_number(param, value, updated, rid);

        -- code: the coded unit, unit: the unit for people, both ids of code or 0
        create table index_quantity(
            rid integer not null, param integer not null, low real not null, high real not null, code integer not null, unit integer not null,
            updated integer not null,
            primary key(rid, param, low, high, code, unit)) without rowid;
        create index index_quantity_low on index_quantity(param, low, high, code, unit, updated, rid);
        create index index_quantity_high on index_quantity(param, high, low, code, unit, updated, rid);

        create table origin_batch(
            id integer primary key,
            source text not null, file text not null, mapping text not null, imported integer not null,
            unique(source, file, mapping, imported));
        create table origin(
            rid integer not null, ordinal integer not null, batch integer not null, source_row integer, path text,
            primary key(rid, ordinal)) without rowid;
        """;

    // A range that ends after a point begins at most its length before it, so that days and single numbers, nearly all there are, need no index
    // by their high end: docs/adr/0015-ranges-are-found-by-their-low-end.md
    private const string LongRanges = """
        drop index index_date_high;
        create index index_date_long on index_date(param, high, low, updated, rid) where high - low > 86400000;
        drop index index_quantity_high;
        create index index_quantity_long on index_quantity(param, high, low, code, unit, updated, rid) where high - low > 0;
        """;

    // The rows of a table share a few paths of some hundred characters: https://www.sqlite.org/lang_altertable.html#otheralter
    private const string OriginPaths = """
        create table origin_path(id integer primary key, path text not null unique);
        insert into origin_path(path) select distinct path from origin where path is not null;
        create table origin_of(
            rid integer not null, ordinal integer not null, batch integer not null, source_row integer, path integer,
            primary key(rid, ordinal)) without rowid;
        insert into origin_of(rid, ordinal, batch, source_row, path)
            select o.rid, o.ordinal, o.batch, o.source_row, p.id from origin o left join origin_path p on p.path = o.path order by o.rid, o.ordinal;
        drop table origin;
        alter table origin_of rename to origin;
        """;

    // What is found by the text of a code, and by the type of an identifier, was not kept before: everything is indexed anew.
    private const string SearchTexts = """
        -- the texts that codes were seen with, folded; for :text
        create table code_text(code integer not null, folded text not null, primary key(code, folded)) without rowid;

        -- the codes of units that quantities were seen with: a search by one unit asks for the others that measure the same
        create table quantity_unit(code integer primary key);
        insert into quantity_unit(code) select distinct code from index_quantity where code <> 0;

        -- how far a reindex has come: one row while it is under way. parameters: fingerprint of what is indexed
        create table reindex(
            id integer primary key check (id = 1), parameters text not null, everything integer not null, watermark integer not null, done integer not null);

        update search_parameter set complete = 0;
        """;
}
