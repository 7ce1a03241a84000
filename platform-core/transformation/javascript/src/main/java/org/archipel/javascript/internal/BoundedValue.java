package org.archipel.javascript.internal;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.nodes.JavaScriptNode;
import com.oracle.truffle.js.runtime.Errors;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSAbstractArray;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSStringObject;
import com.oracle.truffle.js.runtime.builtins.JSTypedArrayObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import java.util.Set;

/** A value whose properties are going to be copied: a {@code RangeError} if it is a text or an array with very many of them. */
final class BoundedValue extends JavaScriptNode {
    /** The engine takes about the square of the time for more. */
    static final int MOST_PROPERTIES = 1 << 14;

    @Child
    private JavaScriptNode value;

    BoundedValue(JavaScriptNode value) {
        this.value = value;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object result = value.execute(frame);
        check(result, this);
        return result;
    }

    @Override
    protected JavaScriptNode copyUninitialized(Set<Class<? extends Tag>> tags) {
        return new BoundedValue(cloneUninitialized(value, tags));
    }

    static void check(Object source, Node place) {
        if (properties(source) > MOST_PROPERTIES) {
            throw Errors.createRangeError(
                    "more than " + MOST_PROPERTIES + " characters or elements cannot become an object", place);
        }
    }

    private static long properties(Object source) {
        if (source instanceof TruffleString text) {
            return Strings.length(text);
        }
        if (source instanceof JSStringObject text) {
            return Strings.length(text.getString());
        }
        if (source instanceof JSTypedArrayObject array) {
            return array.getLength();
        }
        return source instanceof JSDynamicObject array && JSArray.isJSArray(array)
                ? JSAbstractArray.arrayGetLength(array)
                : 0;
    }
}
