using Microsoft.AspNetCore.Http;
using Tessera.Store;

namespace Tessera.Web.Security;

/// <summary>Who asks. The one place where sign-in will decide; until then the server listens on loopback only.</summary>
internal static class RequestAccess
{
    public static Access Of(HttpContext http) => Access.Everything;
}
