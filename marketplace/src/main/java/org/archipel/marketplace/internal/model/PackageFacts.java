package org.archipel.marketplace.internal.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the manifest of a package says, in OSGi capabilities and requirements. */
public record PackageFacts(List<Clause> capabilities, List<Clause> requirements) {
    /** Of a package that is not there. */
    public static final PackageFacts NONE = new PackageFacts(List.of(), List.of());

    private static final String EXTENSION = "archipel.extension";
    private static final String SERVICE = "osgi.service";
    private static final String CONTRACTS = "org.archipel.api.";
    private static final int LONGEST_WORD = 200;
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    public PackageFacts {
        capabilities = List.copyOf(capabilities);
        requirements = List.copyOf(requirements);
    }

    /** A capability or requirement. */
    public record Clause(String namespace, Map<String, Attribute> attributes, Map<String, String> directives) {
        public Clause {
            attributes = Map.copyOf(attributes);
            directives = Map.copyOf(directives);
        }
    }

    /** @param type as in the repository specification: {@code String}, {@code Version}, {@code List<String>}, … */
    public record Attribute(String type, String value) {}

    /** What it contributes, one word a contract: {@code connector}, {@code workflow-step}; and namespaces of its own. */
    public List<String> contributions() {
        var contracts = capabilities.stream()
                .filter(clause -> clause.namespace().equals(SERVICE))
                .map(clause -> clause.attributes().get("objectClass"))
                .filter(attribute -> attribute != null)
                .flatMap(attribute -> Arrays.stream(attribute.value().split(",")))
                .map(String::strip)
                .filter(name -> name.startsWith(CONTRACTS))
                .map(name -> word(name.substring(name.lastIndexOf('.') + 1)));
        var own = capabilities.stream()
                .map(Clause::namespace)
                .filter(namespace -> !namespace.startsWith("osgi.") && !namespace.equals(EXTENSION));
        return Stream.concat(contracts, own).distinct().sorted().toList();
    }

    private static String word(String type) {
        var beginning = type.substring(0, Math.min(LONGEST_WORD, type.length()));
        return WORD_START.matcher(beginning).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
