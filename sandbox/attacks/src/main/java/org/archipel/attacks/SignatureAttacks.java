package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.V17;

import org.example.attacks.Attack;
import org.example.attacks.Verdict;

/** Generic signatures that no compiler makes. */
final class SignatureAttacks {
    private SignatureAttacks() {}

    @Attack(
            number = 317,
            title = "Generic types in ten thousand levels within each other",
            expected = Verdict.REFUSED,
            by = "class.generic-signature")
    static final class DeepSignature implements CraftedAttack {
        private static final int LEVELS = 10_000;

        @Override
        public void craft(AttackPackage sound) {
            String deep = "La<".repeat(LEVELS) + "*" + ">;".repeat(LEVELS);
            HandmadeProbe.into(sound, HandmadeProbe.of(V17, code -> code.visitInsn(ACONST_NULL), writer -> {
                writer.visitField(ACC_PUBLIC, "deep", "Ljava/util/List;", deep, null)
                        .visitEnd();
            }));
        }
    }

    @Attack(
            number = 317,
            title = "A generic type of an inner class of thousands of others",
            expected = Verdict.REFUSED,
            by = "class.generic-signature")
    static final class InnerSignature implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            String inner = "La<*>" + ".a".repeat(30_000) + ";";
            HandmadeProbe.into(sound, HandmadeProbe.of(V17, code -> code.visitInsn(ACONST_NULL), writer -> {
                writer.visitField(ACC_PUBLIC, "inner", "Ljava/util/List;", inner, null)
                        .visitEnd();
            }));
        }
    }
}
