using System.Text;
using Tessera.Fhir.Search;

namespace Tessera.Sources.Drafting;

/// <summary>Words that headers of exports use, in English, German, French, Spanish, Dutch and Italian.</summary>
internal static class HeaderWords
{
    private static readonly (ColumnRole Role, string Words)[] Table =
    [
        (ColumnRole.Patient, "en:mrn patientid patientno patientnumber patientnr pid patient subjectid de:patnr patientennummer patientnr patientenid patid pat_nr fr:numpatient numeropatients numeropatient nopatient idpatient ipp nip es:nhc numerohistoria idpaciente paciente nl:patientnummer patientnr it:codicepaziente idpaziente paziente"),
        (ColumnRole.Birth, "en:birthdate dateofbirth dob born birthday de:geb geburtsdatum gebdatum geburtstag geboren gebdat fr:datenaiss ddn datenais datenaissance datedenaissance naissance nele es:fnacimiento fnac fechanacimiento fechadenacimiento nacimiento nl:geboortedatum it:datanascita datadinascita nascita"),
        (ColumnRole.Death, "en:dateofdeath deathdate died deceased de:verstorbenam todesdatum sterbedatum verstorben fr:dcd datedeces datededeces deces es:exitus fechaexitus fexitus fechadefuncion fechamuerte fechadefallecimiento defuncion nl:overlijdensdatum overleden it:datadecesso datamorte datadimorte decesso"),
        (ColumnRole.Sex, "en:sex gender de:geschlecht geschl fr:sexe es:sexo nl:geslacht it:sesso"),
        (ColumnRole.Family, "en:familyname lastname surname family de:nachname familienname name zuname fr:nomusuel nomusage nomdusage nomfamille nom nomdefamille es:apellido1 primerapellido apellido apellidos nl:achternaam familienaam it:cognome"),
        (ColumnRole.Given, "en:givenname firstname given forename de:vorname rufname fr:prenoms prenomusuel prenom es:nombre nl:voornaam it:nome"),
        (ColumnRole.PostalCode, "en:zip zipcode postcode postalcode de:plz postleitzahl fr:cp codepostal es:cp codigopostal nl:postcode it:cap codicepostale"),
        (ColumnRole.City, "en:city town de:ort wohnort stadt fr:ville commune es:ciudad poblacion nl:woonplaats plaats it:citta comune"),
        (ColumnRole.Diagnosis, "en:icd icd10 diagnosiscode diagnosis de:icd10code icdkode icd10kode icd10gm diagnosekode icdcode diagnosecode icd10code hauptdiagnose diagnoseschluessel fr:codecim10 cim cim10code codecim cim10 codediagnostic es:codigocie10 codigocie cie10 codigodiagnostico nl:diagnosecode it:codicediagnosi diagnosi"),
        (ColumnRole.DiagnosisText, "en:diagnosisdescription diagnosisname diagnosistext description de:diagnosebezeichnung diagnosetext klartext diagnose bezeichnung fr:libellediagnostic libellecim10 diagnosticlibelle libelle diagnostic es:descripcion diagnostico nl:omschrijving it:descrizione"),
        (ColumnRole.Side, "en:side laterality de:seite seitenlokalisation lateralitaet lateralitat fr:lateralite cote es:lado lateralidad nl:zijde lateraliteit it:lato lateralita"),
        (ColumnRole.Medicine, "en:atc atccode de:atccode fr:codeatc es:codigoatc nl:atccode it:codiceatc"),
        (ColumnRole.LocalMedicine, "en:drugcode medicationcode medicinecode de:pzn medikamentcode praeparatecode artikelnummer fr:codeucd ucd codecip cip codemedicament codeproduit es:codigomedicamento nl:medicatiecode zindex it:codicefarmaco aic"),
        (ColumnRole.MedicineText, "en:drugname medicationname medicine drug medication substance de:arzneimittel medikation wirkstoff medikament substanz praeparat praparat fr:nommedicament libellemedicament specialite molecule substance medicament dci principeactif es:medicamento farmaco principioactivo nl:geneesmiddel medicijn it:farmaco principioattivo"),
        (ColumnRole.Finding, "en:loinc loinccode de:loinccode fr:codeloinc es:codigoloinc nl:loinccode it:codiceloinc"),
        (ColumnRole.LocalFinding, "en:testcode labcode analytecode parametercode de:kurzbezeichnung analytkuerzel parameterkuerzel untersuchungscode testcode analysencode laborcode parametercode kuerzel fr:codeexamen codeanalyse codeparametre es:codprueba codigoprueba codigoanalisis nl:bepalingscode testcode it:codiceesame codicetest"),
        (ColumnRole.FindingText, "en:testdescription analytename labtest description test parameter analyte testname de:analyse analyt laborwert testbezeichnung parametername untersuchung laborparameter bezeichnung fr:libelleexamen libelleanalyse examen nomexamen analyse parametre es:prueba parametro nl:bepaling onderzoek it:esame parametro"),
        (ColumnRole.Value, "en:resultvalue testresult value result de:messergebnis wert ergebnis befund messwert fr:valeurresultat valeur resultat es:valor resultado nl:waarde uitslag it:valore risultato"),
        (ColumnRole.Low, "en:low lowerlimit reflow normallow rangelow de:refvon normvon referenzvon untergrenze normuntergrenze refunten refmin normmin fr:borneinf borneinferieure bornebasse valeurmin normeinf normemin es:limiteinferior minimo nl:ondergrens it:limiteinferiore minimo"),
        (ColumnRole.High, "en:high upperlimit refhigh normalhigh rangehigh de:refbis normbis referenzbis obergrenze normobergrenze refoben refmax normmax fr:bornesup bornesuperieure bornehaute valeurmax normesup normemax es:limitesuperior maximo nl:bovengrens it:limitesuperiore massimo"),
        (ColumnRole.Status, "en:status state administrationstatus de:status gabestatus fr:etat statut etatadministration es:estado nl:status it:stato"),
        (ColumnRole.Route, "en:route de:applweg verabreichung applikation applikationsart applikationsweg verabreichungsweg fr:voie voieadministration voiedadministration es:via viaadministracion nl:toedieningsweg it:via viasomministrazione"),
        (ColumnRole.Dose, "en:dose dosage amount de:dosierung dosismenge dosis menge einzeldosis fr:doseadministree dose posologie es:dosis nl:dosis dosering it:dose dosaggio"),
        (ColumnRole.Unit, "en:doseunit resultunit unit units uom de:mengeneinheit masseinheit dosiseinheit einheit fr:unitedose unitemesure unite es:unidad unidades nl:eenheid it:unita"),
        (ColumnRole.End, "en:end enddate stop stopdate de:ende enddatum bis fr:fin datefin es:fin fechafin nl:einde einddatum it:fine datafine"),
        (ColumnRole.Start, "en:date start startdate onset diagnosisdate dateofdiagnosis given onset de:datum beginn diagnosedatum startdatum von entnahmedatum gabedatum fr:date debut datedebut datediagnostic es:fecha inicio fechainicio fechadiagnostico nl:datum begin begindatum it:data inizio datainizio datadiagnosi"),
        (ColumnRole.Key, "en:id recordid no number key de:nr nummer id schluessel lfdnr fr:numero no id es:numero id nl:nummer id it:numero id"),
    ];

    private static readonly Dictionary<string, List<(ColumnRole Role, string Language)>> ByWord = Read();

    /// <summary>The roles that a header names, each with the language of its word.</summary>
    public static IReadOnlyList<(ColumnRole Role, string Language)> Find(string header)
    {
        var plain = Plain(header);
        return ByWord.GetValueOrDefault(plain) ?? (IsNumberOfPatient(plain) ? [(ColumnRole.Patient, "")] : []);
    }

    // "PatientenNr", "Numéro du patient", "patient_code": whatever stands between the two words.
    private static bool IsNumberOfPatient(string plain) =>
        Array.Exists((string[])["patien", "pacien", "pazien"], word => plain.Contains(word, StringComparison.Ordinal))
        && Array.Exists((string[])["nr", "no", "num", "id", "code", "kennung", "ziffer", "mrn"], word => plain.StartsWith(word, StringComparison.Ordinal) || plain.EndsWith(word, StringComparison.Ordinal)
            || plain.EndsWith(word + "mer", StringComparison.Ordinal) || plain.EndsWith(word + "ero", StringComparison.Ordinal) || plain.EndsWith(word + "ber", StringComparison.Ordinal));

    /// <summary>Whether a header reads like the day on which something began, and not that on which it was found.</summary>
    public static bool IsOnset(string header) =>
        Plain(header) is var plain && Array.Exists((string[])["onset", "begin", "start", "debut", "inicio", "inizio"], word => plain.Contains(word, StringComparison.Ordinal));

    /// <summary>Whether a header reads like the number of a record: <c>DiagnoseNr</c>, <c>order_id</c>, <c>NumDiag</c>, <c>N° examen</c>.</summary>
    public static bool IsNumberOfRecord(string header)
    {
        var plain = Plain(header);
        return Array.Exists((string[])["nr", "no", "id", "number", "nummer", "numero", "key"], end => plain.EndsWith(end, StringComparison.Ordinal))
            || Array.Exists((string[])["num", "nr", "numero", "nro", "id"], start => FirstPart(header).Equals(start, StringComparison.OrdinalIgnoreCase))
            || header.Contains('°', StringComparison.Ordinal) || header.Contains('º', StringComparison.Ordinal);
    }

    // "Num" of NumDiag and num_diag; nothing of NUMDIAG, of which nobody can say where its first word ends.
    private static string FirstPart(string header)
    {
        var end = 1;
        while (end < header.Length && char.IsAsciiLetter(header[end]) && (char.IsLower(header[end]) || char.IsUpper(header[end - 1]))) end++;
        return header[..Math.Min(end, header.Length)];
    }

    /// <summary>A header in small letters, without accents, spaces and signs; <c>ae</c> is read like <c>ä</c>.</summary>
    public static string Plain(string header)
    {
        // .NET's normalisation does nothing without culture data, which the program runs without.
        var text = new StringBuilder(header.Length);
        foreach (var letter in SearchText.Fold(header))
            if (char.IsAsciiLetterOrDigit(letter)) text.Append(letter);
        return text.Replace("ae", "a").Replace("oe", "o").Replace("ue", "u").ToString();
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
