package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.archipel.javascript.Script;
import org.archipel.transformation.ValueFunction;

/** What compiling a step needs from the platform, for one organization. */
public interface Tools {
    /** @throws org.archipel.javascript.ScriptException if it is no function */
    Script script(String name, String source);

    /** @throws IllegalArgumentException if it is no chain of known functions */
    ValueFunction function(String expression);

    /** A function of an extension, called with several arguments. */
    ExtensionFunction extension(String name);

    /** A function of an extension. Thread-safe. */
    interface ExtensionFunction {
        JsonNode call(List<JsonNode> arguments);
    }
}
