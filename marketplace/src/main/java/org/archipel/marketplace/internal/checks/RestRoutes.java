package org.archipel.marketplace.internal.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Notes the routes of a JAX-RS resource, for example {@code GET /stats/{country}}. */
final class RestRoutes extends ClassVisitor {
    private static final String JAX_RS = "Ljavax/ws/rs/";
    private static final String PATH = JAX_RS + "Path;";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private final Set<String> routes;
    private final List<Runnable> found = new ArrayList<>();
    private String root = "";

    RestRoutes(Set<String> routes) {
        super(Opcodes.ASM9);
        this.routes = routes;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return descriptor.equals(PATH) ? value(path -> root = path) : null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
            private final List<String> methods = new ArrayList<>();
            private String path = "";

            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                if (type.equals(PATH)) {
                    return value(text -> path = text);
                }
                if (type.startsWith(JAX_RS)) {
                    var method = type.substring(JAX_RS.length(), type.length() - 1);
                    if (METHODS.contains(method)) {
                        methods.add(method.toUpperCase(Locale.ROOT));
                    }
                }
                return null;
            }

            @Override
            public void visitEnd() {
                methods.forEach(method -> found.add(() -> routes.add(method + " " + join(root, path))));
            }
        };
    }

    @Override
    public void visitEnd() {
        found.forEach(Runnable::run);
    }

    private static AnnotationVisitor value(Consumer<String> taker) {
        return new AnnotationVisitor(Opcodes.ASM9) {
            @Override
            public void visit(String name, Object value) {
                taker.accept(String.valueOf(value));
            }
        };
    }

    private static String join(String root, String path) {
        return ("/" + root + "/" + path).replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }
}
