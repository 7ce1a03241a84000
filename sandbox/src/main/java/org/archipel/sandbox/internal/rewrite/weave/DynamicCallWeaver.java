package org.archipel.sandbox.internal.rewrite.weave;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * Lets through the dynamic call sites that javac makes, and nothing else: a bootstrap method runs with the rights of the JDK, and a
 * method handle is a call that no instruction shows.
 */
final class DynamicCallWeaver {
    private static final String INVOKE = "java/lang/invoke/";
    private static final String LAMBDA = INVOKE + "LambdaMetafactory";
    private static final Set<String> LAMBDAS = Set.of(LAMBDA + ".metafactory", LAMBDA + ".altMetafactory");
    private static final Set<String> CONCATENATIONS =
            Set.of(INVOKE + "StringConcatFactory.makeConcat", INVOKE + "StringConcatFactory.makeConcatWithConstants");
    private static final String OBJECT_METHODS = "java/lang/runtime/ObjectMethods.bootstrap";
    private static final Set<String> SWITCHES =
            Set.of("java/lang/runtime/SwitchBootstraps.typeSwitch", "java/lang/runtime/SwitchBootstraps.enumSwitch");
    private static final String CONSTANT = INVOKE + "ConstantBootstraps.invoke";
    private static final Set<String> DESCRIPTIONS =
            Set.of("java/lang/Enum$EnumDesc.of", "java/lang/constant/ClassDesc.of");

    private final ApiJudge judge;
    private final HiddenCalls hidden;
    private final ToldSizes sizes;

    DynamicCallWeaver(ApiJudge judge, HiddenCalls hidden, ToldSizes sizes) {
        this.judge = judge;
        this.hidden = hidden;
        this.sizes = sizes;
    }

    void weave(Site site, InvokeDynamicInsnNode call, Bridges bridges) {
        String bootstrap = name(call.bsm);
        if (call.bsm.getTag() != Opcodes.H_INVOKESTATIC) {
            site.error(WeaveRules.BOOTSTRAP, bootstrap + " is no static method");
        } else if (LAMBDAS.contains(bootstrap)) {
            lambda(site, call, bridges);
        } else if (bootstrap.equals(OBJECT_METHODS)) {
            record(site, call);
        } else if (CONCATENATIONS.contains(bootstrap) || SWITCHES.contains(bootstrap)) {
            for (Object argument : call.bsmArgs) {
                constant(site, argument);
            }
            if (CONCATENATIONS.contains(bootstrap)) {
                Weighing.weaveConcatenation(site, call);
            }
        } else {
            site.error(WeaveRules.BOOTSTRAP, "the bootstrap method " + bootstrap + " is not allowed");
        }
    }

    private void lambda(Site site, InvokeDynamicInsnNode call, Bridges bridges) {
        Set<String> interfaces = new LinkedHashSet<>();
        implemented(site, Type.getReturnType(call.desc), interfaces);
        for (Object argument : call.bsmArgs) {
            if (argument instanceof Type type && type.getSort() == Type.OBJECT) {
                implemented(site, type, interfaces);
            } else if (argument instanceof ConstantDynamic) {
                site.error(WeaveRules.CONSTANT, "a lambda has a computed constant");
            }
        }
        Type[] captured = Type.getArgumentTypes(call.desc);
        boolean size = sizes.toldBy(interfaces, call.name);
        int handles = 0;
        for (int i = 0; i < call.bsmArgs.length; i++) {
            if (call.bsmArgs[i] instanceof Handle target) {
                handles++;
                call.bsmArgs[i] = reference(site, target, captured, size, bridges);
            }
        }
        if (handles != 1) {
            site.error(WeaveRules.BOOTSTRAP, "a lambda refers to one method");
        }
        hidden.checkLambda(site, interfaces);
    }

    private void implemented(Site site, Type type, Set<String> interfaces) {
        Judgement judgement = judge.extending(type.getInternalName());
        if (type.getSort() != Type.OBJECT) {
            site.error(WeaveRules.BOOTSTRAP, "a lambda implements an interface");
        } else if (!judgement.safe()) {
            TypeCheck.report(site, WeaveRules.EXTENDS, judgement);
        }
        interfaces.add(type.getInternalName());
    }

    // The JDK may call a reference to one of its own methods for ever: the bridge to it has a checkpoint.
    private Handle reference(Site site, Handle target, Type[] captured, boolean size, Bridges bridges) {
        if (target.getTag() < Opcodes.H_INVOKEVIRTUAL) {
            site.error(WeaveRules.CONSTANT, "a lambda refers to a field");
            return target;
        }
        Judgement judgement = judge.method(target.getOwner(), target.getName(), target.getDesc());
        boolean own = judge.own(judgement);
        if (size && Bridges.mayTellSize(target) && (own || target.getTag() != Opcodes.H_INVOKESPECIAL)) {
            // The body of a lambda has a name of its own.
            return bridges.sizeBridge(target, captured);
        }
        if (own) {
            return target;
        }
        if (target.getTag() == Opcodes.H_INVOKESPECIAL) {
            site.error(WeaveRules.REFUSED, judgement.api() + ": it cannot be referred to by super");
            return target;
        }
        return bridges.bridge(target, captured);
    }

    private static void record(Site site, InvokeDynamicInsnNode call) {
        boolean own = true;
        for (Object argument : call.bsmArgs) {
            boolean ownField = argument instanceof Handle handle
                    && handle.getTag() == Opcodes.H_GETFIELD
                    && handle.getOwner().equals(site.type().name);
            boolean ownType = argument instanceof Type type
                    && type.getSort() == Type.OBJECT
                    && type.getInternalName().equals(site.type().name);
            if (!ownField && !ownType && !(argument instanceof String)) {
                site.error(WeaveRules.BOOTSTRAP, "a record's methods use what is not its own");
                own = false;
            }
        }
        if (own) {
            Weighing.weaveRecord(site, call);
        }
    }

    /** Judges a constant that is loaded or given to a bootstrap method. */
    void constant(Site site, Object constant) {
        if (constant instanceof Handle handle) {
            site.error(WeaveRules.CONSTANT, "a handle of the method " + name(handle) + " is a constant");
        } else if (constant instanceof Type type && type.getSort() == Type.METHOD) {
            site.error(WeaveRules.CONSTANT, "a method type is a constant");
        } else if (constant instanceof ConstantDynamic dynamic && !description(dynamic)) {
            site.error(
                    WeaveRules.CONSTANT,
                    "a constant is computed by " + name(dynamic.getBootstrapMethod()) + ", which is not allowed");
        }
    }

    // What javac writes for a qualified enum constant in a switch over patterns.
    private static boolean description(ConstantDynamic dynamic) {
        if (!name(dynamic.getBootstrapMethod()).equals(CONSTANT)
                || dynamic.getBootstrapMethodArgumentCount() == 0
                || !(dynamic.getBootstrapMethodArgument(0) instanceof Handle maker)
                || !DESCRIPTIONS.contains(name(maker))) {
            return false;
        }
        for (int i = 1; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
            Object argument = dynamic.getBootstrapMethodArgument(i);
            if (!(argument instanceof String) && !(argument instanceof ConstantDynamic inner && description(inner))) {
                return false;
            }
        }
        return true;
    }

    private static String name(Handle handle) {
        return handle.getOwner() + '.' + handle.getName();
    }
}
