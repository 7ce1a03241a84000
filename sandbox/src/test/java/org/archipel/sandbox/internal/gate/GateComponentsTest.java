package org.archipel.sandbox.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.archipel.sandbox.test.ExtensionJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate makes of descriptions of components. */
class GateComponentsTest extends InspectedPackages {
    @ParameterizedTest
    @CsvSource({
        "<service><provide interface='org.osgi.framework.hooks.service.FindHook'/></service>, component.service",
        "<service><provide interface='javax.servlet.Servlet'/></service>, component.service",
        "<reference interface='org.osgi.service.cm.ConfigurationAdmin'/>, component.reference",
        "<property name='osgi.jaxrs.resource' value='true'/>, component.property",
        "<property name='archipel.organization' value='other'/>, component.property",
        "<property name='service.ranking' type='Integer' value='9'/>, component.property",
        "<property name='Osgi.Jaxrs.Resource' value='true'/>, component.property",
        "<property name='SERVICE.RANKING' type='Integer' value='9'/>, component.property",
        "<properties entry='secret.properties'/>, component.configuration",
    })
    void refusesComponentsThatReachOutside(String body, String rule) {
        assertRefused(inspect(withComponent(component(body))), rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<reference name='c' interface='com.acme.test.Check' target='%s'/>",
                "<property name='c.target' value='%s'/>",
                "<property name='c.target'>%s</property>",
                "<property name='C.Target'><![CDATA[%s]]></property>",
            })
    void refusesTargetsOfVeryManyLevels(String body) {
        String deep = "(!".repeat(20) + "(a=b)" + ")".repeat(20);

        assertRefused(inspect(withComponent(component(body.formatted(deep)))), "component.target");
        assertThat(inspect(withComponent(component(body.formatted(deep.substring(2, deep.length() - 1)))))
                        .accepted())
                .isTrue();
    }

    @Test
    void refusesComponentFilesThatAreMissingOrHostile() {
        assertRefused(inspect(sound().header("Service-Component", "OSGI-INF/none.xml")), "component.missing");
        assertRefused(inspect(withComponent("<component")), "component.xml");
        assertRefused(
                inspect(withComponent("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" + component("&b;"))),
                "component.xml");
        assertRefused(
                inspect(withComponent(
                        component("").replace("name=\"com.acme.test.Check\"", "name=\"org.archipel.rest\""))),
                "component.configuration");
        assertRefused(
                inspect(withComponent(component("").replace("class=\"com.acme", "class=\"org.acme"))),
                "component.class");
    }

    /** The component runtime takes $ for the component's name. */
    @ParameterizedTest
    @ValueSource(strings = {"$", "com.acme.test.settings $"})
    void looksAtTheNameThatStandsForAConfiguration(String pids) {
        String listed = component("").replace("name=", "configuration-pid=\"" + pids + "\" name=");

        assertThat(inspect(withComponent(listed)).accepted()).isTrue();
        assertRefused(
                inspect(withComponent(listed.replace(
                        "name=\"com.acme.test.Check\"", "name=\"org.apache.aries.jax.rs.whiteboard.default\""))),
                "component.configuration");
    }

    @Test
    void aPatternOfComponentFilesMeansNoFolder() {
        assertThat(inspect(withComponent(component(""))
                                .header("Service-Component", "OSGI-INF/*")
                                .entry("OSGI-INF/", ""))
                        .findings())
                .isEmpty();
    }

    /** The component runtime passes over what has another namespace, and reads UTF-8 whatever a file declares. */
    @Test
    void readsComponentDescriptionsAsTheComponentRuntimeDoes() {
        String own = "<implementation class=\"com.acme.test.Check\"/>";
        String foreign = "<implementation class=\"java.util.Timer\"/>";
        String sound = component("");

        assertRefused(inspect(withComponent(sound.replace(own, foreign))), "component.class");
        assertRefused(
                inspect(withComponent(sound.replace(
                        own, foreign.replace("class", "xmlns:x=\"urn:x\" x:class=\"com.acme.test.Check\" class")))),
                "component.xml");
        assertRefused(
                inspect(withComponent(sound.replace(
                        own, foreign + own.replace("<implementation", "<x:implementation xmlns:x=\"urn:x\"")))),
                "component.xml");
        assertRefused(inspect(withComponent(sound.replace(own, foreign + own))), "component.xml");
        String hidden = sound.replace(own, own + "<![CDATA[?]]>" + foreign + "<![CDATA[ ]]>");
        byte[] bytes = ("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>" + hidden).getBytes(StandardCharsets.US_ASCII);
        for (int i = "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>".length(); i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0x81 : bytes[i];
        }
        assertRefused(inspect(withComponent("").entry("OSGI-INF/check.xml", bytes)), "component.xml");
    }

    /** The component runtime takes a blank for the end of a path. */
    @Test
    void looksAtEachFileOfComponentsThatIsRead() {
        ExtensionJar jar = withComponent(component(""))
                .header("Service-Component", "OSGI-INF/check.xml OSGI-INF/other.xml")
                .entry("OSGI-INF/check.xml OSGI-INF/other.xml", component(""))
                .entry("OSGI-INF/other.xml", component("").replace("com.acme.test.Check", "java.util.Timer"));

        assertRefused(inspect(jar), "component.class");
    }

    /** The component runtime takes each of these for the pattern of a file that the package has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/OSGI-INF/*.xml",
                "OSGI-INF//*.xml",
                "OSGI-INF/ot\\her*",
                "OSGI-INF/\\*.xml",
                "OSGI-INF/o*\\.xml",
                "OSGI-INF/./*.xml",
                "OSGI-*/*.xml"
            })
    void refusesPatternsOfComponentsThatCanBeReadInTwoWays(String pattern) {
        ExtensionJar jar = withComponent(component(""))
                .header("Service-Component", "OSGI-INF/check.xml," + pattern)
                .entry("OSGI-INF/*.xml", component("").replace("com.acme.test.Check", "java.util.Timer"))
                .entry("OSGI-INF/other.xml", component("").replace("com.acme.test.Check", "java.util.Timer"));

        assertRefused(inspect(jar), "component.missing");
    }

    @Test
    void looksAtEachFileThatAPatternOfComponentsMatches() {
        String foreign = component("").replace("com.acme.test.Check", "java.util.Timer");
        ExtensionJar jar = withComponent(component("")).header("Service-Component", "OSGI-INF/c*.xml,OSGI-INF/x*");

        assertThat(inspect(jar.entry("OSGI-INF/other.xml", foreign).entry("OSGI-INF/c/a.xml", foreign))
                        .accepted())
                .isTrue();
        assertRefused(inspect(jar.entry("OSGI-INF/c*.xml", foreign)), "component.class");
    }

    /** The component runtime hands one of them over later, on a thread of its own. */
    @Test
    void refusesComponentsThatReferToEachOtherInACircle() {
        String check = "com.acme.test.Check";
        String offer = "<service><provide interface='%s'/></service>";
        String reference = "<reference interface='%s' cardinality='0..1' policy='dynamic'/>";
        String point = "org.archipel.api.extension.HealthCheck";
        ExtensionJar straight = withComponent(component(offer.formatted(check) + reference.formatted(point)))
                .header("Service-Component", "OSGI-INF/check.xml,OSGI-INF/other.xml")
                .entry("OSGI-INF/other.xml", component(offer.formatted(point)));

        assertThat(inspect(straight).accepted()).isTrue();
        assertRefused(
                inspect(straight.entry(
                        "OSGI-INF/other.xml", component(offer.formatted(point) + reference.formatted(check)))),
                "component.circle");
        assertRefused(
                inspect(withComponent(component(offer.formatted(check) + reference.formatted(check)))),
                "component.circle");
    }

    /** The platform runs these by itself, whether or not anybody uses them; others wait until they are called. */
    @ParameterizedTest
    @CsvSource({
        "org.archipel.api.event.EventListener, 50",
        "org.archipel.api.schedule.ScheduledTask, 50",
        "org.archipel.api.extension.HealthCheck, 50",
        "org.archipel.api.transform.TransformFunction, 500",
    })
    void refusesMoreComponentsOfAKindThanThereMayBe(String type, int most) {
        String offer =
                component("<service><provide interface='" + type + "'/><provide interface='" + type + "'/></service>");

        assertThat(inspect(withComponent("<c>" + offer.repeat(most) + "</c>")).findings())
                .isEmpty();
        assertRefused(
                inspect(withComponent("<c>" + offer.repeat(most - 1) + "</c>")
                        .header("Service-Component", "OSGI-INF/*.xml")
                        .entry("OSGI-INF/other.xml", "<c>" + offer.repeat(2) + "</c>")),
                "component.too-many");
    }

    @Test
    void refusesComponentsWithoutEnd() {
        String many = "<components>" + component("").repeat(2_400) + "</components>";
        ExtensionJar jar = withComponent(many)
                .header("Service-Component", "OSGI-INF/*.xml")
                .entry("OSGI-INF/a.xml", many)
                .entry("OSGI-INF/b.xml", many)
                .entry("OSGI-INF/c.xml", many);

        assertThat(inspect(jar).accepted()).isTrue();
        assertRefused(inspect(jar.entry("OSGI-INF/d.xml", many)), "component.too-many");
        String references = "<reference interface='org.archipel.api.extension.ExtensionContext'/>".repeat(5_000);
        assertRefused(
                inspect(withComponent(component(references))
                        .header("Service-Component", "OSGI-INF/*.xml")
                        .entry("OSGI-INF/a.xml", component(references))),
                "component.too-many");
    }

    @Test
    @Timeout(120)
    void comesToAnEndWithEveryPatternOfComponents() {
        String name = "a".repeat(400);

        assertThat(inspect(withComponent(component(""))
                                .header("Service-Component", "OSGI-INF/check.xml," + "*a".repeat(40) + "b")
                                .entry(name, "x"))
                        .accepted())
                .isTrue();
        assertRefused(inspect(sound().header("Service-Component", "a*,".repeat(100_000))), "component.xml");
    }
}
