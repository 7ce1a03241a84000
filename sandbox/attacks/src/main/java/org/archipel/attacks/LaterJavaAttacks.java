package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.NEW;

import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.MethodVisitor;

/** By methods that later versions of Java have, which the platform is not compiled against. */
final class LaterJavaAttacks {
    private static final int LEVELS = 40;
    private static final int LONG = 1_000_000;
    private static final int TIMES = 10_000;
    private static final int TEMPLATE = 3_000;
    private static final String LIST = "java/util/List";

    private LaterJavaAttacks() {}

    @Attack(
            number = 321,
            title = "Lists that hold each other twice, as the first of a set",
            expected = {Verdict.DENIED, Verdict.REFUSED},
            because = "Java 17 has no such method")
    static final class FirstOfSet implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitTypeInsn(NEW, "java/util/LinkedHashSet");
                code.visitInsn(DUP);
                code.visitMethodInsn(INVOKESPECIAL, "java/util/LinkedHashSet", "<init>", "()V", false);
                code.visitVarInsn(ASTORE, 2);
                code.visitMethodInsn(INVOKESTATIC, LIST, "of", "()Ljava/util/List;", true);
                for (int i = 0; i < LEVELS; i++) {
                    twice(code);
                }
                code.visitVarInsn(ASTORE, 3);
                code.visitVarInsn(ALOAD, 2);
                code.visitVarInsn(ALOAD, 3);
                code.visitMethodInsn(
                        INVOKEINTERFACE, "java/util/SequencedCollection", "addFirst", "(Ljava/lang/Object;)V", true);
                code.visitLdcInsn("added");
            }));
        }

        private static void twice(MethodVisitor code) {
            code.visitInsn(DUP);
            code.visitMethodInsn(
                    INVOKESTATIC, LIST, "of", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/util/List;", true);
        }
    }

    @Attack(
            number = 321,
            title = "A long text in many places of an enumeration",
            expected = {Verdict.DENIED, Verdict.REFUSED},
            because = "Java 17 has no such format")
    static final class Enumeration implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                String format = "java/text/ListFormat";
                code.visitMethodInsn(INVOKESTATIC, format, "getInstance", "()Ljava/text/ListFormat;", false);
                code.visitLdcInsn(TIMES);
                code.visitLdcInsn("a");
                code.visitLdcInsn(LONG);
                code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "repeat", "(I)Ljava/lang/String;", false);
                code.visitMethodInsn(
                        INVOKESTATIC,
                        "java/util/Collections",
                        "nCopies",
                        "(ILjava/lang/Object;)Ljava/util/List;",
                        false);
                code.visitMethodInsn(INVOKEVIRTUAL, format, "format", "(Ljava/util/List;)Ljava/lang/String;", false);
            }));
        }
    }

    @Attack(
            number = 398,
            title = "A template of a date with thousands of one letter",
            expected = {Verdict.DENIED, Verdict.REFUSED},
            because = "Java 17 has no such formatter")
    static final class Template implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitLdcInsn("y".repeat(TEMPLATE));
                code.visitMethodInsn(
                        INVOKESTATIC,
                        "java/time/format/DateTimeFormatter",
                        "ofLocalizedPattern",
                        "(Ljava/lang/String;)Ljava/time/format/DateTimeFormatter;",
                        false);
            }));
        }
    }
}
