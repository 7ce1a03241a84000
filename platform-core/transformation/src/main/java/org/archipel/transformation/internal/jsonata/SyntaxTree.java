package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;
import com.dashjoin.jsonata.utils.Signature;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the JSONata library parsed, and what is to be looked at when it is evaluated. The library shows it to nobody, so it is looked at
 * by reflection, once for each expression. Immutable.
 */
final class SyntaxTree {
    /** A step of a path: what it gives is joined. */
    static final int STEP = 1;
    /** A step of a path whose variables are bound: a map is made of each thing that it gives. */
    static final int TUPLE_STEP = 2;

    static final int WILDCARD = 4;
    /** An operand of {@code &}. */
    static final int CONCATENATED = 8;
    /** What is called. */
    static final int PROCEDURE = 16;

    static final int TRANSFORM = 32;
    /** What selects the parts that a transform changes. */
    static final int PATTERN = 64;
    /** What a transform puts into each of them. */
    static final int UPDATE = 128;

    static final String REGULAR_EXPRESSION =
            "regular expressions are not available in JSONata; use texts, or a function such as replaceAll";

    static final String SIGNATURE = "signatures of functions are not available in JSONata; leave them out";

    static final String FILTERED =
            "a filter or group behind a transform would apply to the transform; put what it changes in parentheses with it";

    private static final int MOST_BINDINGS = 32;
    /** That may hold a part of what was parsed. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fields(type);
        }
    };

    private final Object root;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Object, Integer> roles = new IdentityHashMap<>();
    private boolean wildcards;
    private boolean changesValues;
    private int bindings;

    private SyntaxTree(Object root) {
        this.root = root;
    }

    /** @throws IllegalArgumentException if it has what the platform does not allow */
    static SyntaxTree of(Jsonata expression) {
        try {
            Field field = Jsonata.class.getDeclaredField("ast");
            field.setAccessible(true);
            SyntaxTree tree = new SyntaxTree(field.get(expression));
            tree.read(tree.root);
            tree.requireFewBindings();
            tree.seen.clear();
            return tree;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JSONata library has changed", e);
        }
    }

    /** What is to be looked at when a part of the expression has been evaluated: bits of this class; 0 for nothing. */
    int roles(Object expression) {
        Integer found = roles.get(expression);
        return found == null ? 0 : found;
    }

    boolean hasWildcards() {
        return wildcards;
    }

    /** Whether it may change a value that it made before. */
    boolean changesValues() {
        return changesValues;
    }

    /** How many variables its paths bind. */
    int bindings() {
        return bindings;
    }

    private void requireFewBindings() {
        if (bindings > MOST_BINDINGS) {
            throw new IllegalArgumentException("binds more than " + MOST_BINDINGS + " variables in paths");
        }
    }

    private void read(Object part) throws ReflectiveOperationException {
        if (part instanceof Signature) {
            throw new IllegalArgumentException(SIGNATURE);
        }
        if (part instanceof Pattern) {
            throw new IllegalArgumentException(REGULAR_EXPRESSION);
        }
        if (part == null
                || part instanceof String
                || part instanceof Number
                || part instanceof Boolean
                || !seen.add(part)) {
            return;
        }
        if (part instanceof Iterable<?> list) {
            for (Object element : list) {
                read(element);
            }
        } else if (part instanceof Map<?, ?> map) {
            read(map.values());
        } else if (part instanceof Object[] array) {
            read(Arrays.asList(array));
        } else if (part.getClass().getName().startsWith("com.dashjoin.")) {
            if (part instanceof Symbol symbol) {
                note(symbol);
            }
            readFields(part);
        }
    }

    private void readFields(Object part) throws ReflectiveOperationException {
        for (Field field : FIELDS.get(part.getClass())) {
            read(field.get(part));
        }
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                boolean outer = field.isSynthetic();
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive() && !outer) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private void note(Symbol symbol) {
        Object type = Member.TYPE.of(symbol);
        if ("wildcard".equals(type)) {
            wildcards = true;
            add(WILDCARD, symbol);
        }
        if ("transform".equals(type)) {
            noteTransform(symbol);
        }
        if (Member.STEPS.of(symbol) instanceof List<?> steps) {
            steps.forEach(step -> add(STEP, step));
        }
        if (Member.TUPLE.of(symbol) != null) {
            add(TUPLE_STEP, symbol);
        }
        add(PROCEDURE, Member.PROCEDURE.of(symbol));
        if ("binary".equals(type) && "&".equals(String.valueOf(Member.VALUE.of(symbol)))) {
            add(CONCATENATED, Member.LHS.of(symbol));
            add(CONCATENATED, Member.RHS.of(symbol));
        }
        for (Member member : List.of(Member.FOCUS, Member.INDEX, Member.ANCESTOR)) {
            bindings += member.of(symbol) == null ? 0 : 1;
        }
    }

    private void noteTransform(Symbol transform) {
        if (Member.PREDICATE.of(transform) != null || Member.GROUP.of(transform) != null) {
            throw new IllegalArgumentException(FILTERED);
        }
        changesValues = true;
        add(TRANSFORM, transform);
        add(PATTERN, Member.PATTERN.of(transform));
        add(UPDATE, Member.UPDATE.of(transform));
    }

    private void add(int role, Object symbol) {
        if (symbol != null) {
            roles.merge(symbol, role, (a, b) -> a | b);
        }
    }

    /** A field of the library's symbols. */
    private enum Member {
        TYPE,
        VALUE,
        STEPS,
        TUPLE,
        PROCEDURE,
        PATTERN,
        UPDATE,
        PREDICATE,
        GROUP,
        LHS,
        RHS,
        FOCUS,
        INDEX,
        ANCESTOR;

        private final Field field;

        Member() {
            try {
                field = Symbol.class.getDeclaredField(name().toLowerCase(Locale.ROOT));
                field.setAccessible(true);
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException("the JSONata library has changed", e);
            }
        }

        Object of(Symbol symbol) {
            try {
                return field.get(symbol);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("the JSONata library has changed", e);
            }
        }
    }
}
