package org.archipel.sandbox.internal.rewrite.weave;

import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** JSON that names the Java class to make of it lets its sender choose the class. */
final class JsonAnnotations {
    private static final String TYPE_INFO = "Lcom/fasterxml/jackson/annotation/JsonTypeInfo;";
    private static final Set<String> BY_CLASS = Set.of("CLASS", "MINIMAL_CLASS");

    private JsonAnnotations() {}

    static void check(Site site) {
        check(site, site.type().visibleAnnotations);
        for (FieldNode field : site.type().fields) {
            check(site, field.visibleAnnotations);
        }
        for (MethodNode method : site.type().methods) {
            check(site, method.visibleAnnotations);
            if (method.visibleParameterAnnotations != null) {
                for (List<AnnotationNode> annotations : method.visibleParameterAnnotations) {
                    check(site, annotations);
                }
            }
        }
    }

    private static void check(Site site, List<AnnotationNode> annotations) {
        if (annotations == null) {
            return;
        }
        for (AnnotationNode annotation : annotations) {
            if (annotation.desc.equals(TYPE_INFO) && annotation.values != null && namesClasses(annotation.values)) {
                site.error(WeaveRules.CLASS_NAMES, "@JsonTypeInfo takes class names from JSON");
            }
        }
    }

    private static boolean namesClasses(List<Object> values) {
        for (int i = 0; i + 1 < values.size(); i += 2) {
            if ("use".equals(values.get(i))
                    && values.get(i + 1) instanceof String[] constant
                    && BY_CLASS.contains(constant[1])) {
                return true;
            }
        }
        return false;
    }
}
