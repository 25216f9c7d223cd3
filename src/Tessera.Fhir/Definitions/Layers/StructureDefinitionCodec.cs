namespace Tessera.Fhir.Definitions.Layers;

/// <summary>A <see cref="StructureDefinition"/> in a layer: both directions side by side, field by field.</summary>
internal static class StructureDefinitionCodec
{
    public static void Write(LayerWriter to, StructureDefinition structure)
    {
        to.Begin(DefinitionKind.StructureDefinition, structure.Url, structure.Version);
        to.Text(structure.Url);
        to.Text(structure.Version);
        to.Text(structure.Name);
        to.Text(structure.Title);
        to.Text(structure.Kind);
        to.Text(structure.Type);
        to.Text(structure.BaseDefinition);
        to.Flag(structure.IsAbstract);
        to.Flag(structure.IsProfile);
        to.Number(structure.Contexts.Count);
        foreach (var context in structure.Contexts)
        {
            to.Text(context.Type);
            to.Text(context.Expression);
        }
        to.Number(structure.Elements.Count);
        foreach (var element in structure.Elements) WriteElement(to, element);
        to.Bytes(structure.Differential.Span);
    }

    public static StructureDefinition Read(LayerReader from) => new()
    {
        Url = from.Text(),
        Version = from.Text(),
        Name = from.Text(),
        Title = from.Text(),
        Kind = from.Text(),
        Type = from.Text(),
        BaseDefinition = from.OptionalText(),
        IsAbstract = from.Flag(),
        IsProfile = from.Flag(),
        Contexts = ReadContexts(ref from),
        Elements = ReadElements(ref from),
        Differential = from.Bytes(),
    };

    private static void WriteElement(LayerWriter to, ElementDefinition element)
    {
        to.Text(element.Id);
        to.Text(element.Path);
        to.Text(element.SliceName);
        to.Number(element.Min);
        to.Number(element.Max);
        to.Flag(element.IsList);
        to.Number(element.Types.Count);
        foreach (var type in element.Types)
        {
            to.Text(type.Code);
            to.Texts(type.Profiles.ToArray());
            to.Texts(type.TargetProfiles.ToArray());
            to.Texts(type.Aggregations.ToArray());
        }
        to.Text(element.ContentReference);
        to.Flag(element.Binding is not null);
        if (element.Binding is { } binding)
        {
            to.Number((int)binding.Strength);
            to.Text(binding.ValueSet);
            to.Text(binding.MaxValueSet);
        }
        to.Bytes(element.Fixed.Span);
        to.Bytes(element.Pattern.Span);
        to.Bytes(element.MinValue.Span);
        to.Bytes(element.MaxValue.Span);
        to.Number(element.MaxLength);
        WriteSlicing(to, element.Slicing);
        to.Number(element.Constraints.Count);
        foreach (var constraint in element.Constraints)
        {
            to.Text(constraint.Key);
            to.Flag(constraint.IsError);
            to.Text(constraint.Human);
            to.Text(constraint.Expression);
            to.Text(constraint.Source);
        }
        to.Number((element.MustSupport ? 1 : 0) | (element.IsModifier ? 2 : 0) | (element.IsSummary ? 4 : 0));
        to.Text(element.Short);
    }

    private static void WriteSlicing(LayerWriter to, ElementSlicing? slicing)
    {
        to.Flag(slicing is not null);
        if (slicing is null) return;
        to.Text(slicing.Rules);
        to.Flag(slicing.Ordered);
        to.Number(slicing.Discriminators.Count);
        foreach (var discriminator in slicing.Discriminators)
        {
            to.Text(discriminator.Type);
            to.Text(discriminator.Path);
        }
    }

    private static ElementDefinition[] ReadElements(ref LayerReader from)
    {
        var elements = new ElementDefinition[from.Number()];
        for (var i = 0; i < elements.Length; i++) elements[i] = ReadElement(ref from);
        return elements;
    }

    private static ElementDefinition ReadElement(ref LayerReader from)
    {
        var (id, path, slice) = (from.Text(), from.Text(), from.OptionalText());
        var (min, max, isList) = (from.Number(), from.Number(), from.Flag());
        var types = ReadTypes(ref from);
        var contentReference = from.OptionalText();
        var binding = from.Flag() ? new ElementBinding((BindingStrength)from.Number(), from.Text(), from.OptionalText()) : null;
        var (exact, pattern, minValue, maxValue) = (from.Bytes(), from.Bytes(), from.Bytes(), from.Bytes());
        var maxLength = from.Number();
        var slicing = from.Flag() ? ReadSlicing(ref from) : null;
        var constraints = ReadConstraints(ref from);
        var flags = from.Number();
        return new ElementDefinition
        {
            Id = id, Path = path, SliceName = slice, Min = min, Max = max, IsList = isList, Types = types, ContentReference = contentReference,
            Binding = binding, Fixed = exact, Pattern = pattern, MinValue = minValue, MaxValue = maxValue, MaxLength = maxLength, Slicing = slicing,
            Constraints = constraints, MustSupport = (flags & 1) != 0, IsModifier = (flags & 2) != 0, IsSummary = (flags & 4) != 0, Short = from.Text(),
        };
    }

    private static ElementType[] ReadTypes(ref LayerReader from)
    {
        var types = new ElementType[from.Number()];
        for (var i = 0; i < types.Length; i++) types[i] = new ElementType(from.Text(), from.Texts(), from.Texts(), from.Texts());
        return types;
    }

    private static ElementSlicing ReadSlicing(ref LayerReader from)
    {
        var (rules, ordered) = (from.Text(), from.Flag());
        var discriminators = new SliceDiscriminator[from.Number()];
        for (var i = 0; i < discriminators.Length; i++) discriminators[i] = new SliceDiscriminator(from.Text(), from.Text());
        return new ElementSlicing(discriminators, rules, ordered);
    }

    private static ElementConstraint[] ReadConstraints(ref LayerReader from)
    {
        var constraints = new ElementConstraint[from.Number()];
        for (var i = 0; i < constraints.Length; i++)
            constraints[i] = new ElementConstraint(from.Text(), from.Flag(), from.Text(), from.Text(), from.Text());
        return constraints;
    }

    private static ExtensionContext[] ReadContexts(ref LayerReader from)
    {
        var contexts = new ExtensionContext[from.Number()];
        for (var i = 0; i < contexts.Length; i++) contexts[i] = new ExtensionContext(from.Text(), from.Text());
        return contexts;
    }
}
