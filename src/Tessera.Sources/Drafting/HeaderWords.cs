using System.Globalization;
using System.Text;

namespace Tessera.Sources.Drafting;

/// <summary>Words that headers of exports use, in English, German, French, Spanish, Dutch and Italian.</summary>
internal static class HeaderWords
{
    private static readonly (ColumnRole Role, string Words)[] Table =
    [
        (ColumnRole.Patient, "en:mrn patientid patientno patientnumber patientnr pid patient subjectid de:patnr patientennummer patientnr patientenid patid pat_nr fr:numeropatient nopatient idpatient ipp nip es:nhc numerohistoria idpaciente paciente nl:patientnummer patientnr it:codicepaziente idpaziente paziente"),
        (ColumnRole.Birth, "en:birthdate dateofbirth dob born birthday de:geburtsdatum gebdatum geburtstag geboren gebdat fr:datenaissance datedenaissance naissance nele es:fechanacimiento fechadenacimiento nacimiento nl:geboortedatum it:datanascita datadinascita nascita"),
        (ColumnRole.Death, "en:dateofdeath deathdate died deceased de:todesdatum sterbedatum verstorben fr:datedeces datededeces deces es:fechadefuncion fechamuerte fechadefallecimiento defuncion nl:overlijdensdatum overleden it:datadecesso datamorte datadimorte decesso"),
        (ColumnRole.Sex, "en:sex gender de:geschlecht geschl fr:sexe es:sexo nl:geslacht it:sesso"),
        (ColumnRole.Family, "en:familyname lastname surname family de:nachname familienname name zuname fr:nom nomdefamille es:apellido apellidos nl:achternaam familienaam it:cognome"),
        (ColumnRole.Given, "en:givenname firstname given forename de:vorname rufname fr:prenom es:nombre nl:voornaam it:nome"),
        (ColumnRole.PostalCode, "en:zip zipcode postcode postalcode de:plz postleitzahl fr:codepostal es:codigopostal nl:postcode it:cap codicepostale"),
        (ColumnRole.Diagnosis, "en:icd icd10 diagnosiscode diagnosis de:icdcode diagnosecode icd10code hauptdiagnose diagnoseschluessel fr:codecim cim10 codediagnostic es:cie10 codigodiagnostico nl:diagnosecode it:codicediagnosi diagnosi"),
        (ColumnRole.DiagnosisText, "en:diagnosistext description de:diagnosetext klartext diagnose bezeichnung fr:libelle diagnostic es:descripcion diagnostico nl:omschrijving it:descrizione"),
        (ColumnRole.Medicine, "en:atc atccode de:atccode fr:codeatc es:codigoatc nl:atccode it:codiceatc"),
        (ColumnRole.MedicineText, "en:medicine drug medication substance de:wirkstoff medikament substanz praeparat praparat fr:medicament dci principeactif es:medicamento farmaco principioactivo nl:geneesmiddel medicijn it:farmaco principioattivo"),
        (ColumnRole.Finding, "en:loinc loinccode de:loinccode fr:codeloinc es:codigoloinc nl:loinccode it:codiceloinc"),
        (ColumnRole.FindingText, "en:description test parameter analyte testname de:untersuchung laborparameter bezeichnung fr:analyse parametre es:prueba parametro nl:bepaling onderzoek it:esame parametro"),
        (ColumnRole.Value, "en:value result de:wert ergebnis befund messwert fr:valeur resultat es:valor resultado nl:waarde uitslag it:valore risultato"),
        (ColumnRole.Dose, "en:dose dosage amount de:dosis menge einzeldosis fr:dose posologie es:dosis nl:dosis dosering it:dose dosaggio"),
        (ColumnRole.Unit, "en:unit units uom de:einheit fr:unite es:unidad unidades nl:eenheid it:unita"),
        (ColumnRole.End, "en:end enddate stop stopdate de:ende enddatum bis fr:fin datefin es:fin fechafin nl:einde einddatum it:fine datafine"),
        (ColumnRole.Start, "en:date start startdate onset diagnosisdate dateofdiagnosis given onset de:datum beginn diagnosedatum startdatum von entnahmedatum gabedatum fr:date debut datedebut datediagnostic es:fecha inicio fechainicio fechadiagnostico nl:datum begin begindatum it:data inizio datainizio datadiagnosi"),
        (ColumnRole.Key, "en:id recordid no number key de:nr nummer id schluessel lfdnr fr:numero no id es:numero id nl:nummer id it:numero id"),
    ];

    private static readonly Dictionary<string, List<(ColumnRole Role, string Language)>> ByWord = Read();

    /// <summary>The roles that a header names, each with the language of its word.</summary>
    public static IReadOnlyList<(ColumnRole Role, string Language)> Find(string header) => ByWord.GetValueOrDefault(Plain(header)) ?? [];

    /// <summary>Whether a header ends like the number of a record: <c>DiagnoseNr</c>, <c>order_id</c>.</summary>
    public static bool IsNumberOfRecord(string header)
    {
        var plain = Plain(header);
        return Array.Exists((string[])["nr", "no", "id", "number", "nummer", "numero", "key"], end => plain.EndsWith(end, StringComparison.Ordinal));
    }

    /// <summary>A header in small letters, without accents, spaces and signs.</summary>
    public static string Plain(string header)
    {
        var text = new StringBuilder(header.Length);
        foreach (var letter in header.Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) text.Append(char.ToLowerInvariant(letter));
        return text.ToString();
    }

    private static Dictionary<string, List<(ColumnRole, string)>> Read()
    {
        var words = new Dictionary<string, List<(ColumnRole, string)>>(StringComparer.Ordinal);
        foreach (var (role, list) in Table)
        {
            var language = "";
            foreach (var part in list.Split(' '))
            {
                var colon = part.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0) language = part[..colon];
                var word = Plain(part[(colon + 1)..]);
                if (!words.TryGetValue(word, out var found)) words.Add(word, found = []);
                if (!found.Contains((role, language))) found.Add((role, language));
            }
        }

        return words;
    }
}
