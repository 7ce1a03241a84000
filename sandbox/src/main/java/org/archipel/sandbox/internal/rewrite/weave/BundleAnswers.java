package org.archipel.sandbox.internal.rewrite.weave;

import java.util.Map;
import org.archipel.sandbox.internal.rewrite.hierarchy.ClassFacts;
import org.archipel.sandbox.internal.rewrite.hierarchy.Hierarchy;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Has copied what an extension's own classes of texts by language answer where the JDK hashes all of it in one piece, see
 * {@code org.archipel.guard.BundleNames}.
 */
final class BundleAnswers {
    private static final String GUARD = "BundleNames";
    private static final String TEXTS = "java/util/ResourceBundle";
    private static final Map<String, String> COPIED = Map.of(
            "getContents()[[Ljava/lang/Object;", "contents",
            "handleKeySet()Ljava/util/Set;", "names",
            "keySet()Ljava/util/Set;", "names",
            "getKeys()Ljava/util/Enumeration;", "names");

    private final Hierarchy hierarchy;

    BundleAnswers(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /** After the rest of the method was rewritten: what is put in is no call of the extension. */
    void weave(ClassNode type, MethodNode method) {
        String copying = COPIED.get(method.name + method.desc);
        if (copying == null || !isTexts(type.superName)) {
            return;
        }
        String answer = Type.getReturnType(method.desc).getDescriptor();
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (node.getOpcode() == Opcodes.ARETURN) {
                method.instructions.insertBefore(node, Guards.call(GUARD, copying, '(' + answer + ')' + answer));
            }
        }
    }

    private boolean isTexts(String parent) {
        String type = parent;
        while (type != null && !type.equals(TEXTS)) {
            type = hierarchy.find(type).map(ClassFacts::superName).orElse(null);
        }
        return type != null;
    }
}
