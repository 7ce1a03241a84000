package org.archipel.transformation.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.archipel.transformation.ValueFunction;

/** The named functions, and chains of them: {@code trim|lower}, {@code replace(a, b)|toNumber}. Immutable and thread-safe. */
public final class Functions {
    private static final Map<String, Function<Arguments, ValueFunction>> BUILT_IN = builtIn();
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z][\\w.-]*/[\\w.-]+");
    private static final int MOST_LENGTH = 2_000;

    private Functions() {}

    /** Finds the functions of extensions. */
    @FunctionalInterface
    public interface Extensions {
        /** There are none. */
        Extensions NONE = (name, arguments) -> {
            throw new IllegalArgumentException("functions of extensions cannot be used here");
        };

        /** @param name extension id, a slash, and the function's name */
        ValueFunction find(String name, List<String> arguments);
    }

    /** @throws IllegalArgumentException if a function is not known or its arguments are wrong */
    public static ValueFunction compile(String expression, Extensions extensions) {
        if (expression.length() > MOST_LENGTH) {
            throw new IllegalArgumentException("has more than " + MOST_LENGTH + " characters");
        }
        List<ValueFunction> chain = new ArrayList<>();
        for (Call call : new CallParser(expression).calls()) {
            chain.add(one(call, extensions));
        }
        if (chain.size() == 1) {
            return chain.get(0);
        }
        ValueFunction[] functions = chain.toArray(ValueFunction[]::new);
        return value -> {
            JsonNode result = value;
            for (ValueFunction function : functions) {
                if (result.isNull()) {
                    return result;
                }
                result = function.apply(result);
            }
            return result;
        };
    }

    private static ValueFunction one(Call call, Extensions extensions) {
        Function<Arguments, ValueFunction> function = BUILT_IN.get(call.name());
        if (function != null) {
            return function.apply(new Arguments(call.name(), call.arguments()));
        }
        if (EXTENSION.matcher(call.name()).matches()) {
            return extensions.find(call.name(), call.arguments());
        }
        throw new IllegalArgumentException(
                "unknown transformation '" + call.name() + "'; known are " + String.join(", ", BUILT_IN.keySet()));
    }

    private static Map<String, Function<Arguments, ValueFunction>> builtIn() {
        Map<String, Function<Arguments, ValueFunction>> functions = new TreeMap<>();
        TextFunctions.addTo(functions);
        NumberFunctions.addTo(functions);
        DateFunctions.addTo(functions);
        ArrayFunctions.addTo(functions);
        return functions;
    }

    /** The parts of values put together. */
    public static JsonNode join(Iterable<JsonNode> values, String separator, boolean skipEmpty) {
        return TextFunctions.joined(values, separator, skipEmpty);
    }

    /** The parts of a text. */
    public static JsonNode split(String text, String separator, int limit, boolean trim) {
        return ArrayFunctions.split(text, Pattern.compile(separator, Pattern.LITERAL), limit, trim);
    }

    /** Order of values: numbers before texts before everything else. */
    public static int compare(JsonNode one, JsonNode other) {
        return ArrayFunctions.compare(one, other);
    }

    /** A function by its name, with its arguments. */
    record Call(String name, List<String> arguments) {}
}
