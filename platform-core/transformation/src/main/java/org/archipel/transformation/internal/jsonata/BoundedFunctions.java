package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.archipel.transformation.internal.jsonata.BoundedFunction.Kind;
import org.archipel.transformation.internal.jsonata.BoundedFunction.Own;
import org.archipel.transformation.internal.jsonata.EvaluationBounds.Exceeded;

/**
 * All functions of JSONata, each within the bounds of the evaluation that calls it. Those whose work in one call would have no bound in
 * the library are the platform's own.
 */
final class BoundedFunctions {
    /** Name, signature, and the library's method if it has another name. */
    private static final String SIGNATURES = """
            sum <a<n>:n>
            count <a:n>
            max <a<n>:n>
            min <a<n>:n>
            average <a<n>:n>
            string <x-b?:s>
            substring <s-nn?:s>
            substringBefore <s-s:s>
            substringAfter <s-s:s>
            lowercase <s-:s>
            uppercase <s-:s>
            length <s-:n>
            trim <s-:s>
            pad <s-ns?:s>
            match <s-f<s:o>n?:a<o>>
            contains <s-(sf):b>
            replace <s-(sf)(sf)n?:s>
            split <s-(sf)n?:a<s>>
            join <a<s>s?:s>
            formatNumber <n-so?:s>
            formatBase <n-n?:s>
            formatInteger <n-s:s>
            parseInteger <s-s:n>
            number <(nsb)-:n>
            floor <n-:n>
            ceil <n-:n>
            round <n-n?:n>
            abs <n-:n>
            sqrt <n-:n>
            power <n-n:n>
            random <:n>
            boolean <x-:b> toBoolean
            not <x-:b>
            map <af>
            zip <a+>
            filter <af>
            single <af?>
            reduce <afj?:j> foldLeft
            sift <o-f?:o>
            keys <x-:a<s>>
            lookup <x-s:x>
            append <xx:a>
            exists <x:b>
            spread <x-:a<o>>
            merge <a<o>:o>
            reverse <a:a>
            each <o-f:a>
            error <s?:x>
            assert <bs?:x> assertFn
            type <x:s>
            sort <af?:a>
            shuffle <a:a>
            distinct <x:x>
            base64encode <s-:s>
            base64decode <s-:s>
            encodeUrlComponent <s-:s>
            encodeUrl <s-:s>
            decodeUrlComponent <s-:s>
            decodeUrl <s-:s>
            eval <sx?:x> functionEval
            toMillis <s-s?:n> dateTimeToMillis
            fromMillis <n-s?s?:s> dateTimeFromMillis
            clone <(oa)-:o> functionClone
            now <s?s?:s>
            millis <:n>
            """;

    private static final List<String> DEEP =
            List.of("string", "boolean", "not", "keys", "spread", "distinct", "clone", "formatNumber", "sift", "each");

    private static final Map<String, BoundedFunction> FUNCTIONS = new TreeMap<>();

    static {
        Map<String, Own> own = new TreeMap<>();
        own.put("eval", (arguments, bounds) -> refused());
        own.put("now", BoundedFunctions::now);
        own.put("millis", (arguments, bounds) -> bounds.millis());
        TextFunctions.putInto(own);
        ListFunctions.putInto(own);
        SIGNATURES.lines().forEach(line -> {
            String[] words = line.split(" ");
            String method = words.length > 2 ? words[2] : words[0];
            Kind kind = kind(words[0]);
            FUNCTIONS.put(words[0], new BoundedFunction(words[0], words[1], method, kind, own.remove(words[0])));
        });
        if (!own.isEmpty()) {
            throw new IllegalStateException("no functions of JSONata: " + new TreeSet<>(own.keySet()));
        }
    }

    private BoundedFunctions() {}

    private static Kind kind(String function) {
        return switch (function) {
            case "append" -> Kind.APPENDING;
            case "merge" -> Kind.MERGING;
            default -> DEEP.contains(function) ? Kind.DEEP : Kind.SHALLOW;
        };
    }

    static void bind(Jsonata expression) {
        FUNCTIONS.forEach(expression::assign);
    }

    static Iterable<String> names() {
        return FUNCTIONS.keySet();
    }

    private static Object refused() {
        throw new Exceeded("$eval is not available");
    }

    /** The library tells the time at which the thread first evaluated anything. */
    private static String now(List<?> arguments, EvaluationBounds bounds) {
        String picture = (String) arguments.get(0);
        Pictures.requireNarrow(picture);
        return Functions.dateTimeFromMillis(bounds.millis(), picture, (String) arguments.get(1));
    }
}
