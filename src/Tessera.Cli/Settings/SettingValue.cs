using System.Globalization;
using System.Text.RegularExpressions;

namespace Tessera.Cli.Settings;

/// <summary>A setting's value and who gave it.</summary>
/// <param name="Setting">Which setting.</param>
/// <param name="Text">The value; paths are as written.</param>
/// <param name="Origin">Such as <c>--port</c>, <c>TESSERA_PORT</c>, <c>tessera.yaml</c> or <c>default</c>.</param>
internal sealed partial record SettingValue(Setting Setting, string Text, string Origin)
{
    public int Number => int.Parse(Text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The value without a password that a database address may hold.</summary>
    public string Shown => Password().Replace(Text, "$1***@");

    [GeneratedRegex("(://[^:/@]*:)[^@]*@")]
    private static partial Regex Password();
}
