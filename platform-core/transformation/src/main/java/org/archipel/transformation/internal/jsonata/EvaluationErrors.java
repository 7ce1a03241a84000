package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.JException;
import java.util.Map;

/**
 * Says in words why an evaluation failed, by the code that the library gives and the place in the expression. The library's own
 * sentences hold values of the document, which may be secrets; these hold none but what {@code $error} and {@code $assert} were given.
 */
final class EvaluationErrors {
    private static final int MOST_SAID = 200;
    private static final String COMPARED = "only two numbers, or two texts, can be compared or sorted";
    private static final String ARGUMENT = "an argument is not of the type that the function takes";
    private static final String NO_FUNCTION = "what is called is no function";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("D1001", "a number is out of range"),
            Map.entry("D1002", "only a number can be negated"),
            Map.entry("D1009", "two keys of an object are the same"),
            Map.entry("D2014", "a range has more than ten million numbers"),
            Map.entry("D3030", "a value cannot be read as a number"),
            Map.entry("D3060", "a negative number has no square root"),
            Map.entry("D3061", "the result of $power is too large"),
            Map.entry("D3070", "without a function to compare by, only numbers or texts can be sorted"),
            Map.entry("D3100", "a radix has to be from 2 to 36"),
            Map.entry("D3110", "a time is not written as in ISO 8601"),
            Map.entry("D3138", "$single found more than one"),
            Map.entry("D3139", "$single found none"),
            Map.entry("T0410", ARGUMENT),
            Map.entry("T0411", ARGUMENT),
            Map.entry("T0412", "an argument has elements that the function does not take"),
            Map.entry("T1003", "a key of an object has to be a text"),
            Map.entry("T1005", NO_FUNCTION),
            Map.entry("T1006", NO_FUNCTION),
            Map.entry("T1007", NO_FUNCTION),
            Map.entry("T1008", NO_FUNCTION),
            Map.entry("T2001", "the left side of an operator has to be a number"),
            Map.entry("T2002", "the right side of an operator has to be a number"),
            Map.entry("T2003", "the left side of .. has to be a whole number"),
            Map.entry("T2004", "the right side of .. has to be a whole number"),
            Map.entry("T2006", "the right side of ~> has to be a function"),
            Map.entry("T2007", COMPARED),
            Map.entry("T2008", COMPARED),
            Map.entry("T2009", COMPARED),
            Map.entry("T2010", COMPARED),
            Map.entry("T2011", "what a transform inserts has to be an object"),
            Map.entry("T2012", "what a transform deletes has to be given as texts"));

    private EvaluationErrors() {}

    static String words(JException failure) {
        String code = String.valueOf(failure.getError());
        String what = switch (code) {
            case "D3137", "D3141" -> shortened(String.valueOf(failure.getMessage()));
            default -> WORDS.getOrDefault(code, "see this error of JSONata");
        };
        String place = failure.getLocation() > 0 ? ", at character " + failure.getLocation() : "";
        return "the expression fails: " + what + " (" + code + place + ")";
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SAID ? text : text.substring(0, MOST_SAID) + "…";
    }
}
