using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tessera.Database;
using Tessera.Database.AppendLogs;
using Tessera.Fhir;
using Tessera.Store;
using Tessera.Web.Fhir;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Limits;

namespace Tessera.Web.Security;

/// <summary>Turns what was thrown into an answer. Logs hold the kind and place of a failure, never its message: messages of libraries
/// quote their input, and input is patients' data.</summary>
internal sealed partial class Failures(ILogger<Failures> logger)
{
    public async Task Handle(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null }) await Unmatched(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
#pragma warning disable CA1031 // The last line of defence: whatever was thrown becomes an answer.
        catch (Exception exception) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            var (status, issue) = Describe(exception);
            http.Response.Clear();
            RequestAccess.Forget(http);
            await SecurityHeaders.Add(http, inner => Answer(inner, status, issue));
        }
    }

    /// <summary>Status and issue of the answer to what was thrown; a bug is logged under the number that the issue names.</summary>
    public (int Status, Issue Issue) Describe(Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return (StatusCodes.Status413PayloadTooLarge, Error(IssueType.TooLong, "The body is larger than this server reads.", null));
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return (StatusCodes.Status408RequestTimeout, Error(IssueType.TooCostly, "The body arrives too slowly.", null));
            case RequestTooCostlyException:
                return (StatusCodes.Status503ServiceUnavailable, Error(IssueType.TooCostly, exception.Message, "Narrow a search; after a write, read and see."));
            case SearchTooLargeException:
                return (StatusCodes.Status400BadRequest, Error(IssueType.TooCostly, exception.Message, "Ask in several searches."));
            case BadHttpRequestException bad:
                return (bad.StatusCode, Error(IssueType.Invalid, "The request cannot be read.", null));
            case OutcomeUnknownException:
                return (StatusCodes.Status503ServiceUnavailable, Error(IssueType.Exception, exception.Message, "After a restart, read and see."));
            case DatabaseUnavailableException unavailable:
                return (StatusCodes.Status503ServiceUnavailable, Error(IssueType.Exception, unavailable.Message, unavailable.Hint));
            case LogUnavailableException unavailable:
                return (StatusCodes.Status503ServiceUnavailable, Error(
                    IssueType.Exception, $"Who sees or changes patients' records is written down first, and that is not possible now. {unavailable.Message}", "Make room on the disk, or check it; after a write, read and see."));
            case DatabaseException { IsFull: true }:
                return (StatusCodes.Status507InsufficientStorage, Error(IssueType.Exception, "There is no room left on the disk; nothing was written.", "Free some space."));
            case DatabaseException { IsDamage: true }:
                Disk("damaged");
                return (StatusCodes.Status500InternalServerError, Error(IssueType.Exception, "A part of the store that this needs is damaged.", "See what tessera verify says, and restore a backup."));
            case DatabaseException { IsOfDisk: true }:
                Disk("not readable or writable");
                return (StatusCodes.Status503ServiceUnavailable, Error(IssueType.Exception, "The disk of the store failed; nothing was written.", "Check the disk."));
        }

        var report = Guid.NewGuid().ToString("N")[..8];
        Bug(report, exception.GetType().FullName!, new StackTrace(exception, fNeedFileInfo: false).ToString());
        return (StatusCodes.Status500InternalServerError, Error(IssueType.Exception, $"Something went wrong that is our fault, not yours (report {report}).", "Please tell the project its number; the log has the place."));
    }

    private static Task Unmatched(HttpContext http) => http.Request.Path.StartsWithSegments(BaseUrl.Path, StringComparison.Ordinal)
        ? FhirEndpoints.Unmatched(http)
        : Pages.PageEndpoints.Unmatched(http);

    private static Task Answer(HttpContext http, int status, Issue issue) => http.Request.Path.StartsWithSegments(BaseUrl.Path, StringComparison.Ordinal)
        ? FhirAnswer.Outcome(http, status, issue)
        : Pages.PageEndpoints.Failed(http, status, issue);

    private static Issue Error(IssueType type, string message, string? fix) => new(IssueSeverity.Error, type, "", message) { Fix = fix };

    [LoggerMessage(Level = LogLevel.Error, Message = "The store is {State}; tessera verify says where.")]
    private partial void Disk(string state);

    [LoggerMessage(Level = LogLevel.Error, Message = "report {Report}: {Kind}\n{Place}")]
    private partial void Bug(string report, string kind, string place);
}
