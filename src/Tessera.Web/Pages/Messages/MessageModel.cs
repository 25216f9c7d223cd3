using Tessera.Web.Components;

namespace Tessera.Web.Pages.Messages;

/// <summary>A page that only says something.</summary>
/// <param name="Shell">Around the page.</param>
/// <param name="Title">What is the case.</param>
/// <param name="Text">What to do.</param>
public sealed record MessageModel(PageShell Shell, string Title, string Text);
