package org.archipel.javascript.internal;

import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.NodeUtil;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.js.nodes.JavaScriptNode;
import com.oracle.truffle.js.nodes.access.CopyDataPropertiesNode;
import com.oracle.truffle.js.nodes.access.RegExpLiteralNode;
import com.oracle.truffle.js.nodes.control.AsyncFunctionBodyNode;
import com.oracle.truffle.js.nodes.control.AsyncGeneratorBodyNode;
import com.oracle.truffle.js.nodes.control.GeneratorBodyNode;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Bounds what <code>{...value}</code> and <code>const {...rest} = value</code> copy: they are syntax, so that no function of the
 * prelude stands before them, and the engine copies in a loop in which it cannot be stopped. Each function is looked through once,
 * before it runs for the first time; one without such syntax stays as it is.
 */
public final class SpreadGuard extends TruffleInstrument {
    static final String ID = "archipel-spread";

    /** Characters of a regular expression: the engine takes long to make a longer one ready. */
    static final int MOST_PATTERN = 4_096;

    /** Package-private in the engine. */
    private static final String SPREAD = "ObjectLiteralSpreadMemberNode";

    private static final Set<Class<?>> WITH_ROOTS =
            Set.of(GeneratorBodyNode.class, AsyncFunctionBodyNode.class, AsyncGeneratorBodyNode.class);

    /** What an engine is asked for, so that it creates the guard. */
    interface Installed {}

    @Override
    protected void onCreate(Env env) {
        SourceSectionFilter functions = SourceSectionFilter.newBuilder()
                .tagIs(StandardTags.RootTag.class)
                .sourceIs(source -> !GuestFunction.isOne(source.getName()))
                .build();
        env.registerService(new Installed() {});
        env.getInstrumenter().attachExecutionEventFactory(functions, context -> {
            guard(context.getInstrumentedNode().getRootNode(), env);
            return null;
        });
    }

    private static void guard(Node root, Env env) {
        List<Node> found = new ArrayList<>();
        root.accept(node -> {
            if (node.getClass().getSimpleName().equals(SPREAD)
                    || node instanceof CopyDataPropertiesNode
                    || node instanceof RegExpLiteralNode
                    || WITH_ROOTS.contains(node.getClass())) {
                found.add(node);
            }
            return true;
        });
        for (Node node : found) {
            if (node instanceof RegExpLiteralNode) {
                checkLength(node, env);
            } else if (WITH_ROOTS.contains(node.getClass())) {
                guard(rootOf(node), env);
            } else if (!(node instanceof CopyDataPropertiesNode copy)) {
                guardValues(node);
            } else if (!(copy instanceof BoundedCopy) && !(copy.getParent() instanceof BoundedCopy)) {
                // Of a rest pattern. Those of spreads are made when they first run, so their values are looked at.
                copy.replace(new BoundedCopy(copy));
            }
        }
    }

    private static void checkLength(Node expression, Env env) {
        SourceSection place = expression.getSourceSection();
        if (place != null && place.getCharLength() > MOST_PATTERN) {
            env.getEnteredContext().closeResourceExhausted(expression, "a regular expression is too long");
        }
    }

    private static void guardValues(Node spread) {
        for (Node child : NodeUtil.findNodeChildren(spread)) {
            if (child instanceof JavaScriptNode value && !(value instanceof BoundedValue)) {
                value.replace(new BoundedValue(value));
            }
        }
    }

    /** What a generator or an asynchronous function does, which is no part of the tree that begins it. */
    private static RootNode rootOf(Node node) {
        try {
            for (Field field : node.getClass().getDeclaredFields()) {
                if (RootNode.class.isAssignableFrom(field.getType())) {
                    field.setAccessible(true);
                    return (RootNode) field.get(node);
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("the engine keeps what a function does elsewhere");
    }
}
