using Microsoft.AspNetCore.Http;
using Tessera.Store;

namespace Tessera.Web.Security;

/// <summary>Who asks. The one place where sign-in will decide; until then the server listens on loopback only.</summary>
internal static class RequestAccess
{
    /// <summary>Whoever can reach this node without sign-in.</summary>
    public const string Local = "someone on this machine";

    /// <summary>The access of a request, the same for as long as the request lasts: it collects for the audit whose records are handed out.</summary>
    public static Access Of(HttpContext http)
    {
        if (http.Features.Get<Access>() is { } access) return access;
        access = new Access(Local) { Disclosures = new Disclosures() };
        http.Features.Set(access);
        return access;
    }

    /// <summary>Begins anew: what was read for an answer that does not leave is in no answer, and the one that says so is about nobody.</summary>
    public static void Forget(HttpContext http) => http.Features.Set<Access>(null);
}
