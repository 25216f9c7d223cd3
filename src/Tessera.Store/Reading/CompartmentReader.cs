using Tessera.Database;
using Tessera.Store.Schema;
using Tessera.Store.Searching;

namespace Tessera.Store.Reading;

/// <summary>Finds what belongs to one patient.</summary>
internal sealed class CompartmentReader(Vocabulary vocabulary, AccessRules rules)
{
    /// <summary>Numbers of the Patient and of all current resources about the patient, the Patient first, then by type.</summary>
    public List<long> Find(DatabaseConnection connection, Access access, string patientId, IReadOnlySet<string>? types)
    {
        var rids = new List<long>();
        var patientType = vocabulary.Type("Patient");
        if (connection.Long("select rid from resource_id where type = ?1 and id = ?2", patientType, patientId) is not { } patient) return rids;
        var sql = new SqlText().Add("select r.rid from (select rid from resource indexed by resource_patient where deleted = 0 and patient = ").Bind(patient);
        sql.Add(" union select rid from compartment where patient = ").Bind(patient).Add(") m cross join resource r where r.rid = m.rid and r.deleted = 0");
        if (types is not null) sql.Add(" and r.type in ").BindList([.. types.Select(vocabulary.Type)]);
        rules.Compile(access, connection).Print(sql, "r");
        sql.Add(" order by r.rid <> ").Bind(patient).Add(", r.type, r.updated, r.rid");
        using var rows = sql.Query(connection);
        while (rows.Step()) rids.Add(rows.Long(0));
        return rids;
    }
}
