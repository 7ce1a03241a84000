package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.archipel.api.error.PlatformException;
import org.archipel.javascript.JavaScript;
import org.archipel.javascript.Script;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.function.Functions;
import org.archipel.transformation.internal.step.Tools;

/** What an organization's rules may call. */
record OrganizationTools(String organizationId, Supplier<JavaScript> javaScript, Extensions.Calls calls)
        implements Tools {
    @Override
    public Script script(String name, String source) {
        return javaScript.get().compile(organizationId, name, source);
    }

    @Override
    public ValueFunction function(String expression) {
        return Functions.compile(expression, this::extensionFunction);
    }

    @Override
    public ExtensionFunction extension(String name) {
        return calls.add(name)::apply;
    }

    private ValueFunction extensionFunction(String name, List<String> given) {
        Extensions.Call call = calls.add(name);
        List<JsonNode> rest = given.stream()
                .map(argument -> (JsonNode) JsonNodeFactory.instance.textNode(argument))
                .toList();
        return value -> {
            List<JsonNode> arguments = new ArrayList<>();
            arguments.add(value);
            arguments.addAll(rest);
            try {
                return call.apply(arguments);
            } catch (PlatformException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        };
    }
}
