using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>The medicines of the synthetic centre. ATC codes are the WHO's; RxNorm codes are those that mCODE 4.0.0 shows in its examples.</summary>
internal static class Medicines
{
    public static readonly Medicine Doxorubicin = new("doxorubicin", "L01DB01") { RxNorm = "3639" };
    public static readonly Medicine Daunorubicin = new("daunorubicin", "L01DB02");
    public static readonly Medicine Epirubicin = new("epirubicin", "L01DB03");
    public static readonly Medicine Cyclophosphamide = new("cyclophosphamide", "L01AA01") { RxNorm = "3002" };
    public static readonly Medicine Melphalan = new("melphalan", "L01AA03");
    public static readonly Medicine Paclitaxel = new("paclitaxel", "L01CD01") { RxNorm = "56946" };
    public static readonly Medicine Docetaxel = new("docetaxel", "L01CD02");
    public static readonly Medicine Cabazitaxel = new("cabazitaxel", "L01CD04");
    public static readonly Medicine Vincristine = new("vincristine", "L01CA02") { RxNorm = "11202" };
    public static readonly Medicine Vinorelbine = new("vinorelbine", "L01CA04");
    public static readonly Medicine Etoposide = new("etoposide", "L01CB01");
    public static readonly Medicine Eribulin = new("eribulin", "L01XX41");
    public static readonly Medicine Carboplatin = new("carboplatin", "L01XA02");
    public static readonly Medicine Cisplatin = new("cisplatin", "L01XA01");
    public static readonly Medicine Oxaliplatin = new("oxaliplatin", "L01XA03");
    public static readonly Medicine Irinotecan = new("irinotecan", "L01CE02");
    public static readonly Medicine Fluorouracil = new("fluorouracil", "L01BC02");
    public static readonly Medicine FolinicAcid = new("folinic acid", "V03AF03");
    public static readonly Medicine Capecitabine = new("capecitabine", "L01BC06", Route.Oral);
    public static readonly Medicine Trifluridine = new("trifluridine and tipiracil", "L01BC59", Route.Oral);
    public static readonly Medicine Gemcitabine = new("gemcitabine", "L01BC05");
    public static readonly Medicine Pemetrexed = new("pemetrexed", "L01BA04");
    public static readonly Medicine Methotrexate = new("methotrexate", "L01BA01");
    public static readonly Medicine IntrathecalMethotrexate = new("methotrexate", "L01BA01", Route.Intrathecal);
    public static readonly Medicine OralMethotrexate = new("methotrexate", "L01BA01", Route.Oral);
    public static readonly Medicine Cytarabine = new("cytarabine", "L01BC01", Route.Subcutaneous);
    public static readonly Medicine Mercaptopurine = new("mercaptopurine", "L01BB02", Route.Oral);
    public static readonly Medicine Tioguanine = new("tioguanine", "L01BB03", Route.Oral);
    public static readonly Medicine Pegaspargase = new("pegaspargase", "L01XX24", Route.Intramuscular);
    public static readonly Medicine Dexamethasone = new("dexamethasone", "H02AB02", Route.Oral);
    public static readonly Medicine Prednisone = new("prednisone", "H02AB07", Route.Oral) { RxNorm = "8640" };
    public static readonly Medicine Imatinib = new("imatinib", "L01EA01", Route.Oral);
    public static readonly Medicine Blinatumomab = new("blinatumomab", "L01FX07");

    public static readonly Medicine Trastuzumab = new("trastuzumab", "L01FD01");
    public static readonly Medicine Pertuzumab = new("pertuzumab", "L01FD02");
    public static readonly Medicine TrastuzumabEmtansine = new("trastuzumab emtansine", "L01FD03");
    public static readonly Medicine TrastuzumabDeruxtecan = new("trastuzumab deruxtecan", "L01FD04");
    public static readonly Medicine SacituzumabGovitecan = new("sacituzumab govitecan", "L01FX17");
    public static readonly Medicine Pembrolizumab = new("pembrolizumab", "L01FF02");
    public static readonly Medicine Durvalumab = new("durvalumab", "L01FF03");
    public static readonly Medicine Atezolizumab = new("atezolizumab", "L01FF05");
    public static readonly Medicine Bevacizumab = new("bevacizumab", "L01FG01");
    public static readonly Medicine Cetuximab = new("cetuximab", "L01FE01");
    public static readonly Medicine Panitumumab = new("panitumumab", "L01FE02");
    public static readonly Medicine Daratumumab = new("daratumumab", "L01FC01", Route.Subcutaneous);

    public static readonly Medicine Palbociclib = new("palbociclib", "L01EF01", Route.Oral);
    public static readonly Medicine Ribociclib = new("ribociclib", "L01EF02", Route.Oral);
    public static readonly Medicine Abemaciclib = new("abemaciclib", "L01EF03", Route.Oral);
    public static readonly Medicine Everolimus = new("everolimus", "L01EG02", Route.Oral);
    public static readonly Medicine Osimertinib = new("osimertinib", "L01EB04", Route.Oral);
    public static readonly Medicine Alectinib = new("alectinib", "L01ED03", Route.Oral) { RxNorm = "1727455" };
    public static readonly Medicine Lorlatinib = new("lorlatinib", "L01ED05", Route.Oral) { RxNorm = "2103164" };
    public static readonly Medicine Entrectinib = new("entrectinib", "L01EX14", Route.Oral);
    public static readonly Medicine Crizotinib = new("crizotinib", "L01ED01", Route.Oral) { RxNorm = "1148495" };
    public static readonly Medicine Sotorasib = new("sotorasib", "L01XX73", Route.Oral);
    public static readonly Medicine Encorafenib = new("encorafenib", "L01EC03", Route.Oral);
    public static readonly Medicine Olaparib = new("olaparib", "L01XK01", Route.Oral);
    public static readonly Medicine Bortezomib = new("bortezomib", "L01XG01", Route.Subcutaneous);
    public static readonly Medicine Carfilzomib = new("carfilzomib", "L01XG02");
    public static readonly Medicine Lenalidomide = new("lenalidomide", "L04AX04", Route.Oral);
    public static readonly Medicine Pomalidomide = new("pomalidomide", "L04AX06", Route.Oral);

    public static readonly Medicine Tamoxifen = new("tamoxifen", "L02BA01", Route.Oral);
    public static readonly Medicine Anastrozole = new("anastrozole", "L02BG03", Route.Oral) { RxNorm = "84857" };
    public static readonly Medicine Letrozole = new("letrozole", "L02BG04", Route.Oral);
    public static readonly Medicine Exemestane = new("exemestane", "L02BG06", Route.Oral);
    public static readonly Medicine Fulvestrant = new("fulvestrant", "L02BA03", Route.Intramuscular);
    public static readonly Medicine Goserelin = new("goserelin", "L02AE03", Route.Subcutaneous);
    public static readonly Medicine Leuprorelin = new("leuprorelin", "L02AE02", Route.Subcutaneous);
    public static readonly Medicine Abiraterone = new("abiraterone", "L02BX03", Route.Oral);
    public static readonly Medicine Enzalutamide = new("enzalutamide", "L02BB04", Route.Oral);
    public static readonly Medicine Bicalutamide = new("bicalutamide", "L02BB03", Route.Oral);
}
