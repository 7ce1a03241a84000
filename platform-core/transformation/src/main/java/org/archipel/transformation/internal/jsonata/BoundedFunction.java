package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * A function of JSONata that looks at the bounds of the running evaluation at each call, also where the library calls it for each
 * element of an array. Stateless and thread-safe.
 */
final class BoundedFunction extends Jsonata.JFunction {
    private final Kind kind;
    private final Own own;
    private final int parameters;
    private final boolean takesList;

    /** How much of its arguments a function looks at. */
    enum Kind {
        /** At texts, and at the elements of arrays but not into them. */
        SHALLOW,
        /** At all that is in them. */
        DEEP,
        /** As {@link #SHALLOW}; gives one array of all arguments. */
        APPENDING,
        /** As {@link #DEEP}; gives one object of all in an array. */
        MERGING
    }

    /** What stands for the library's own function. The arguments that are not given are null. */
    interface Own {
        Object call(List<?> arguments, EvaluationBounds bounds);
    }

    /** @param own null for the library's function */
    BoundedFunction(String name, String signature, String method, Kind kind, Own own) {
        super(name, signature, Functions.class, null, method);
        this.kind = kind;
        this.own = own;
        Method library = Functions.getFunction(Functions.class, method);
        Class<?>[] types = library.getParameterTypes();
        boolean takesAll = types.length == 1 && types[0] == Utils.JList.class;
        this.parameters = takesAll ? 0 : types.length;
        this.takesList = types.length > 0 && types[0] == List.class;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Object call(Object input, List args) {
        EvaluationBounds bounds = EvaluationBounds.running();
        bounds.requireCallable(args, kind == Kind.DEEP || kind == Kind.MERGING);
        Object result = own == null ? super.call(input, args) : converted(own.call(completed(args), bounds));
        if (result != null) {
            if (kind == Kind.APPENDING) {
                bounds.weights().joined(result, args);
            } else if (kind == Kind.MERGING && !args.isEmpty() && args.get(0) instanceof List<?> objects) {
                bounds.weights().joined(result, objects);
            }
            bounds.require(result);
        }
        return result;
    }

    private static Object converted(Object result) {
        return result instanceof Number number ? Utils.convertNumber(number) : result;
    }

    /** As the library does it for its own functions. */
    private List<Object> completed(List<?> given) {
        List<Object> arguments = new ArrayList<>(given);
        while (arguments.size() < parameters) {
            arguments.add(null);
        }
        Object first = arguments.isEmpty() ? null : arguments.get(0);
        if (takesList && first != null && !(first instanceof List<?>)) {
            List<Object> alone = new ArrayList<>();
            alone.add(first);
            arguments.set(0, alone);
        }
        return arguments;
    }
}
