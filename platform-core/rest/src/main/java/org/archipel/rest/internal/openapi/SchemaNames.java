package org.archipel.rest.internal.openapi;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.impl.DefinitionKey;
import com.github.victools.jsonschema.generator.naming.SchemaDefinitionNamingStrategy;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of schemas that the classes of a client may have: {@code Job}, {@code JobState} of a type within a record, {@code JobPage} of a
 * generic one. Of types with the same name each has in front what it lies in, not a number behind that another type may take over.
 */
final class SchemaNames implements SchemaDefinitionNamingStrategy {
    private static final String RESOURCE = "Resource";
    private static final List<String> ROOTS = List.of("org.archipel.api.", "org.archipel.");

    private final Set<String> given = new HashSet<>();

    @Override
    public String getDefinitionNameForKey(DefinitionKey key, SchemaGenerationContext context) {
        String name = name(key.getType());
        given.add(name);
        return name;
    }

    private static String name(ResolvedType type) {
        return type.getTypeParameters().stream().map(SchemaNames::name).collect(Collectors.joining("And"))
                + name(type.getErasedType());
    }

    private static String name(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return around != null && around.isRecord() ? name(around) + type.getSimpleName() : type.getSimpleName();
    }

    @Override
    public void adjustDuplicateNames(Map<DefinitionKey, String> same, SchemaGenerationContext context) {
        same.replaceAll((key, name) -> within(key.getType().getErasedType(), name));
        Map<String, Long> often =
                same.values().stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        same.replaceAll((key, name) ->
                often.get(name) == 1 ? name : context(key.getType().getErasedType()) + name);
        same.replaceAll((key, name) -> name.equals(name(key.getType())) ? name : unused(name));
    }

    private static String within(Class<?> type, String name) {
        Class<?> around = type.getEnclosingClass();
        return around == null || around.isRecord()
                ? name
                : around.getSimpleName().replaceAll(RESOURCE + "$", "") + type.getSimpleName();
    }

    /** The part of the platform that a type belongs to, as in {@code org.archipel.gateway.internal.rest}. */
    private static String context(Class<?> type) {
        String name = type.getPackageName();
        for (String root : ROOTS) {
            if (name.startsWith(root)) {
                String part = name.substring(root.length()).replaceAll("\\..*", "");
                return part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
            }
        }
        return "";
    }

    private String unused(String name) {
        String free = name;
        for (int i = 2; !given.add(free); i++) {
            free = name + i;
        }
        return free;
    }
}
