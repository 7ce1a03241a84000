package org.archipel.sandbox.internal.rewrite.weave;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.archipel.sandbox.internal.rewrite.hierarchy.ClassFacts;
import org.archipel.sandbox.internal.rewrite.hierarchy.Hierarchy;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.objectweb.asm.Type;

/** Finds the rule for what a class refers to. What the package itself declares is safe: it is rewritten as well. */
final class ApiJudge {
    private static final Verdict OWN = new Verdict.Safe("the package's own");
    private static final Verdict UNKNOWN =
            new Verdict.Unlisted("there is no such class or member on this platform or in the package");

    private final AllowList list;
    private final Hierarchy hierarchy;

    ApiJudge(AllowList list, Hierarchy hierarchy) {
        this.list = list;
        this.hierarchy = hierarchy;
    }

    Judgement method(String owner, String name, String descriptor) {
        if (owner.startsWith("[")) {
            return name.equals("clone")
                    ? new Judgement(OWN, "clone()", owner)
                    : method("java/lang/Object", name, descriptor);
        }
        String parameters = Arrays.stream(Type.getArgumentTypes(descriptor))
                .map(Type::getClassName)
                .collect(Collectors.joining(",", "(", ")"));
        return member(owner, hierarchy.declaringMethod(owner, name, descriptor), name, parameters);
    }

    /** On the objects of a class that are made. */
    Verdict made(String internalName) {
        return internalName.startsWith("[") || hierarchy.isOwn(internalName)
                ? OWN
                : list.member(binary(internalName), "<init>", "()");
    }

    /** Whether the package itself declares what was judged. */
    boolean own(Judgement judgement) {
        return judgement.verdict() == OWN && hierarchy.isOwn(judgement.declaring());
    }

    Judgement field(String owner, String name, String descriptor) {
        return member(owner, hierarchy.declaringField(owner, name, descriptor), name, "");
    }

    private Judgement member(String owner, Optional<ClassFacts> declaring, String name, String parameters) {
        if (declaring.isEmpty()) {
            return new Judgement(unresolved(owner), api(owner, name, parameters), owner);
        }
        ClassFacts type = declaring.get();
        if (hierarchy.isOwn(type.name())) {
            // Behind an interface of the package's own may be a collection or format of the JDK that its class extends.
            Verdict verdict =
                    type.isInterface() ? list.watched(name, parameters).orElse(OWN) : OWN;
            return new Judgement(verdict, api(type.name(), name, parameters), type.name());
        }
        Verdict verdict = list.member(binary(type.name()), name, parameters);
        if (verdict instanceof Verdict.Unlisted && !type.isPublic()) {
            // What a hidden class declares belongs to the public class that extends it.
            verdict = list.member(binary(firstOutside(owner)), name, parameters);
        }
        return new Judgement(verdict, api(type.name(), name, parameters), type.name());
    }

    private Verdict unresolved(String owner) {
        Verdict verdict = list.type(binary(firstOutside(owner)));
        return verdict instanceof Verdict.Denied || verdict instanceof Verdict.Refused ? verdict : UNKNOWN;
    }

    private String firstOutside(String owner) {
        String name = owner;
        for (int depth = 0; depth < 1_000 && hierarchy.isOwn(name); depth++) {
            name = hierarchy.find(name).map(ClassFacts::superName).orElse("java/lang/Object");
        }
        return name;
    }

    /** On naming a type: in a descriptor, a cast, a class literal. */
    Judgement type(String internalName) {
        String name = internalName.startsWith("[")
                ? Type.getType(internalName).getElementType().getDescriptor()
                : "L" + internalName + ";";
        Type type = Type.getType(name);
        if (type.getSort() != Type.OBJECT || hierarchy.isOwn(type.getInternalName())) {
            return new Judgement(OWN, type.getClassName(), internalName);
        }
        return new Judgement(list.type(type.getClassName()), type.getClassName(), type.getInternalName());
    }

    /** On extending or implementing a type: a rule of its own, else an interface as it may be used, and no class. */
    Judgement extending(String internalName) {
        String name = binary(internalName);
        if (hierarchy.isOwn(internalName)) {
            return new Judgement(OWN, name, internalName);
        }
        Verdict use = list.type(name);
        boolean isInterface =
                hierarchy.find(internalName).map(ClassFacts::isInterface).orElse(false);
        Verdict standard = isInterface || use instanceof Verdict.Denied
                ? use
                : new Verdict.Refused("extensions do not extend this class");
        return new Judgement(list.extending(name).orElse(standard), name, internalName);
    }

    private static String api(String owner, String name, String parameters) {
        String member = name.equals("<init>") ? "new " + binary(owner) : binary(owner) + '.' + name;
        return member.replace('$', '.') + parameters;
    }

    private static String binary(String internalName) {
        return internalName.replace('/', '.');
    }
}
