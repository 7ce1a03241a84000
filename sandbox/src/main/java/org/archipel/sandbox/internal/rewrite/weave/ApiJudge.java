package org.archipel.sandbox.internal.rewrite.weave;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.archipel.sandbox.internal.rewrite.hierarchy.ClassFacts;
import org.archipel.sandbox.internal.rewrite.hierarchy.Hierarchy;
import org.archipel.sandbox.internal.rewrite.hierarchy.MemberKey;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.objectweb.asm.Type;

/** Finds the rule for what a class refers to. What the package itself declares is safe: it is rewritten as well. Not thread-safe. */
final class ApiJudge {
    private static final Verdict OWN = new Verdict.Safe("the package's own");
    private static final Verdict UNKNOWN =
            new Verdict.Unlisted("there is no such class or member on this platform or in the package");

    private final AllowList list;
    private final Hierarchy hierarchy;
    private final Map<Reference, Judgement> methods = new HashMap<>();
    private final Map<Reference, Judgement> fields = new HashMap<>();

    ApiJudge(AllowList list, Hierarchy hierarchy) {
        this.list = list;
        this.hierarchy = hierarchy;
    }

    private record Reference(String owner, String name, String descriptor) {}

    /** On a call. Where the machine may choose between several declarations, the strictest verdict on them counts. */
    Judgement method(String owner, String name, String descriptor) {
        if (isArray(owner)) {
            return name.equals("clone")
                    ? new Judgement(OWN, "clone()", owner)
                    : method("java/lang/Object", name, descriptor);
        }
        Reference reference = new Reference(owner, name, descriptor);
        Judgement judgement = methods.get(reference);
        if (judgement == null) {
            List<ClassFacts> declaring = hierarchy.declaringMethod(owner, name, descriptor);
            judgement = member(owner, declaring, name, parameters(descriptor));
            methods.put(reference, judgement);
        }
        return judgement;
    }

    /**
     * On each method outside of the package that may run when one of an interface is called.
     *
     * @param types what the object is: one class, or the interfaces of a lambda
     */
    List<Judgement> selected(Collection<String> types, MemberKey method) {
        String parameters = parameters(method.descriptor());
        String owner = types.iterator().next();
        return hierarchy.selectedMethod(types, method).stream()
                .filter(type -> !hierarchy.isOwn(type.name()))
                .map(type -> declared(owner, type, method.name(), parameters))
                .toList();
    }

    private static String parameters(String descriptor) {
        return Arrays.stream(Type.getArgumentTypes(descriptor))
                .map(Type::getClassName)
                .collect(Collectors.joining(",", "(", ")"));
    }

    /** On the objects of a class that are made. */
    Verdict made(String internalName) {
        return isArray(internalName) || hierarchy.isOwn(internalName)
                ? OWN
                : list.member(binary(internalName), "<init>", "()");
    }

    /**
     * On a class of which no object can be made, which is not to be initialized for one either; empty if some constructor may be called,
     * or there is no such class.
     */
    Optional<Judgement> unmakeable(String internalName) {
        Judgement judgement = type(internalName);
        boolean makeable = judgement.safe()
                || list.makes(binary(internalName))
                || hierarchy.find(internalName).isEmpty();
        return makeable
                ? Optional.empty()
                : Optional.of(new Judgement(judgement.verdict(), api(internalName, "<init>", ""), internalName));
    }

    /** The class that one of the package extends, as it was compiled. */
    String parent(String own) {
        return hierarchy.find(own).map(ClassFacts::superName).orElse("java/lang/Object");
    }

    /** Whether the package itself declares what was judged. */
    boolean own(Judgement judgement) {
        return judgement.verdict() == OWN && !isArray(judgement.declaring()) && hierarchy.isOwn(judgement.declaring());
    }

    Judgement field(String owner, String name, String descriptor) {
        Reference reference = new Reference(owner, name, descriptor);
        Judgement judgement = fields.get(reference);
        if (judgement == null) {
            List<ClassFacts> declaring =
                    hierarchy.declaringField(owner, name, descriptor).stream().toList();
            judgement = member(owner, declaring, name, "");
            fields.put(reference, judgement);
        }
        return judgement;
    }

    private Judgement member(String owner, List<ClassFacts> declaring, String name, String parameters) {
        return declaring.stream()
                .map(type -> declared(owner, type, name, parameters))
                .reduce(Judgement::stricter)
                .orElseGet(() -> new Judgement(unresolved(owner), api(owner, name, parameters), owner));
    }

    private Judgement declared(String owner, ClassFacts type, String name, String parameters) {
        String api = api(type.name(), name, parameters);
        if (hierarchy.isOwn(type.name())) {
            // Behind an interface of the package's own may be a collection or format of the JDK that its class extends.
            Verdict verdict =
                    type.isInterface() ? list.watched(name, parameters).orElse(OWN) : OWN;
            return new Judgement(verdict, api, type.name());
        }
        Verdict verdict = list.member(binary(type.name()), name, parameters);
        if (verdict instanceof Verdict.Unlisted
                && !type.isPublic()
                && !(type.isInterface() && hierarchy.isOwn(owner))) {
            // What a hidden class declares belongs to the public class that extends it.
            verdict = list.member(binary(firstOutside(owner)), name, parameters);
        }
        return new Judgement(verdict, api, type.name());
    }

    private Verdict unresolved(String owner) {
        Verdict verdict = list.type(binary(firstOutside(owner)));
        return verdict instanceof Verdict.Denied || verdict instanceof Verdict.Refused ? verdict : UNKNOWN;
    }

    private String firstOutside(String owner) {
        String name = owner;
        while (hierarchy.isOwn(name)) {
            name = hierarchy.find(name).map(ClassFacts::superName).orElse("java/lang/Object");
        }
        return name;
    }

    /** On naming a type: in a descriptor, a cast, a class literal. */
    Judgement type(String internalName) {
        String name = isArray(internalName)
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

    // Not even a class of the package that is called so.
    private static boolean isArray(String internalName) {
        return internalName.startsWith("[");
    }

    private static String binary(String internalName) {
        return internalName.replace('/', '.');
    }
}
