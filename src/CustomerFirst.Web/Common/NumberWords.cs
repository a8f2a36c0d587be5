using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace CustomerFirst.Web.Common;

/// <summary>What a form says of a text that stands where a whole number belongs.</summary>
internal sealed class NumberWords : IBindingMetadataProvider
{
    /// <summary>How the message reads; a field with a label puts it in front.</summary>
    public const string Unnamed = "Enter a whole number";

    private readonly DefaultModelBindingMessageProvider _words;

    /// <param name="others">The words for everything else.</param>
    public NumberWords(DefaultModelBindingMessageProvider others)
    {
        _words = new DefaultModelBindingMessageProvider(others);
        _words.SetAttemptedValueIsInvalidAccessor((_, _) => Unnamed);
    }

    /// <inheritdoc />
    public void CreateBindingMetadata(BindingMetadataProviderContext context)
    {
        var type = Nullable.GetUnderlyingType(context.Key.ModelType) ?? context.Key.ModelType;
        if (type == typeof(int) || type == typeof(long)) context.BindingMetadata.ModelBindingMessageProvider = _words;
    }
}
