namespace Tessera.Web.Pages.Quality;

/// <summary>Which patients of an element are listed.</summary>
public enum QualityLack
{
    /// <summary>Those with no value where one is expected.</summary>
    Value,

    /// <summary>Those with a value that is certainly no code of the value set.</summary>
    Code,

    /// <summary>Those with a value that is invalid.</summary>
    Valid,

    /// <summary>Those with a value that breaks a rule of plausibility.</summary>
    Plausible,

    /// <summary>Those with a value that a warning is about.</summary>
    Doubt,

    /// <summary>Those without a value of the year before their last contact.</summary>
    Recent,
}
