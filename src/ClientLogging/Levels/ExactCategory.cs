namespace LogActors;

/// <summary>The names of filter rules that are meant for one category, and no other.</summary>
/// <remarks>
/// A rule's name stands for all categories that begin with it, unless it has a <c>*</c>: then for those that begin with what is before it and end with what is behind it, in any case. That the two may
/// overlap makes <c>Shop.Orders*Shop.Orders</c> the name of <c>Shop.Orders</c>; but of <c>Shop.OrdersAndShop.Orders</c> too. No rule has a longer name for the category, and the longest one counts.
/// </remarks>
internal static class ExactCategory
{
    /// <summary>Whether a rule can be meant for a category: there may be one <c>*</c> in its name, and an empty one would be everybody's.</summary>
    public static bool CanBeNamed(string category) => category.Length > 0 && !category.Contains('*');

    /// <summary>The name of the category's rule.</summary>
    public static string RuleName(string category) => $"{category}*{category}";

    /// <summary>Whether the rule of one category is another's too.</summary>
    public static bool Covers(string category, string other) =>
        other.StartsWith(category, StringComparison.OrdinalIgnoreCase) && other.EndsWith(category, StringComparison.OrdinalIgnoreCase);
}
