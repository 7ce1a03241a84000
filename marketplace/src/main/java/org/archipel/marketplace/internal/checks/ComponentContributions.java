package org.archipel.marketplace.internal.checks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What the components of an extension contribute under a name: transformation functions, workflow steps, tasks. */
final class ComponentContributions {
    private static final String NAMED = "archipel\\.(\\w+)\\.(name|step|connector)";

    private ComponentContributions() {}

    /** Adds what the component of that description contributes. */
    static void read(byte[] xml, Set<String> elements) {
        var properties = parse(xml).getElementsByTagNameNS("*", "property");
        for (int i = 0; i < properties.getLength(); i++) {
            var property = (Element) properties.item(i);
            var name = property.getAttribute("name");
            if (name.matches(NAMED)) {
                var value = property.getAttribute("value");
                for (var each : (value.isEmpty() ? property.getTextContent() : value).split("\\s*\\n\\s*")) {
                    if (!each.isBlank()) {
                        elements.add(name.replaceAll(NAMED, "$1") + " " + each.strip());
                    }
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
