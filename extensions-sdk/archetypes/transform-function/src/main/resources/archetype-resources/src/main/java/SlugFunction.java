package ${package};

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.archipel.api.error.ValidationException;
import org.archipel.api.transform.TransformFunction;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Component;

/** Makes of a title what can stand in an address: {@code "Crème brûlée!"} becomes {@code "creme-brulee"}. */
@Extension(
        id = "${extensionId}",
        name = "${extensionName}",
        description = "Makes addresses of titles.",
        category = Category.OPERATIONS,
        publisher = "${publisher}",
        documentation = "guide.md")
@NeedsPermission(resource = "transform", actions = "provide", reason = "To offer the function to mappings.")
@Component(
        service = TransformFunction.class,
        property = {
            TransformFunction.NAME + "=slug",
            TransformFunction.DESCRIPTION + "=slug(title): the title in lower-case letters, digits and hyphens"
        })
public final class SlugFunction implements TransformFunction {
    @Override
    public JsonNode apply(List<JsonNode> arguments) {
        if (arguments.size() != 1 || !arguments.get(0).isTextual()) {
            throw new ValidationException("", "slug takes one text");
        }
        String plain = Normalizer.normalize(arguments.get(0).textValue(), Normalizer.Form.NFD);
        StringBuilder slug = new StringBuilder();
        for (char c : plain.toLowerCase(Locale.ROOT).toCharArray()) {
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                slug.append(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK
                    && slug.length() > 0
                    && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        int end = slug.length();
        boolean hyphen = end > 0 && slug.charAt(end - 1) == '-';
        return TextNode.valueOf(slug.substring(0, hyphen ? end - 1 : end));
    }
}
