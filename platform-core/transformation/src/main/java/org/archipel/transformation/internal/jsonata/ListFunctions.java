package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Utils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.transformation.internal.jsonata.BoundedFunction.Own;

/** The functions of arrays and objects whose work in one call has no bound in the library. */
final class ListFunctions {
    private static final int BYTES_OF_REFERENCE = 8;
    private static final int BYTES_OF_ELEMENT = 64;
    private static final int BYTES_OF_OBJECT = 200;

    private ListFunctions() {}

    static void putInto(Map<String, Own> functions) {
        functions.put("spread", (arguments, bounds) -> spread(arguments.get(0), bounds));
        functions.put("distinct", (arguments, bounds) -> distinct(arguments.get(0), bounds));
        functions.put("zip", ListFunctions::zip);
        functions.put("clone", (arguments, bounds) -> {
            // A text of it, and what is read from that.
            bounds.requireRoom(2 * bounds.weights().of(arguments.get(0)));
            return Functions.functionClone(arguments.get(0));
        });
    }

    /** The library copies what it has so far for each element. */
    private static Object spread(Object value, EvaluationBounds bounds) {
        if (value instanceof Map<?, ?> object) {
            List<Object> members = Utils.createSequence();
            addMembers(object, members, bounds);
            return members;
        }
        if (value instanceof List<?> elements) {
            // No sequence unless it is empty: one member stays an array of one.
            List<Object> members = elements.isEmpty() ? Utils.createSequence() : new Utils.JList<>();
            addMembers(elements, members, bounds);
            return members;
        }
        return value;
    }

    private static void addMembers(Object value, List<Object> members, EvaluationBounds bounds) {
        if (value instanceof List<?> elements) {
            elements.forEach(element -> addMembers(element, members, bounds));
        } else if (value instanceof Map<?, ?> object) {
            bounds.spend(BYTES_OF_OBJECT);
            object.forEach((name, member) -> {
                Map<Object, Object> alone = new LinkedHashMap<>();
                alone.put(name, member);
                members.add(alone);
            });
            EvaluationBounds.requireFew(members.size());
        } else if (value != null) {
            members.add(value);
            EvaluationBounds.requireFew(members.size());
        }
    }

    /** The library has a set of the values, whose hash codes whoever writes the values can make the same. */
    private static Object distinct(Object value, EvaluationBounds bounds) {
        if (!(value instanceof List<?> elements) || elements.size() <= 1) {
            return value;
        }
        bounds.requireRoom((long) BYTES_OF_ELEMENT * elements.size());
        Set<DistinctKey> seen = new LinkedHashSet<>();
        List<Object> distinct = elements instanceof Utils.JList<?> ? Utils.createSequence() : new ArrayList<>();
        for (Object element : elements) {
            if (seen.add(new DistinctKey(element))) {
                distinct.add(element);
            }
        }
        return distinct;
    }

    private static List<Object> zip(List<?> arrays, EvaluationBounds bounds) {
        int length = arrays.isEmpty() ? 0 : Integer.MAX_VALUE;
        for (Object array : arrays) {
            length = Math.min(length, array == null ? 0 : ((List<?>) array).size());
        }
        bounds.requireRoom((long) length * (BYTES_OF_ELEMENT + (long) BYTES_OF_REFERENCE * arrays.size()));
        List<Object> zipped = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            List<Object> tuple = new ArrayList<>(arrays.size());
            for (Object array : arrays) {
                tuple.add(((List<?>) array).get(i));
            }
            zipped.add(tuple);
        }
        return zipped;
    }
}
