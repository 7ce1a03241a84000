package org.archipel.sandbox.internal.rewrite.weave;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.archipel.sandbox.internal.rewrite.hierarchy.ClassFacts;
import org.archipel.sandbox.internal.rewrite.hierarchy.Hierarchy;
import org.archipel.sandbox.internal.rewrite.hierarchy.MemberKey;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Finds methods that are not safe where the platform declares them, and that could be called through an interface of the package's own
 * which declares them again: objects that are both have them. Where the rule looks at operands, the class declares the method as well:
 * what it inherits is called from there, as from anywhere.
 */
final class HiddenCalls {
    private final ApiJudge judge;
    private final Hierarchy hierarchy;

    HiddenCalls(ApiJudge judge, Hierarchy hierarchy) {
        this.judge = judge;
        this.hierarchy = hierarchy;
    }

    /** What objects of a class are: itself, and all its parents but {@code Object}. */
    private record Kinds(Set<String> own, Set<String> outside) {
        boolean mayHide() {
            return !own.isEmpty() && !outside.isEmpty();
        }
    }

    /** Of a class. Of an interface there are no objects but those of classes and lambdas. */
    void check(Site site) {
        ClassNode type = site.type();
        if ((type.access & Opcodes.ACC_INTERFACE) == 0) {
            Kinds kinds = kinds(List.of(type.name));
            if (kinds.mayHide()) {
                forEachOwn(kinds, (parent, method) -> check(site, parent, method));
            }
        }
    }

    /** Of a lambda that implements these interfaces: no code is put into what the JDK makes. */
    void checkLambda(Site site, Collection<String> interfaces) {
        Kinds kinds = kinds(interfaces);
        if (kinds.mayHide()) {
            forEachOwn(
                    kinds,
                    (parent, method) -> unseen(interfaces, parent, method).stream()
                            .findFirst()
                            .ifPresent(called -> refuse(site, called, parent, method)));
        }
    }

    @FunctionalInterface
    private interface Found {
        void method(ClassFacts parent, MemberKey method);
    }

    private void forEachOwn(Kinds kinds, Found found) {
        kinds.own().stream()
                .flatMap(name -> hierarchy.find(name).stream())
                .filter(ClassFacts::isInterface)
                .forEach(parent -> parent.instanceMethods()
                        // Private ones are called as they are.
                        .filter(method -> !has(parent, method, Opcodes.ACC_PRIVATE))
                        .filter(method -> hierarchy.outsideHas(kinds.outside(), method))
                        .sorted(Comparator.comparing(MemberKey::name).thenComparing(MemberKey::descriptor))
                        .forEach(method -> found.method(parent, method)));
    }

    private void check(Site site, ClassFacts parent, MemberKey method) {
        List<Judgement> hidden = unseen(List.of(site.type().name), parent, method);
        if (hidden.isEmpty()) {
            return;
        }
        Judgement called = hidden.get(0);
        boolean looksAtOperands =
                called.verdict() instanceof Verdict.Wrapped || called.verdict() instanceof Verdict.Weighed;
        if (hidden.size() == 1 && looksAtOperands && inheritable(site, called, method)) {
            Weighing.inherit(site.type(), method.name(), method.descriptor());
        } else {
            refuse(site, called, parent, method);
        }
    }

    /** Methods outside with a body that may run when the parent's is called, which is safe to call. */
    private List<Judgement> unseen(Collection<String> types, ClassFacts parent, MemberKey method) {
        if (!judge.method(parent.name(), method.name(), method.descriptor()).safe()) {
            return List.of();
        }
        return judge.selected(types, method).stream()
                .filter(called -> !called.safe())
                // Where there is no body, it is the class that has one which is looked at.
                .filter(called -> hierarchy.find(called.declaring()).stream()
                        .noneMatch(facts -> has(facts, method, Opcodes.ACC_ABSTRACT)))
                .toList();
    }

    // A method of its own calls the one above: no other must stand in its way, however hidden.
    private boolean inheritable(Site site, Judgement called, MemberKey method) {
        ClassFacts declaring = hierarchy.find(called.declaring()).orElseThrow();
        return !declaring.isInterface()
                && !has(declaring, method, Opcodes.ACC_FINAL)
                && hierarchy
                        .declaringMethod(site.type().name, method.name(), method.descriptor())
                        .equals(List.of(declaring));
    }

    private static boolean has(ClassFacts declaring, MemberKey method, int flags) {
        return declaring
                .member(method.name(), method.descriptor())
                .filter(access -> (access & flags) != 0)
                .isPresent();
    }

    private static void refuse(Site site, Judgement called, ClassFacts parent, MemberKey method) {
        site.error(
                WeaveRules.HIDDEN_CALL,
                parent.name().replace('/', '.') + " declares " + method.name() + ", so that " + called.api()
                        + " could be called unseen");
    }

    private Kinds kinds(Collection<String> types) {
        Kinds kinds = new Kinds(new HashSet<>(), new HashSet<>());
        types.forEach(type -> collect(type, kinds));
        kinds.outside().remove("java/lang/Object");
        return kinds;
    }

    private void collect(String name, Kinds kinds) {
        if (!hierarchy.isOwn(name)) {
            kinds.outside().add(name);
        } else if (kinds.own().add(name)) {
            hierarchy.find(name).ifPresent(facts -> {
                if (facts.superName() != null) {
                    collect(facts.superName(), kinds);
                }
                facts.interfaces().forEach(parent -> collect(parent, kinds));
            });
        }
    }
}
