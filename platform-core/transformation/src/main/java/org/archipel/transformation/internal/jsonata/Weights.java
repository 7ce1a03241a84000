package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Utils;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.archipel.transformation.internal.jsonata.EvaluationBounds.Exceeded;

/**
 * What values stand for: about the bytes that they would take if nothing in them were shared. Ten small maps, each with the one before
 * in it twice, stand for a thousand; whatever walks through them is as slow as if they were that many. Belongs to one evaluation.
 */
final class Weights {
    private static final int MOST_DEPTH = 300;
    private static final int SCALAR = 24;
    private static final int CHARACTER = 4;
    private static final int REFERENCE = 8;
    private static final int LIST = 40;
    private static final int MAP = 128;
    private static final int MEMBER = 48;
    private static final int FEW = 48;
    private static final long NOT_SMALL = -1;
    private static final int PART_IF_CHANGING = 4;
    /** A weight and a depth in one number. */
    private static final int DEPTH_BITS = 10;

    private static final long DEPTH = (1 << DEPTH_BITS) - 1;

    private static final long MOST = 1L << 50;

    private final long most;
    private final EvaluationBounds bounds;
    private final Object document;
    /** How many values more may be in a small one. */
    private int left;

    private final KnownWeights known = new KnownWeights();

    /**
     * @param most the bytes that a value may stand for beyond what the document does
     * @param changing whether the expression has transforms
     */
    Weights(Object document, long most, EvaluationBounds bounds, boolean changing) {
        this.document = document;
        // Such an expression also copies what it changes, by a text of it.
        this.most = changing ? most / PART_IF_CHANGING : most;
        this.bounds = bounds;
    }

    /** Refuses a value that stands for too much or is nested too deeply. */
    void require(Object value) {
        boolean part = value instanceof DocumentPart.Members || value instanceof DocumentPart.Elements;
        if (!part && (value instanceof List<?> || value instanceof Map<?, ?>)) {
            of(value);
        }
    }

    /** What was weighed may stand for more from now on. */
    void forget() {
        known.clear();
    }

    long of(Object value) {
        long weight = measure(value, 0) >> DEPTH_BITS;
        if (weight > most && weight > most + documentWeight()) {
            throw tooMuch();
        }
        return weight;
    }

    private long documentWeight() {
        return inDocument(document) >> DEPTH_BITS;
    }

    private static long inDocument(Object value) {
        long part = DocumentPart.measured(value);
        return part == 0 ? alone(value) : part;
    }

    /** Of an object of a document. */
    static long ofMembers(Collection<?> members) {
        return inDocument(members, Sum.ofMap());
    }

    /** Of an array of a document. */
    static long ofElements(List<?> elements) {
        return inDocument(elements, Sum.ofList());
    }

    private static long inDocument(Collection<?> values, Sum sum) {
        for (Object value : values) {
            sum.add(inDocument(value));
        }
        return sum.measured();
    }

    /**
     * Takes note of an array or object of all elements or members of others, which is not to be weighed one by one when they are known:
     * whoever adds to an array again and again would wait long.
     */
    void joined(Object result, Iterable<?> parts) {
        boolean list = result instanceof List<?>;
        int size = list ? ((List<?>) result).size() : result instanceof Map<?, ?> map ? map.size() : 0;
        if (size <= FEW) {
            return;
        }
        Sum sum = list ? Sum.ofList() : Sum.ofMap();
        int own = list ? LIST : MAP;
        int count = 0;
        for (Object part : parts) {
            if (part == result || isForLibrary(part)) {
                return;
            }
            long measured = measure(part, 0);
            if (list && part instanceof List<?> elements) {
                sum.addAll(measured, own);
                count += elements.size();
            } else if (!list && part instanceof Map<?, ?> members) {
                sum.addAll(measured, own);
                count += members.size();
            } else {
                sum.add(measured);
                count++;
            }
        }
        if (count == size) {
            remembered(result, sum);
        }
    }

    private Exceeded tooMuch() {
        return new Exceeded("a value stands for more than " + (most >> 20) + " MB");
    }

    /** The weight and the depth of a value. */
    private long measure(Object value, int depth) {
        if (isScalar(value)) {
            return alone(value);
        }
        long part = DocumentPart.measured(value);
        if (part != 0) {
            requireShallow((int) (part & DEPTH));
            return part;
        }
        boolean list = value instanceof List<?>;
        if (!list && !(value instanceof Map<?, ?>) || value instanceof Utils.RangeList) {
            return alone(value);
        }
        left = FEW;
        long measured = small(value);
        if (measured != NOT_SMALL) {
            requireShallow((int) (measured & DEPTH));
            return measured;
        }
        Long found = known.get(value);
        if (found != null) {
            return found;
        }
        return list ? list((List<?>) value, depth) : map((Map<?, ?>) value, depth);
    }

    private static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static long alone(Object value) {
        if (value instanceof String text) {
            return (SCALAR + (long) CHARACTER * text.length()) << DEPTH_BITS;
        }
        if (value instanceof Utils.RangeList range) {
            return (LIST + (long) range.size() * (REFERENCE + SCALAR)) << DEPTH_BITS | 1;
        }
        return SCALAR << DEPTH_BITS;
    }

    /** Of a value with few others in it: to look up what is known of it would take longer. */
    private long small(Object value) {
        if (isScalar(value)) {
            return alone(value);
        }
        long part = DocumentPart.measured(value);
        if (part != 0) {
            return part;
        }
        if (value instanceof Map<?, ?> map) {
            return map.size() > left ? NOT_SMALL : small(MAP, MEMBER, map.values());
        }
        if (value instanceof List<?> list && !(value instanceof Utils.RangeList)) {
            return list.size() > left ? NOT_SMALL : small(LIST, REFERENCE, list);
        }
        return alone(value);
    }

    private long small(int own, int each, Collection<?> members) {
        left -= members.size() + 1;
        long weight = own;
        long depth = 0;
        for (Object member : members) {
            long measured = small(member);
            if (measured == NOT_SMALL) {
                return NOT_SMALL;
            }
            weight += each + (measured >> DEPTH_BITS);
            depth = Math.max(depth, measured & DEPTH);
        }
        return weight << DEPTH_BITS | Math.min(DEPTH, depth + 1);
    }

    private long list(List<?> list, int depth) {
        requireShallow(depth);
        bounds.spend(list.size());
        Sum sum = Sum.ofList();
        if (isForLibrary(list)) {
            // What is bound to names is in these maps only for the library.
            sum.weight += (long) list.size() * MAP;
        } else {
            for (Object element : list) {
                sum.add(measure(element, depth + 1));
            }
        }
        return remembered(list, sum);
    }

    private static boolean isForLibrary(Object value) {
        return value instanceof Utils.JList<?> sequence && sequence.tupleStream;
    }

    private long map(Map<?, ?> map, int depth) {
        requireShallow(depth);
        bounds.spend(map.size());
        Sum sum = Sum.ofMap();
        for (Object member : map.values()) {
            sum.add(measure(member, depth + 1));
        }
        return remembered(map, sum);
    }

    private long remembered(Object container, Sum sum) {
        long result = sum.measured();
        requireShallow(sum.depth + 1);
        known.put(container, result);
        return result;
    }

    private static void requireShallow(int depth) {
        if (depth > MOST_DEPTH) {
            throw new Exceeded("a value is nested too deeply");
        }
    }

    /** Of a list or a map. */
    private static final class Sum {
        private final int each;
        private long weight;
        private int depth;

        private Sum(int own, int each) {
            this.weight = own;
            this.each = each;
        }

        static Sum ofList() {
            return new Sum(LIST, REFERENCE);
        }

        static Sum ofMap() {
            return new Sum(MAP, MEMBER);
        }

        private void add(long measured) {
            weight = Math.min(MOST, weight + each + (measured >> DEPTH_BITS));
            depth = Math.max(depth, (int) (measured & DEPTH));
        }

        /** What is in another list or map. */
        private void addAll(long measured, int own) {
            weight = Math.min(MOST, weight + (measured >> DEPTH_BITS) - own);
            depth = Math.max(depth, (int) (measured & DEPTH) - 1);
        }

        long measured() {
            return weight << DEPTH_BITS | Math.min(DEPTH, depth + 1);
        }
    }
}
