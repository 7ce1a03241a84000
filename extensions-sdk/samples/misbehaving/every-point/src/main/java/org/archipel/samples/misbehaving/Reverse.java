package org.archipel.samples.misbehaving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.archipel.api.transform.TransformFunction;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Component;

/** Turns texts round. */
@NeedsPermission(resource = "transform", actions = "provide", reason = "To offer a function.")
@Component(service = TransformFunction.class, property = TransformFunction.NAME + "=reverse")
public final class Reverse implements TransformFunction {
    @Override
    public JsonNode apply(List<JsonNode> arguments) {
        StringBuilder text = new StringBuilder();
        arguments.forEach(argument -> text.append(argument.asText()));
        return TextNode.valueOf(text.reverse().toString());
    }
}
