package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * A compiled JSONata expression whose evaluation is bounded in time, depth, memory and the size of what it makes on the way. Regular
 * expressions are refused: their work could not be bounded. Immutable and thread-safe.
 */
public final class JsonataExpression {
    private static final int MOST_LENGTH = 10_000;
    /** Nanoseconds that it takes to make a node of the result, roughly. */
    private static final int NODE = 16;
    /** The library asks variables of such names whom to tell of each step. */
    private static final String WATCHED_BY = "__evaluate_";

    static {
        warmUp();
    }

    private final Jsonata expression;
    private final SyntaxTree tree;

    private JsonataExpression(Jsonata expression, SyntaxTree tree) {
        this.expression = expression;
        this.tree = tree;
    }

    /** The first evaluation of all loads classes, which is not to count as the time of somebody's expression. */
    private static void warmUp() {
        JsonataExpression sample = compile(
                "{'sum': $sum($map([a, 2], function($x) { $x * 2 })), 'text': $uppercase('a' & a), 'c': b[c > 1].c}");
        try {
            sample.evaluate(JsonNodeFactory.instance.objectNode().put("a", 1));
        } catch (IllegalArgumentException e) {
            // It took longer than an expression may: the classes are loaded by now.
        }
    }

    /** @throws IllegalArgumentException if it is no expression, or has what is not available */
    public static JsonataExpression compile(String text) {
        if (text.length() > MOST_LENGTH) {
            throw new IllegalArgumentException("has more than " + MOST_LENGTH + " characters");
        }
        if (text.contains(WATCHED_BY)) {
            throw new IllegalArgumentException("must not have " + WATCHED_BY + " in it");
        }
        ParserWork.requireLittle(text);
        try {
            Jsonata expression = LibraryParser.parse(text);
            expression.setOutputConvertNulls(false);
            // Nothing but what is made of JSON goes in.
            expression.setValidateInput(false);
            SyntaxTree tree = SyntaxTree.of(expression);
            BoundedFunctions.bind(expression);
            return new JsonataExpression(expression, tree);
        } catch (JException e) {
            throw new IllegalArgumentException("is no JSONata: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("is nested too deeply", e);
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            // The parser has no exception of its own for some texts.
            throw new IllegalArgumentException("is no JSONata", e);
        }
    }

    /**
     * The result; empty for JSONata's {@code undefined}.
     *
     * @throws IllegalArgumentException if the evaluation fails or takes too much
     */
    public Optional<JsonNode> evaluate(JsonNode document) {
        try {
            Object input = PlainValues.fromJson(document);
            return EvaluationBounds.within(tree, input, bounds -> {
                Jsonata.Frame frame = expression.createFrame();
                bounds.watch(frame);
                return PlainValues.toJson(expression.evaluate(input, frame), () -> bounds.spend(NODE));
            });
        } catch (EvaluationBounds.Exceeded e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (JException e) {
            throw new IllegalArgumentException(EvaluationErrors.words(e), e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw failed(e);
        }
    }

    /** The library wraps what its functions throw, errors of the virtual machine too. */
    private static IllegalArgumentException failed(Throwable failure) {
        String message = "the expression fails on this value";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StackOverflowError) {
                message = "the expression goes too deep";
            } else if (cause instanceof OutOfMemoryError) {
                message = "the expression takes more memory than there is";
            }
        }
        return new IllegalArgumentException(message, failure);
    }

    /** Whether the result is true in the sense of JSONata's {@code $boolean}. */
    public boolean test(JsonNode document) {
        return evaluate(document).map(JsonataExpression::truthy).orElse(false);
    }

    private static boolean truthy(JsonNode value) {
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (truthy(element)) {
                    return true;
                }
            }
            return false;
        }
        return value instanceof BooleanNode bool
                ? bool.booleanValue()
                : value.isNumber()
                        ? value.doubleValue() != 0
                        : value.isTextual() ? !value.textValue().isEmpty() : !value.isEmpty();
    }
}
