package org.archipel.marketplace.internal.checks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.archipel.api.event.EventListener;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What a component of an extension contributes under a name: transformation functions, workflow steps, tasks; and what it hears. */
final class ComponentContributions {
    private static final Pattern NAMED = Pattern.compile("archipel\\.(\\w+)\\.(name|step|connector)");

    private final Document description;

    /** @param xml the component's description */
    ComponentContributions(byte[] xml) {
        description = parse(xml);
    }

    /** For example {@code transform iban}. */
    Set<String> named() {
        var named = new TreeSet<String>();
        properties((name, value) -> {
            var matcher = NAMED.matcher(name);
            if (matcher.matches()) {
                named.add(matcher.group(1) + " " + value);
            }
        });
        return named;
    }

    /** Globs of the topics of events. */
    Set<String> topics() {
        var topics = new TreeSet<String>();
        properties((name, value) -> {
            if (name.equals(EventListener.TOPICS)) {
                topics.add(value);
            }
        });
        return topics;
    }

    /** Each value of a property on its own. */
    private void properties(BiConsumer<String, String> taker) {
        var properties = description.getElementsByTagNameNS("*", "property");
        for (int i = 0; i < properties.getLength(); i++) {
            var property = (Element) properties.item(i);
            var value = property.getAttribute("value");
            for (var each : (value.isEmpty() ? property.getTextContent() : value).split("\\s*\\n\\s*")) {
                if (!each.isBlank()) {
                    taker.accept(property.getAttribute("name"), each.strip());
                }
            }
        }
    }

    private static Document parse(byte[] xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("a component's description cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
