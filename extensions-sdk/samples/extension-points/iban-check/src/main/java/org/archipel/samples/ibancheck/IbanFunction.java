package org.archipel.samples.ibancheck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import java.util.Locale;
import org.archipel.api.error.ValidationException;
import org.archipel.api.transform.TransformFunction;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Component;

/** Whether a text is an account number whose check digits are right (ISO 13616, ISO 7064 MOD 97-10). */
@Extension(
        id = "org.archipel.samples.ibancheck",
        name = "IBAN check",
        description = "Tells whether account numbers are right.",
        category = Category.FINANCE,
        publisher = "Archipel samples")
@NeedsPermission(resource = "transform", actions = "provide", reason = "To offer the check to mappings and rules.")
@Component(
        service = TransformFunction.class,
        property = {
            TransformFunction.NAME + "=isIban",
            TransformFunction.DESCRIPTION + "=isIban(text): whether it is an IBAN with right check digits"
        })
public final class IbanFunction implements TransformFunction {
    private static final int SHORTEST = 15;
    private static final int LONGEST = 34;

    @Override
    public JsonNode apply(List<JsonNode> arguments) {
        if (arguments.size() != 1) {
            throw new ValidationException("", "isIban takes one text");
        }
        String text = arguments.get(0).asText("").replace(" ", "").toUpperCase(Locale.ROOT);
        return BooleanNode.valueOf(isIban(text));
    }

    private static boolean isIban(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return false;
        }
        String turned = text.substring(4) + text.substring(0, 4);
        int rest = 0;
        for (char c : turned.toCharArray()) {
            int value = Character.digit(c, 36);
            if (value < 0 || c > 'Z') {
                return false;
            }
            rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
        }
        return rest == 1 && Character.isLetter(text.charAt(0)) && Character.isLetter(text.charAt(1));
    }
}
