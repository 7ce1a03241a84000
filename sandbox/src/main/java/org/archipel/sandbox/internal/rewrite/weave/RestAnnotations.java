package org.archipel.sandbox.internal.rewrite.weave;

import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the REST server does by itself with classes of an extension: it calls some methods of resources while it publishes them, on a
 * thread of the platform, where nothing ends them, and compares paths with the expressions of theirs.
 */
final class RestAnnotations {
    private static final String CONTEXT = "Ljavax/ws/rs/core/Context;";
    private static final String PATH = "Ljavax/ws/rs/Path;";
    private static final Set<String> CALLED =
            Set.of(CONTEXT, "Ljavax/annotation/PostConstruct;", "Ljavax/annotation/PreDestroy;");

    /** Of all paths of a package: a request is compared with each. */
    private static final long MOST_WAYS = 1L << 28;

    private RestAnnotations() {}

    static void check(Site site) {
        checkPaths(site, site.type().visibleAnnotations);
        for (MethodNode method : site.type().methods) {
            List<AnnotationNode> annotations = method.visibleAnnotations;
            checkPaths(site, annotations);
            if (annotations != null && annotations.removeIf(annotation -> CALLED.contains(annotation.desc))) {
                if (site.embedded()) {
                    site.denied("calls of " + method.name + " by the REST server");
                } else {
                    site.error(WeaveRules.SETTER, "the REST server would call " + method.name + " by itself");
                }
            }
        }
    }

    private static void checkPaths(Site site, List<AnnotationNode> annotations) {
        if (annotations == null) {
            return;
        }
        for (AnnotationNode annotation : annotations) {
            if (annotation.desc.equals(PATH) && annotation.values != null) {
                for (Object value : annotation.values) {
                    if (value instanceof String template) {
                        checkPath(site, PathExpressions.ways(template));
                    }
                }
            }
        }
    }

    private static void checkPath(Site site, int ways) {
        if (ways < 0) {
            site.error(WeaveRules.PATH, "the path may take for ever to be compared");
        } else if (site.morePathWays(1L << ways) > MOST_WAYS) {
            site.error(WeaveRules.PATH, "the paths of the package may take long to be compared, one after the other");
        }
    }
}
