package org.archipel.attacks;

import java.util.Random;
import org.example.attacks.Attack;
import org.example.attacks.ListeningProbe;
import org.example.attacks.Probe;
import org.example.attacks.Verdict;

/** Parts that the platform runs by itself, whether or not anybody uses them. */
final class ManyPartsAttacks {
    private static final int MANY = 51;

    private ManyPartsAttacks() {}

    // Each differs enough from the others for the file to be no bomb.
    private static byte[] components(String prefix, String type) {
        StringBuilder file = new StringBuilder("<c xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\">");
        Random random = new Random(prefix.hashCode());
        for (int i = 0; i < MANY; i++) {
            file.append("<scr:component name=\"")
                    .append(prefix)
                    .append('.')
                    .append(Long.toHexString(random.nextLong()))
                    .append("\"><implementation class=\"org.example.attacks.Harmless\"/><service><provide interface=\"")
                    .append(type)
                    .append("\"/></service></scr:component>");
        }
        return AttackPackage.bytes(file.append("</c>").toString());
    }

    private static void offer(AttackPackage sound, String type) {
        sound.header("Service-Component", AttackPackage.COMPONENT + ",OSGI-INF/many.xml")
                .entry("OSGI-INF/many.xml", components(sound.id(), type));
    }

    @Attack(
            number = 411,
            title = "Listeners by the dozen, each of which would have its own place in the stream of events",
            expected = Verdict.REFUSED,
            by = "component.too-many")
    static final class Listeners implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            offer(sound, "org.archipel.api.event.EventListener");
        }
    }

    @Attack(
            number = 411,
            title = "Tasks by the dozen, each of which would run as often as one may",
            expected = Verdict.REFUSED,
            by = "component.too-many")
    static final class Tasks implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            offer(sound, "org.archipel.api.schedule.ScheduledTask");
        }
    }

    @Attack(number = 412, title = "A listener with a name of hundreds of characters", expected = Verdict.ALLOWED)
    static final class LongName implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return ListeningProbe.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            sound.entry(AttackPackage.COMPONENT, AttackPackage.bytes("""
                            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s.%2$s">
                              <implementation class="%3$s"/>
                              <property name="archipel.event.topics" value="attack.plain"/>
                              <service>
                                <provide interface="org.archipel.api.rest.RestResource"/>
                                <provide interface="org.archipel.api.event.EventListener"/>
                              </service>
                              <reference name="context" interface="org.archipel.api.extension.ExtensionContext" bind="bind"/>
                            </scr:component>
                            """.formatted(
                                    sound.id(), "listener".repeat(40), ListeningProbe.class.getName())))
                    .permission("events", "publish", "topics", "attack.*")
                    .permission("events", "subscribe", "topics", "attack.*");
        }
    }
}
