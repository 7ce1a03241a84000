package org.archipel.attacks;

import java.util.zip.ZipEntry;
import org.example.attacks.Attack;
import org.example.attacks.Harmless;
import org.example.attacks.Probe;
import org.example.attacks.UnaskedProbe;
import org.example.attacks.Verdict;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Packages whose manifest or content asks the framework for more than an extension may have. */
final class ManifestAttacks {
    private static final String HIDDEN = "Fragment-Host: org.archipel.security";

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

    @Attack(number = 119, title = "A header after a lone carriage return", expected = Verdict.REFUSED)
    static final class LoneReturn implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.editManifest(text -> text.strip() + "\r\r\n" + HIDDEN + "\r\n\r\n");
        }
    }

    @Attack(number = 120, title = "A header after an empty line and a space", expected = Verdict.REFUSED)
    static final class FoldedEmptyLine implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.editManifest(text -> text.strip() + "\r\n\r\n " + HIDDEN + "\r\n\r\n");
        }
    }

    @Attack(number = 121, title = "A header twice, once in capitals", expected = Verdict.REFUSED)
    static final class Twice implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("IMPORT-PACKAGE", "org.osgi.framework");
        }
    }

    @Attack(number = 122, title = "Descriptor and capability disagree", expected = Verdict.REFUSED)
    static final class Disagreement implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Provide-Capability", "archipel.extension;id=\"org.example.other\";version:Version=\"1.0.0\"");
        }
    }

    @Attack(number = 123, title = "A jar signed by somebody", expected = Verdict.REFUSED)
    static final class Signed implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.entry("META-INF/STRANGER.SF", AttackPackage.bytes("Signature-Version: 1.0\r\n\r\n"))
                    .entry("META-INF/STRANGER.RSA", new byte[100]);
        }
    }

    @Attack(number = 124, title = "A component that takes the BundleContext", expected = Verdict.REFUSED)
    static final class TakesContext implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(
                            Opcodes.V17,
                            code -> code.visitInsn(Opcodes.ACONST_NULL),
                            writer -> HandmadeProbe.method(
                                    writer,
                                    Opcodes.ACC_PROTECTED,
                                    "activate",
                                    "(Lorg/osgi/framework/BundleContext;)V",
                                    code -> code.visitInsn(Opcodes.RETURN))));
        }
    }

    @Attack(number = 125, title = "A component with the highest service ranking", expected = Verdict.REFUSED)
    static final class Ranking implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.component(
                    "org.example.attacks.Harmless",
                    "<property name=\"service.ranking\" type=\"Integer\" value=\"2147483647\"/>");
        }
    }

    @Attack(number = 126, title = "A component of the platform's class", expected = Verdict.REFUSED)
    static final class ForeignComponent implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.component("org.archipel.sandbox.internal.gate.Gate", "");
        }
    }

    private static AttackPackage component(AttackPackage sound, String before, String after) {
        return sound.edit(
                AttackPackage.COMPONENT,
                bytes -> AttackPackage.bytes(AttackPackage.text(bytes).replace(before, after)));
    }

    @Attack(
            number = 246,
            title = "A component whose class stands behind another attribute",
            expected = Verdict.REFUSED,
            by = "component")
    static final class ForeignAttribute implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            component(
                    sound,
                    "<implementation class=",
                    "<implementation xmlns:x=\"urn:x\" class=\"java.util.Timer\" x:class=");
            component(
                    sound,
                    "class=\"java.util.Timer\" x:class=",
                    "x:class=\"" + Probe.class.getName() + "\" class=\"java.util.Timer\" x:name=");
        }
    }

    @Attack(
            number = 246,
            title = "A component whose class stands behind another element",
            expected = Verdict.REFUSED,
            by = "component")
    static final class ForeignElement implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            component(
                    sound,
                    "<implementation ",
                    "<implementation class=\"java.util.Timer\"/><x:implementation xmlns:x=\"urn:x\" ");
        }
    }

    @Attack(number = 246, title = "Components that one encoding hides", expected = Verdict.REFUSED, by = "component")
    static final class HiddenByEncoding implements CraftedAttack {
        private static final String HEAD = "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>";

        @Override
        public void craft(AttackPackage sound) {
            component(
                    sound,
                    "</scr:component>",
                    "<![CDATA[?]]><implementation class=\"java.util.Timer\"/><![CDATA[ ]]></scr:component>");
            sound.edit(AttackPackage.COMPONENT, bytes -> {
                byte[] hidden = AttackPackage.bytes(HEAD + AttackPackage.text(bytes));
                for (int i = HEAD.length(); i < hidden.length; i++) {
                    hidden[i] = hidden[i] == '?' ? (byte) 0x81 : hidden[i];
                }
                return hidden;
            });
        }
    }

    @Attack(
            number = 246,
            title = "A description of components that one blank hides",
            expected = Verdict.REFUSED,
            by = "component")
    static final class HiddenByBlank implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            String both = AttackPackage.COMPONENT + " OSGI-INF/other.xml";
            sound.edit(AttackPackage.COMPONENT, bytes -> {
                String text = AttackPackage.text(bytes);
                sound.entry(both, bytes)
                        .entry(
                                "OSGI-INF/other.xml",
                                AttackPackage.bytes(text.replace(
                                        "<implementation class=\"",
                                        "<implementation class=\"java.util.Timer\" name=\"")));
                return bytes;
            });
            sound.header("Service-Component", both);
        }
    }

    @Attack(
            number = 262,
            title = "A requirement whose filter has forty thousand levels",
            expected = Verdict.REFUSED,
            by = "manifest.require-capability")
    static final class DeepFilter implements CraftedAttack {
        private static final int LEVELS = 40_000;

        @Override
        public void craft(AttackPackage sound) {
            sound.header(
                    "Require-Capability",
                    "osgi.ee;filter:=\"" + "(&".repeat(LEVELS) + "(&(osgi.ee=JavaSE)(version=17))" + ")".repeat(LEVELS)
                            + "\"");
        }
    }

    @Attack(
            number = 263,
            title = "Requirements that each of many capabilities meets",
            expected = Verdict.REFUSED,
            by = "manifest.malformed-header")
    static final class ManyMatches implements CraftedAttack {
        private static final int CLAUSES = 12_000;

        @Override
        public void craft(AttackPackage sound) {
            String services = ",osgi.service".repeat(CLAUSES);
            sound.header(
                            "Provide-Capability",
                            "archipel.extension;id=\"" + sound.id() + "\";version:Version=\"" + AttackPackage.VERSION
                                    + "\"" + services)
                    .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"" + services);
        }
    }

    @Attack(
            number = 370,
            title = "A unit of the platform's database, behind a backslash",
            expected = Verdict.REFUSED,
            by = "manifest.malformed-header")
    static final class HiddenUnit implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header(
                            "Provide-Capability",
                            "archipel.extension;id=\"" + sound.id() + "\";version:Version=\"" + AttackPackage.VERSION
                                    + "\";z=\\;b=\"x,archipel.persistence;unit=evil;migrations=db,osgi.service;c=d\"")
                    .entry("db/V1__evil.sql", AttackPackage.bytes("CREATE TABLE evil (id INT);"));
        }
    }

    @Attack(
            number = 370,
            title = "Another extender than that of components",
            expected = Verdict.REFUSED,
            by = "manifest.require-capability")
    static final class OtherExtender implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header(
                    "Require-Capability",
                    "osgi.extender;filter:=\"(|(osgi.extender=osgi.serviceloader.processor)(osgi.extender=osgi.component))\"");
        }
    }

    @Attack(
            number = 371,
            title = "Objects of a class that a file for the REST server names",
            expected = Verdict.ALLOWED)
    static final class NamedForServer implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return UnaskedProbe.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            sound.entry(
                    "META-INF/cxf/bus-extensions.txt",
                    AttackPackage.bytes(UnaskedProbe.Unasked.class.getName() + "::false\n"));
        }
    }

    @Attack(
            number = 372,
            title = "A property that steers the REST server, in capitals",
            expected = Verdict.REFUSED,
            by = "component.property")
    static final class Capitals implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.component(Harmless.class.getName(), "<property name=\"OSGI.JAXRS.RESOURCE\" value=\"true\"/>");
        }
    }

    @Attack(
            number = 372,
            title = "A target of a reference with forty thousand levels",
            expected = Verdict.REFUSED,
            by = "component.target")
    static final class DeepTarget implements CraftedAttack {
        private static final int LEVELS = 40_000;

        @Override
        public void craft(AttackPackage sound) {
            sound.component(
                    Harmless.class.getName(),
                    "<property name=\"context.target\" value=\"" + "(!".repeat(LEVELS) + "(a=b)" + ")".repeat(LEVELS)
                            + "\"/>");
        }
    }
}
