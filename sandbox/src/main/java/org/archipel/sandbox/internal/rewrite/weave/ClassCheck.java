package org.archipel.sandbox.internal.rewrite.weave;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.archipel.sandbox.internal.rewrite.hierarchy.ClassFacts;
import org.archipel.sandbox.internal.rewrite.hierarchy.Hierarchy;
import org.archipel.sandbox.internal.rewrite.hierarchy.MemberKey;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Judges what a class is: what it extends, what its members are and name. */
final class ClassCheck {
    private final ApiJudge judge;
    private final Hierarchy hierarchy;
    private final TypeCheck types;

    ClassCheck(ApiJudge judge, Hierarchy hierarchy) {
        this.judge = judge;
        this.hierarchy = hierarchy;
        this.types = new TypeCheck(judge);
    }

    /** @return the parents that forbid objects of the class */
    List<Judgement> check(ClassNode type, Origin origin, Problems problems) {
        Site site = new Site(type, new MethodNode(0, "<class>", "()V", null, null), origin, problems);
        List<Judgement> forbidding = checkParents(site);
        checkHiddenCalls(site);
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

    /**
     * A method that is guarded where the platform declares it could be called through an interface of the package's own which
     * declares it again, and which the same class implements. Where the guard looks at the arguments, the class declares it as well:
     * what it inherits is called from there, as from anywhere.
     */
    private void checkHiddenCalls(Site site) {
        ClassNode type = site.type();
        Set<String> own = new HashSet<>();
        Set<String> outside = new HashSet<>();
        collect(type.name, own, outside);
        outside.remove("java/lang/Object");
        // Of an interface there are no objects but those of classes.
        if (outside.isEmpty() || own.size() < 2 || (type.access & Opcodes.ACC_INTERFACE) != 0) {
            return;
        }
        for (String name : own) {
            List<ClassFacts> facts = hierarchy.find(name).stream().toList();
            for (ClassFacts parent : facts) {
                if (parent.isInterface()) {
                    parent.instanceMethods().forEach(method -> checkHiddenCall(site, parent, method));
                }
            }
        }
    }

    private void checkHiddenCall(Site site, ClassFacts parent, MemberKey method) {
        Judgement called = judge.method(site.type().name, method.name(), method.descriptor());
        boolean unseen = !called.safe()
                && !(called.verdict() instanceof Verdict.Weighed)
                && judge.method(parent.name(), method.name(), method.descriptor())
                        .safe();
        // Where there is no body, it is the class that has one which is looked at.
        if (!unseen || hierarchy.isOwn(called.declaring()) || has(called.declaring(), method, Opcodes.ACC_ABSTRACT)) {
            return;
        }
        boolean inheritable = !has(called.declaring(), method, Opcodes.ACC_FINAL)
                && hierarchy
                        .find(called.declaring())
                        .filter(facts -> !facts.isInterface())
                        .isPresent();
        if (called.verdict() instanceof Verdict.Wrapped && inheritable) {
            Weighing.inherit(site.type(), method.name(), method.descriptor());
        } else {
            site.error(
                    WeaveRules.HIDDEN_CALL,
                    parent.name().replace('/', '.') + " declares " + method.name() + ", so that " + called.api()
                            + " could be called unseen");
        }
    }

    private boolean has(String declaring, MemberKey method, int flag) {
        return hierarchy
                .find(declaring)
                .flatMap(facts -> facts.member(method.name(), method.descriptor()))
                .filter(access -> (access & flag) != 0)
                .isPresent();
    }

    private void collect(String name, Set<String> own, Set<String> outside) {
        if (!hierarchy.isOwn(name)) {
            outside.add(name);
        } else if (own.add(name)) {
            hierarchy.find(name).ifPresent(facts -> {
                if (facts.superName() != null) {
                    collect(facts.superName(), own, outside);
                }
                facts.interfaces().forEach(parent -> collect(parent, own, outside));
            });
        }
    }
}
