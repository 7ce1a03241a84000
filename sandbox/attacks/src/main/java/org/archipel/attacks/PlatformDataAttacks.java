package org.archipel.attacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.example.attacks.Attack;
import org.example.attacks.FailingProbe;
import org.example.attacks.ListeningProbe;
import org.example.attacks.Probe;
import org.example.attacks.Verdict;

/** What an extension says of itself, and the platform works with on threads of its own: schemas, topics. */
final class PlatformDataAttacks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlatformDataAttacks() {}

    @Attack(
            number = 233,
            title = "A schema of the configuration whose parts refer to each other twice",
            expected = Verdict.REFUSED,
            by = "parts")
    static final class Unfolding implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            ObjectNode schema = JSON.createObjectNode();
            ObjectNode parts = schema.putObject("$defs");
            parts.putObject("part0").put("type", "object");
            for (int i = 1; i <= 40; i++) {
                String before = "#/$defs/part" + (i - 1);
                var both = parts.putObject("part" + i).putArray("allOf");
                both.addObject().put("$ref", before);
                both.addObject().put("$ref", before);
            }
            sound.configSchema(schema.put("$ref", "#/$defs/part40"));
        }
    }

    @Attack(
            number = 233,
            title = "A schema of the configuration that refers to itself",
            expected = Verdict.REFUSED,
            by = "itself")
    static final class Endless implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            ObjectNode schema = JSON.createObjectNode();
            schema.putArray("allOf").addObject().put("$ref", "#");
            sound.configSchema(schema);
        }
    }

    @Attack(
            number = 239,
            title = "A schema of the configuration whose pattern may match nothing in many ways",
            expected = Verdict.REFUSED,
            by = "pattern")
    static final class EmptyPattern implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            ObjectNode schema = JSON.createObjectNode();
            schema.putObject("properties")
                    .putObject("name")
                    .put("type", "string")
                    .put("pattern", "^" + "(|)".repeat(60) + "a");
            sound.configSchema(schema);
        }
    }

    @Attack(number = 233, title = "Topics that take years to be compared", expected = Verdict.ALLOWED)
    static final class Topics implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return ListeningProbe.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            sound.entry(AttackPackage.COMPONENT, AttackPackage.bytes("""
                            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
                              <implementation class="%1$s"/>
                              <property name="archipel.event.topics">attack.%2$s*b
                            attack.plain</property>
                              <service>
                                <provide interface="org.archipel.api.rest.RestResource"/>
                                <provide interface="org.archipel.api.event.EventListener"/>
                              </service>
                              <reference name="context" interface="org.archipel.api.extension.ExtensionContext" bind="bind"/>
                            </scr:component>
                            """.formatted(
                                    ListeningProbe.class.getName(), "*a".repeat(60))))
                    .permission("events", "publish", "topics", "attack.*")
                    .permission("events", "subscribe", "topics", "attack.*");
        }
    }

    @Attack(number = 235, title = "A component that fails with a message of megabytes", expected = Verdict.REFUSED)
    static final class LongFailure implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return FailingProbe.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            sound.entry(AttackPackage.COMPONENT, AttackPackage.bytes("""
                            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s" activate="start">
                              <implementation class="%1$s"/>
                              <service><provide interface="org.archipel.api.rest.RestResource"/></service>
                              <reference name="context" interface="org.archipel.api.extension.ExtensionContext" bind="bind"/>
                            </scr:component>
                            """.formatted(FailingProbe.class.getName())));
        }
    }
}
