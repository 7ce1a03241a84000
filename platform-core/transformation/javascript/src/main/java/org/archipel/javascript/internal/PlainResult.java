package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.SafeInteger;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSAbstractArray;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;

/**
 * Reads values of JavaScript as {@code JSON.stringify} and a parser would, without running any code of theirs. Only what is small and
 * plain is read: objects and arrays as literals make them, with values in them. For anything else, such as getters, dates, instances of
 * classes and what has a {@code toJSON}, it gives up.
 */
final class PlainResult {
    /** Counted are places in objects and arrays, and what is read in them. */
    private static final int MOST_VALUES = 4_000;

    /** Those of names, too. */
    private static final int MOST_CHARACTERS = 1 << 16;

    private static final int MOST_DEPTH = 50;
    /** Whole numbers beyond this are written otherwise by JavaScript. */
    private static final double MOST_WHOLE = 1L << 53;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JSDynamicObject objects;
    private final JSDynamicObject arrays;
    private long values;
    private long characters;

    private PlainResult(JSRealm realm) {
        this.objects = realm.getObjectPrototype();
        this.arrays = realm.getArrayPrototype();
    }

    /** @return the value; null if it is not plain, or {@code undefined} */
    static JsonNode read(Object result) {
        return new PlainResult(JSRealm.get(null)).value(result, 0);
    }

    private JsonNode value(Object value, int depth) {
        if (isMore(1, 0)) {
            return null;
        }
        if (value instanceof TruffleString text) {
            return isMore(0, Strings.length(text)) ? null : JSON.textNode(Strings.toJavaString(text));
        }
        if (value instanceof Integer number) {
            return JSON.numberNode(number.intValue());
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value == Null.instance) {
            return JSON.nullNode();
        }
        if (value instanceof SafeInteger number) {
            return whole(number.longValue());
        }
        if (depth < MOST_DEPTH && value instanceof JSObject object) {
            return JSArray.isJSFastArray(object) ? array(object, depth) : object(object, depth);
        }
        return null;
    }

    private static JsonNode number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return JSON.nullNode();
        }
        if (number != Math.rint(number)) {
            return JSON.numberNode(number);
        }
        return Math.abs(number) <= MOST_WHOLE ? whole((long) number) : null;
    }

    /** Of the type that a parser chooses. */
    private static JsonNode whole(long number) {
        return (int) number == number ? JSON.numberNode((int) number) : JSON.numberNode(number);
    }

    private JsonNode object(JSObject object, int depth) {
        if (JSObject.getJSClass(object) != JSOrdinary.INSTANCE || !isPlain(object, objects)) {
            return null;
        }
        ObjectNode made = JSON.objectNode();
        for (TruffleString name : JSObject.enumerableOwnNames(object)) {
            if (isMore(1, Strings.length(name))) {
                return null;
            }
            // Of a getter this is no value that is read.
            Object member = JSDynamicObject.getOrNull(object, name);
            if (member == Undefined.instance) {
                continue;
            }
            JsonNode read = value(member, depth + 1);
            if (read == null) {
                return null;
            }
            made.set(Strings.toJavaString(name), read);
        }
        return made;
    }

    private JsonNode array(JSObject array, int depth) {
        long length = JSAbstractArray.arrayGetLength(array);
        if (!isPlain(array, arrays) || isMore(length, 0)) {
            return null;
        }
        ArrayNode made = JSON.arrayNode((int) length);
        for (int i = 0; i < length; i++) {
            // What is missing is looked for in the prototype, which is frozen and has none.
            Object element = JSObject.get(array, i);
            JsonNode read = element == Undefined.instance ? JSON.nullNode() : value(element, depth + 1);
            if (read == null) {
                return null;
            }
            made.add(read);
        }
        return made;
    }

    /** Counts what is to be read, before anything is made of it; whether it is more than is read here. */
    private boolean isMore(long moreValues, int moreCharacters) {
        values += moreValues;
        characters += moreCharacters;
        return values > MOST_VALUES || characters > MOST_CHARACTERS;
    }

    /** Whether it is no instance of anything else, and does not say itself what its JSON is. */
    private static boolean isPlain(JSObject object, JSDynamicObject prototype) {
        return JSObject.getPrototype(object) == prototype && JSDynamicObject.getOrNull(object, Strings.TO_JSON) == null;
    }
}
