using System.Text.Json;

namespace Tessera.Centre.Checks.Running;

/// <summary>What a server says that it does: its CapabilityStatement. A need is written <c>Patient.read</c> (an interaction, or one of the
/// flags such as <c>conditionalCreate</c>), <c>Patient.compartment</c>, <c>system.batch</c>, <c>Patient?birthdate</c> (a search parameter) or <c>Patient$everything</c>
/// (an operation; <c>$expand</c> for one of any type).</summary>
internal sealed class ServerStatement
{
    private readonly JsonElement rest;
    private readonly Dictionary<string, JsonElement> resources = new(StringComparer.Ordinal);

    public ServerStatement(JsonElement? statement)
    {
        if (statement is not { } root) return;
        Software = $"{root.Field("software").Text("name")} {root.Field("software").Text("version")}".Trim();
        rest = root.Items("rest").FirstOrDefault(one => one.Text("mode") == "server");
        foreach (var resource in rest.Items("resource"))
            if (resource.Text("type") is { } type) resources[type] = resource;
    }

    /// <summary>Name and version of the software, or empty.</summary>
    public string Software { get; } = "";

    /// <summary>The types that it lists for search.</summary>
    public IEnumerable<string> Types => resources.Where(pair => HasCode(pair.Value, "search-type")).Select(pair => pair.Key);

    /// <summary>One search for each parameter that it lists, with a value of the parameter's kind. Composite and special ones have no such value.</summary>
    public IEnumerable<string> Searches =>
        from pair in resources
        from parameter in pair.Value.Items("searchParam")
        let value = parameter.Text("type") switch
        {
            "number" or "quantity" => "1",
            "date" => "2020-01-01",
            "reference" => "Patient/1",
            "uri" => "urn:none",
            "token" or "string" => "none",
            _ => null,
        }
        where value is not null
        select $"{pair.Key}?{parameter.Text("name")}={value}&_count=1";

    /// <summary>Whether it lists what is needed. A server without a statement is asked everything.</summary>
    public bool Offers(string need)
    {
        if (rest.ValueKind == JsonValueKind.Undefined) return true;
        if (need.Split('?') is [var searched, var parameter]) return Lists(searched, "searchParam", "name", parameter);
        if (need.Split('$') is [var owner, var operation])
            return owner.Length > 0 ? Lists(owner, "operation", "name", operation) : resources.Values.Append(rest).Any(one => one.Items("operation").Any(item => item.Text("name") == operation));
        var (type, what) = need.Split('.') is [var first, var second] ? (first, second) : throw new FormatException($"'{need}' is not a need");
        if (type == "system") return HasCode(rest, what);
        if (what == "compartment") return rest.Items(what).Any(url => url.Text()?.EndsWith('/' + type, StringComparison.OrdinalIgnoreCase) == true);
        return resources.TryGetValue(type, out var resource) && (HasCode(resource, what) || resource.Field(what) is { ValueKind: JsonValueKind.True or JsonValueKind.String } flag && flag.ToString() != "not-supported");
    }

    private bool Lists(string type, string list, string field, string value) =>
        rest.Items(list).Any(item => item.Text(field) == value) || resources.TryGetValue(type, out var resource) && resource.Items(list).Any(item => item.Text(field) == value);

    private static bool HasCode(JsonElement owner, string code) => owner.Items("interaction").Any(interaction => interaction.Text("code") == code);
}
