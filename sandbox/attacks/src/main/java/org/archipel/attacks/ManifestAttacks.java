package org.archipel.attacks;

import java.util.zip.ZipEntry;
import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Packages whose manifest or content asks the framework for more than an extension may have. */
final class ManifestAttacks {
    private ManifestAttacks() {}

    private static byte[] emptyClass(String internalName) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, internalName, null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Attack(number = 29, title = "Bundle-NativeCode", expected = Verdict.REFUSED)
    static final class NativeCode implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Bundle-NativeCode", "lib/evil.so;osname=Linux;processor=x86-64")
                    .entry("lib/evil.so", new byte[100]);
        }
    }

    @Attack(number = 68, title = "A fragment of a trusted host", expected = Verdict.REFUSED)
    static final class Fragment implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Fragment-Host", "org.archipel.security");
        }
    }

    @Attack(number = 69, title = "A framework extension", expected = Verdict.REFUSED)
    static final class FrameworkExtension implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Fragment-Host", "system.bundle;extension:=framework");
        }
    }

    @Attack(number = 70, title = "A decoy of java.lang.Runtime", expected = Verdict.REFUSED)
    static final class JavaDecoy implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.type("java/lang/Runtime", emptyClass("java/lang/Runtime"));
        }
    }

    @Attack(number = 70, title = "A decoy of org.osgi.framework.FrameworkUtil", expected = Verdict.REFUSED)
    static final class OsgiDecoy implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.type("org/osgi/framework/FrameworkUtil", emptyClass("org/osgi/framework/FrameworkUtil"));
        }
    }

    @Attack(number = 71, title = "A guard of its own", expected = Verdict.REFUSED)
    static final class GuardShadow implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.type("org/archipel/guard/Checkpoint", emptyClass("org/archipel/guard/Checkpoint"));
        }
    }

    @Attack(number = 71, title = "A guard of its own in an embedded jar", expected = Verdict.REFUSED)
    static final class EmbeddedGuardShadow implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            String guard = "org/archipel/guard/Checkpoint";
            sound.header("Bundle-ClassPath", ".,lib/guard.jar")
                    .entry("lib/guard.jar", Archives.zip(new ZipEntry(guard + ".class"), emptyClass(guard)));
        }
    }

    @Attack(number = 72, title = "A higher version of a host package", expected = Verdict.REFUSED)
    static final class HostExport implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Export-Package", "org.archipel.api.http;version=\"1.9\"");
        }
    }

    @Attack(number = 73, title = "DynamicImport-Package: *", expected = Verdict.REFUSED)
    static final class DynamicImport implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("DynamicImport-Package", "*");
        }
    }

    @Attack(number = 73, title = "Require-Bundle: system.bundle", expected = Verdict.REFUSED)
    static final class RequireBundle implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Require-Bundle", "system.bundle");
        }
    }
}
