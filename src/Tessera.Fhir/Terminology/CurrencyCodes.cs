namespace Tessera.Fhir.Terminology;

/// <summary>The alphabetic currency codes of ISO 4217, as the R4 specification publishes them
/// (http://hl7.org/fhir/R4/valueset-currencies.html), and those that the standard's later amendments added.</summary>
internal static class CurrencyCodes
{
    private static ReadOnlySpan<byte> All =>
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GGP GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS IMP INR IQD IRR ISK JEP JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SPL SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TVD TWD TZS UAH UGX USD USN USS UYI UYU UYW UZS VED VEF VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWD ZWG ZWL "u8;

    public static bool Contains(ReadOnlySpan<byte> code)
    {
        if (code.Length != 3) return false;
        for (var i = 0; i < All.Length; i += 4)
            if (All.Slice(i, 3).SequenceEqual(code)) return true;
        return false;
    }
}
