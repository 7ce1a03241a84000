package org.archipel.sandbox.internal.rewrite.weave;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the REST server does by itself with classes of an extension: it calls some methods of resources while it publishes them, on a
 * thread of the platform, where nothing ends them, compares paths with the expressions of theirs, and reads their media types.
 */
final class RestAnnotations {
    private static final String CONTEXT = "Ljavax/ws/rs/core/Context;";
    private static final String PATH = "Ljavax/ws/rs/Path;";
    private static final Set<String> CALLED =
            Set.of(CONTEXT, "Ljavax/annotation/PostConstruct;", "Ljavax/annotation/PreDestroy;");

    private static final Set<String> MEDIA_TYPES = Set.of("Ljavax/ws/rs/Produces;", "Ljavax/ws/rs/Consumes;");
    private static final int LONGEST_MEDIA_TYPES = 200;

    private RestAnnotations() {}

    static void check(Site site) {
        checkValues(site, site.type().visibleAnnotations);
        for (MethodNode method : site.type().methods) {
            List<AnnotationNode> annotations = method.visibleAnnotations;
            checkValues(site, annotations);
            if (annotations != null && annotations.removeIf(annotation -> CALLED.contains(annotation.desc))) {
                if (site.embedded()) {
                    site.denied("calls of " + method.name + " by the REST server");
                } else {
                    site.error(WeaveRules.SETTER, "the REST server would call " + method.name + " by itself");
                }
            }
        }
    }

    private static void checkValues(Site site, List<AnnotationNode> annotations) {
        if (annotations == null) {
            return;
        }
        for (AnnotationNode annotation : annotations) {
            if (annotation.desc.equals(PATH)) {
                texts(annotation).forEach(template -> checkPath(site, PathExpressions.ways(template)));
            } else if (MEDIA_TYPES.contains(annotation.desc)) {
                texts(annotation).forEach(types -> checkMediaTypes(site, types));
            }
        }
    }

    private static Stream<String> texts(AnnotationNode annotation) {
        return annotation.values == null
                ? Stream.empty()
                : annotation.values.stream()
                        .skip(1)
                        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                        .filter(String.class::isInstance)
                        .map(String.class::cast);
    }

    // Where there is a quotation mark, each place of the rest is looked at from each place before.
    private static void checkMediaTypes(Site site, String types) {
        long length = types.length();
        if (length > LONGEST_MEDIA_TYPES) {
            site.error(WeaveRules.MEDIA_TYPES, "media types of more than " + LONGEST_MEDIA_TYPES + " characters");
        } else if (site.isTooMuch(Cost.MEDIA_TYPE_STEPS, 1 + (types.indexOf('"') < 0 ? length : length * length))) {
            site.error(WeaveRules.MEDIA_TYPES, "the media types of the package take too long to be read");
        }
    }

    private static void checkPath(Site site, int ways) {
        if (ways < 0) {
            site.error(WeaveRules.PATH, "the path may take for ever to be compared");
        } else if (site.isTooMuch(Cost.PATH_WAYS, 1L << ways)) {
            site.error(WeaveRules.PATH, "the paths of the package may take long to be compared, one after the other");
        }
    }
}
