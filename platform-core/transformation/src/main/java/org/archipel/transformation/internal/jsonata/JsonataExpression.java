package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Optional;

/**
 * A compiled JSONata expression whose evaluation is bounded in time, depth, memory and the size of what it makes on the way. Regular
 * expressions are refused: their work could not be bounded. Immutable and thread-safe.
 */
public final class JsonataExpression {
    private static final int MOST_LENGTH = 10_000;

    private final Jsonata expression;

    private JsonataExpression(Jsonata expression) {
        this.expression = expression;
    }

    /** @throws IllegalArgumentException if it is no expression, or has a regular expression */
    public static JsonataExpression compile(String text) {
        if (text.length() > MOST_LENGTH) {
            throw new IllegalArgumentException("has more than " + MOST_LENGTH + " characters");
        }
        try {
            Jsonata expression = Jsonata.jsonata(text);
            expression.setOutputConvertNulls(false);
            SyntaxTree.of(expression).requireNoRegularExpression();
            return new JsonataExpression(expression);
        } catch (JException e) {
            throw new IllegalArgumentException("is no JSONata: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("is nested too deeply", e);
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException | NumberFormatException e) {
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
            Jsonata.Frame frame = expression.createFrame();
            EvaluationBounds.on(frame);
            return PlainValues.toJson(expression.evaluate(PlainValues.fromJson(document), frame));
        } catch (EvaluationBounds.Exceeded e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("the expression goes too deep", e);
        } catch (JException e) {
            throw new IllegalArgumentException("the expression fails: " + e.getError(), e);
        } catch (RuntimeException e) {
            throw EvaluationBounds.exceeded(e)
                    .map(found -> new IllegalArgumentException(found.getMessage(), e))
                    .orElseGet(() -> new IllegalArgumentException("the expression fails on this value", e));
        }
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
