package org.archipel.sandbox.internal.gate;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A component description (OSGi Compendium, chapter 112) as far as the gate needs it.
 *
 * @param targets filters that choose among services
 * @param pids names of the configurations that it takes; its own name if it lists none
 * @param factory whether it is a component factory, or reads properties from a file
 */
record ComponentXml(
        String implementation,
        List<String> provides,
        List<String> references,
        List<String> properties,
        List<String> targets,
        List<String> pids,
        boolean factory,
        boolean propertiesFile) {
    /** Stands for the component's name among the names of configurations. */
    private static final String OWN_NAME = "$";

    private static final String NAMESPACE = "http://www.osgi.org/xmlns/scr/v";

    /** The component itself, and each service, reference and property of it. */
    int parts() {
        return 1 + provides.size() + references.size() + properties.size();
    }

    /** @throws XMLStreamException if a file is not well-formed or brings a document type */
    static List<ComponentXml> parse(byte[] file) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text(file)));
        List<ComponentXml> components = new ArrayList<>();
        try {
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new XMLStreamException("document types and entities are not allowed");
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    checkNamespaces(reader);
                    if (reader.getLocalName().equals("component")) {
                        components.add(component(reader));
                    }
                }
            }
        } finally {
            reader.close();
        }
        return components;
    }

    // As the component runtime reads it, which takes no notice of the encoding that a file declares.
    private static String text(byte[] file) throws XMLStreamException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new XMLStreamException("the file is not UTF-8", e);
        }
    }

    // The component runtime passes over elements of other namespaces, and attributes that have one.
    private static void checkNamespaces(XMLStreamReader reader) throws XMLStreamException {
        String namespace = reader.getNamespaceURI();
        if (namespace != null && !namespace.isEmpty() && !namespace.startsWith(NAMESPACE)) {
            throw new XMLStreamException("an element of another namespace");
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String prefix = reader.getAttributePrefix(i);
            if (prefix != null && !prefix.isEmpty()) {
                throw new XMLStreamException("an attribute of another namespace");
            }
        }
    }

    private static ComponentXml component(XMLStreamReader reader) throws XMLStreamException {
        Builder builder = new Builder(reader);
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                checkNamespaces(reader);
                builder.element(reader);
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals("component")) {
                break;
            }
        }
        return builder.build();
    }

    private static String attribute(XMLStreamReader reader, String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static final class Builder {
        private final String name;
        private final List<String> pids;
        private final boolean factory;
        private final List<String> provides = new ArrayList<>();
        private final List<String> references = new ArrayList<>();
        private final List<String> properties = new ArrayList<>();
        private final List<String> targets = new ArrayList<>();
        private String implementation = "";
        private boolean propertiesFile;

        Builder(XMLStreamReader reader) {
            name = attribute(reader, "name");
            factory = !attribute(reader, "factory").isEmpty();
            String listed = attribute(reader, "configuration-pid").trim();
            pids = listed.isEmpty() ? List.of() : List.of(listed.split("\\s+"));
        }

        void element(XMLStreamReader reader) throws XMLStreamException {
            switch (reader.getLocalName()) {
                case "component" -> throw new XMLStreamException("a component within a component");
                case "implementation" -> implementation(attribute(reader, "class"));
                case "provide" -> provides.add(attribute(reader, "interface"));
                case "reference" -> {
                    references.add(attribute(reader, "interface"));
                    targets.add(attribute(reader, "target"));
                }
                case "property", "factory-property" -> property(attribute(reader, "name"), reader);
                case "properties", "factory-properties" -> propertiesFile = true;
                default -> {
                    // The rest says nothing about what the component reaches.
                }
            }
        }

        // The property that bears a reference's name and this ending takes the place of its target.
        private void property(String property, XMLStreamReader reader) throws XMLStreamException {
            properties.add(property);
            if (AnyCase.endsWith(property, ".target")) {
                targets.add(attribute(reader, "value"));
                targets.add(reader.getElementText());
            }
        }

        private void implementation(String type) throws XMLStreamException {
            if (!implementation.isEmpty()) {
                throw new XMLStreamException("a component of two classes");
            }
            implementation = type;
        }

        ComponentXml build() {
            String own = name.isEmpty() ? implementation : name;
            List<String> configurations = pids.isEmpty()
                    ? List.of(own)
                    : pids.stream().map(pid -> pid.equals(OWN_NAME) ? own : pid).toList();
            return new ComponentXml(
                    implementation, provides, references, properties, targets, configurations, factory, propertiesFile);
        }
    }
}
