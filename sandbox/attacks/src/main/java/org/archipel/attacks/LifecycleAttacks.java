package org.archipel.attacks;

import org.example.attacks.Attack;
import org.example.attacks.CrosswiseProbe;
import org.example.attacks.EndlessEndProbe;
import org.example.attacks.LateProbe;
import org.example.attacks.Probe;
import org.example.attacks.Verdict;

/** What is done as components come and go, which nobody calls them for. The suite sees to it that an uninstall comes to its end. */
final class LifecycleAttacks {
    private static final String SECOND = "OSGI-INF/second.xml";

    private LifecycleAttacks() {}

    private static void second(AttackPackage sound, String component) {
        sound.header("Service-Component", AttackPackage.COMPONENT + "," + SECOND)
                .entry(SECOND, AttackPackage.bytes(component));
    }

    @Attack(
            number = 420,
            title = "Components whose deactivation waits for locks that calls hold crosswise",
            expected = Verdict.KILLED,
            calls = 2)
    static final class Crosswise implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return CrosswiseProbe.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            second(sound, """
                    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s" immediate="true">
                      <implementation class="%1$s"/>
                      <reference name="context" interface="org.archipel.api.extension.ExtensionContext" bind="bind"/>
                    </scr:component>
                    """.formatted(CrosswiseProbe.Second.class.getName()));
        }
    }

    @Attack(number = 421, title = "A deactivation that never ends", expected = Verdict.ALLOWED)
    static final class EndlessEnd implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return EndlessEndProbe.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            // The component runtime finds the method by its name.
        }
    }

    @Attack(
            number = 422,
            title = "Components in a circle, one of which is handed over later on the component runtime's thread",
            expected = Verdict.REFUSED,
            by = "component.circle")
    static final class Circle implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return LateProbe.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            String probe = LateProbe.class.getName();
            String partner = LateProbe.Partner.class.getName();
            sound.component(probe, "<reference name=\"partner\" interface=\"" + partner + "\" bind=\"partner\"/>")
                    .edit(
                            AttackPackage.COMPONENT,
                            bytes -> AttackPackage.bytes(AttackPackage.text(bytes)
                                    .replace("<service>", "<service><provide interface=\"" + probe + "\"/>")));
            second(sound, """
                    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
                      <implementation class="%1$s"/>
                      <service><provide interface="%1$s"/></service>
                      <reference name="probe" interface="%2$s" cardinality="0..1" policy="dynamic" bind="late"/>
                    </scr:component>
                    """.formatted(partner, probe));
        }
    }

    @Attack(
            number = 423,
            title = "The name of the platform's settings, behind the sign for a component's own",
            expected = Verdict.REFUSED,
            by = "component.configuration")
    static final class OwnName implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.edit(
                    AttackPackage.COMPONENT,
                    bytes -> AttackPackage.bytes(AttackPackage.text(bytes)
                            .replaceFirst(
                                    " name=\"[^\"]*\"",
                                    " name=\"org.apache.aries.jax.rs.whiteboard.default\" configuration-pid=\"\\$\"")));
        }
    }
}
