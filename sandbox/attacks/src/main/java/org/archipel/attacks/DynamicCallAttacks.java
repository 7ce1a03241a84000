package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.H_NEWINVOKESPECIAL;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.V17;

import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/** Calls and constants that the JVM links by running a method first. */
final class DynamicCallAttacks {
    private static final Handle EXIT = new Handle(H_INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);

    /** What makes lambdas. */
    static final Handle METAFACTORY = new Handle(
            H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private static final String CONSTANT_BOOTSTRAP =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;";

    private DynamicCallAttacks() {}

    @Attack(number = 46, title = "invokedynamic with a bootstrap of its own", expected = Verdict.REFUSED)
    static final class OwnBootstrap implements CraftedAttack {
        private static final String BOOTSTRAP = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;";

        @Override
        public void craft(AttackPackage sound) {
            Handle bootstrap = new Handle(H_INVOKESTATIC, HandmadeProbe.NAME, "bootstrap", BOOTSTRAP, false);
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(
                            V17,
                            code -> code.visitInvokeDynamicInsn("call", "()Ljava/lang/Object;", bootstrap),
                            writer -> HandmadeProbe.method(
                                    writer, ACC_PUBLIC | ACC_STATIC, "bootstrap", BOOTSTRAP, code -> {
                                        code.visitInsn(ACONST_NULL);
                                        code.visitInsn(ARETURN);
                                    })));
        }
    }

    @Attack(number = 47, title = "A constant that calls System.getProperties", expected = Verdict.REFUSED)
    static final class Condy implements CraftedAttack {
        private static final Handle INVOKE = new Handle(
                H_INVOKESTATIC,
                "java/lang/invoke/ConstantBootstraps",
                "invoke",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                        + "Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;)Ljava/lang/Object;",
                false);
        private static final Handle PROPERTIES =
                new Handle(H_INVOKESTATIC, "java/lang/System", "getProperties", "()Ljava/util/Properties;", false);

        @Override
        public void craft(AttackPackage sound) {
            ConstantDynamic constant = new ConstantDynamic("constant", "Ljava/lang/Object;", INVOKE, PROPERTIES);
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> code.visitLdcInsn(constant)));
        }
    }

    @Attack(number = 47, title = "A method handle as a constant", expected = Verdict.REFUSED)
    static final class HandleConstant implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitLdcInsn(EXIT);
                code.visitInsn(ICONST_1);
                code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", "(I)V", false);
                code.visitInsn(ACONST_NULL);
            }));
        }
    }

    @Attack(
            number = 178,
            title = "A guard's entry point by a lambda",
            expected = Verdict.REFUSED,
            by = "org.archipel.guard")
    static final class GuardLambda implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            Handle install = new Handle(
                    H_INVOKESTATIC, "org/archipel/guard/Json", "install", "(Ljava/util/function/Consumer;)V", false);
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(code -> code.visitInvokeDynamicInsn(
                            "accept",
                            "()Ljava/util/function/Consumer;",
                            METAFACTORY,
                            Type.getMethodType("(Ljava/lang/Object;)V"),
                            install,
                            Type.getMethodType("(Ljava/util/function/Consumer;)V"))));
        }
    }

    @Attack(
            number = 190,
            title = "A constant that a method of the extension's own computes",
            expected = Verdict.REFUSED,
            by = "a constant is computed")
    static final class OwnConstant implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            Handle own = new Handle(H_INVOKESTATIC, HandmadeProbe.NAME, "compute", CONSTANT_BOOTSTRAP, false);
            ConstantDynamic constant = new ConstantDynamic("constant", "Ljava/lang/Object;", own);
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(
                            V17,
                            code -> code.visitLdcInsn(constant),
                            writer -> HandmadeProbe.method(
                                    writer, ACC_PUBLIC | ACC_STATIC, "compute", CONSTANT_BOOTSTRAP, code -> {
                                        code.visitInsn(ACONST_NULL);
                                        code.visitInsn(ARETURN);
                                    })));
        }
    }

    @Attack(
            number = 190,
            title = "A computed constant among the arguments of a string concatenation",
            expected = Verdict.REFUSED,
            by = "a constant is computed")
    static final class ConstantInConcatenation implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            Handle concatenation = new Handle(
                    H_INVOKESTATIC,
                    "java/lang/invoke/StringConcatFactory",
                    "makeConcatWithConstants",
                    "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                            + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                    false);
            Handle field = new Handle(
                    H_INVOKESTATIC,
                    "java/lang/invoke/ConstantBootstraps",
                    "getStaticFinal",
                    "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;Ljava/lang/Class;)"
                            + "Ljava/lang/Object;",
                    false);
            ConstantDynamic out =
                    new ConstantDynamic("out", "Ljava/io/PrintStream;", field, Type.getObjectType("java/lang/System"));
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(code ->
                            code.visitInvokeDynamicInsn("join", "()Ljava/lang/String;", concatenation, "\u0002", out)));
        }
    }

    @Attack(number = 190, title = "A method type as a constant", expected = Verdict.REFUSED, by = "a method type")
    static final class MethodTypeConstant implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> code.visitLdcInsn(Type.getMethodType("(I)V"))));
        }
    }

    @Attack(
            number = 191,
            title = "A bootstrap that is no static method",
            expected = Verdict.REFUSED,
            by = "is no static method")
    static final class ConstructedCallSite implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            Handle bootstrap = new Handle(
                    H_NEWINVOKESPECIAL,
                    "java/lang/invoke/ConstantCallSite",
                    "<init>",
                    "(Ljava/lang/invoke/MethodHandle;)V",
                    false);
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(
                            code -> code.visitInvokeDynamicInsn("call", "()Ljava/lang/Object;", bootstrap, EXIT)));
        }
    }

    @Attack(
            number = 191,
            title = "A lambda that is a method which is refused",
            expected = Verdict.REFUSED,
            by = "java.lang.System.load")
    static final class RefusedLambda implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            Handle load = new Handle(H_INVOKESTATIC, "java/lang/System", "load", "(Ljava/lang/String;)V", false);
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(code -> code.visitInvokeDynamicInsn(
                            "accept",
                            "()Ljava/util/function/Consumer;",
                            METAFACTORY,
                            Type.getMethodType("(Ljava/lang/Object;)V"),
                            load,
                            Type.getMethodType("(Ljava/lang/String;)V"))));
        }
    }
}
