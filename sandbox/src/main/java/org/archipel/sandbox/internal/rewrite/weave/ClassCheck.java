package org.archipel.sandbox.internal.rewrite.weave;

import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Judges what a class is: what it extends, what its members are and name. */
final class ClassCheck {
    private final ApiJudge judge;
    private final HiddenCalls hidden;
    private final TypeCheck types;

    ClassCheck(ApiJudge judge, HiddenCalls hidden) {
        this.judge = judge;
        this.hidden = hidden;
        this.types = new TypeCheck(judge);
    }

    /** @return the parents that forbid objects of the class */
    List<Judgement> check(ClassNode type, Origin origin, Problems problems) {
        Site site = new Site(type, new MethodNode(0, "<class>", "()V", null, null), origin, problems);
        List<Judgement> forbidding = checkParents(site);
        hidden.check(site);
        JsonAnnotations.check(site);
        RestAnnotations.check(site);
        for (FieldNode field : type.fields) {
            types.named(site, Type.getType(field.desc));
        }
        for (MethodNode method : type.methods) {
            checkMethod(new Site(type, method, origin, problems));
        }
        return forbidding;
    }

    static boolean isFinalizer(MethodNode method) {
        return method.name.equals("finalize") && method.desc.equals("()V") && (method.access & Opcodes.ACC_STATIC) == 0;
    }

    private void checkMethod(Site site) {
        MethodNode method = site.method();
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            site.error(WeaveRules.NATIVE, "native methods are not allowed");
        }
        if (isFinalizer(method)) {
            site.error(WeaveRules.FINALIZER, "finalizers are not allowed");
        }
        types.named(site, Type.getMethodType(method.desc));
    }

    private List<Judgement> checkParents(Site site) {
        List<Judgement> forbidding = Stream.concat(Stream.of(site.type().superName), site.type().interfaces.stream())
                .map(judge::extending)
                .filter(judgement -> !judgement.safe())
                .toList();
        forbidding.forEach(judgement -> TypeCheck.report(site, WeaveRules.EXTENDS, judgement));
        return forbidding;
    }

    /** Makes every constructor of the class throw, so that no object of it comes into being. */
    static void forbidObjects(ClassNode type, Judgement parent) {
        for (MethodNode method : type.methods) {
            if (method.name.equals("<init>") && method.instructions.size() > 0) {
                method.instructions.insert(Code.denial(
                        "extending " + parent.api(), parent.verdict().reason()));
            }
        }
    }
}
