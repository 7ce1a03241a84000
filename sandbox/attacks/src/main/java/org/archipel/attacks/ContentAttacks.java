package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACC_MODULE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.V17;

import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that lie where others are looked for. */
final class ContentAttacks {
    private ContentAttacks() {}

    private static byte[] reader() {
        // What it reads would be answered.
        return HandmadeProbe.of(code -> {
            code.visitVarInsn(ALOAD, 1);
            code.visitMethodInsn(INVOKEVIRTUAL, "org/example/attacks/Stage", "secret", "()Ljava/lang/String;", false);
            code.visitInsn(ICONST_0);
            code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/String");
            code.visitMethodInsn(
                    INVOKESTATIC,
                    "java/nio/file/Path",
                    "of",
                    "(Ljava/lang/String;[Ljava/lang/String;)Ljava/nio/file/Path;",
                    true);
            code.visitMethodInsn(
                    INVOKESTATIC,
                    "java/nio/file/Files",
                    "readString",
                    "(Ljava/nio/file/Path;)Ljava/lang/String;",
                    false);
        });
    }

    private static byte[] harmless() {
        return HandmadeProbe.of(code -> code.visitLdcInsn("harmless"));
    }

    @Attack(
            number = 195,
            title = "Another class for newer Java, and a manifest that says so",
            expected = Verdict.REFUSED)
    static final class Versions implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Multi-Release", "true")
                    .entry("META-INF/versions/9/" + HandmadeProbe.NAME + ".class", reader())
                    .entry("META-INF/versions/17/" + HandmadeProbe.NAME + ".class", reader());
            HandmadeProbe.into(sound, harmless());
        }
    }

    @Attack(number = 195, title = "Another class for newer Java, in META-INF/versions", expected = Verdict.ALLOWED)
    static final class SilentVersions implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.entry("META-INF/versions/17/" + HandmadeProbe.NAME + ".class", reader());
            HandmadeProbe.into(sound, harmless());
        }
    }

    @Attack(number = 195, title = "Another class in meta-inf/versions", expected = Verdict.REFUSED)
    static final class SmallVersions implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.entry("meta-inf/versions/17/" + HandmadeProbe.NAME + ".class", reader());
            HandmadeProbe.into(sound, harmless());
        }
    }

    @Attack(number = 195, title = "A class only in META-INF/versions", expected = Verdict.REFUSED)
    static final class OnlyVersions implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.entry("META-INF/versions/17/" + HandmadeProbe.NAME + ".class", reader())
                    .component(HandmadeProbe.NAME.replace('/', '.'), "");
        }
    }

    @Attack(number = 196, title = "A module descriptor that opens and provides", expected = Verdict.ALLOWED)
    static final class ModuleDescriptor implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(V17, ACC_MODULE, "module-info", null, null, null);
            ModuleVisitor module = writer.visitModule("org.archipel.security", Opcodes.ACC_OPEN, null);
            module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
            module.visitRequire("jdk.unsupported", 0, null);
            module.visitProvide("java/security/Provider", HandmadeProbe.NAME);
            module.visitEnd();
            writer.visitEnd();
            sound.entry("module-info.class", writer.toByteArray());
            HandmadeProbe.into(sound, harmless());
        }
    }

    @Attack(number = 197, title = "A decoy of the platform's API", expected = Verdict.REFUSED)
    static final class ApiDecoy implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.type("org/archipel/api/error/PlatformException", named("org/archipel/api/error/PlatformException"));
        }
    }

    @Attack(number = 197, title = "A decoy of Jackson's mapper", expected = Verdict.REFUSED)
    static final class MapperDecoy implements CraftedAttack {
        private static final String MAPPER = "com/fasterxml/jackson/databind/ObjectMapper";

        @Override
        public void craft(AttackPackage sound) {
            sound.type(MAPPER, named(MAPPER));
        }
    }

    private static byte[] named(String name) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC, name, null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
