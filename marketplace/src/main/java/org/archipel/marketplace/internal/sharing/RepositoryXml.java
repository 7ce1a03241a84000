package org.archipel.marketplace.internal.sharing;

import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.PackageFacts;
import org.archipel.marketplace.internal.model.PackageFacts.Attribute;
import org.archipel.marketplace.internal.model.PackageFacts.Clause;

/** Writes an index of the OSGi Repository Service (Compendium, section 132.5), resource by resource. */
final class RepositoryXml implements AutoCloseable {
    private static final String NAMESPACE = "http://www.osgi.org/xmlns/repository/v1.0.0";
    private static final String CONTENT = "osgi.content";
    /** What XML 1.0 has no way to write (section 2.2); a single one would make the index of all packages unreadable. */
    private static final Pattern ILLEGAL =
            Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private static final String REPLACEMENT = "\uFFFD";
    /** Written by the repository itself, from what it knows better. */
    private static final Set<String> OWN = Set.of(CONTENT);

    private final XMLStreamWriter xml;

    /** @param increment rises with every change of the repository */
    RepositoryXml(OutputStream out, String name, long increment) throws XMLStreamException {
        xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("repository");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeAttribute("name", name);
        xml.writeAttribute("increment", Long.toString(increment));
    }

    /** @param address of the package, absolute or relative to the index */
    void write(ExtensionVersion version, PackageFacts facts, String address) throws XMLStreamException {
        xml.writeStartElement("resource");
        for (var capability : facts.capabilities()) {
            if (!OWN.contains(capability.namespace())) {
                write("capability", capability);
            }
        }
        write(
                "capability",
                new Clause(
                        CONTENT,
                        Map.of(
                                CONTENT,
                                new Attribute("String", version.packageHash()),
                                "url",
                                new Attribute("String", address),
                                "size",
                                new Attribute("Long", Long.toString(version.packageSize())),
                                "mime",
                                new Attribute("String", "application/vnd.osgi.bundle")),
                        Map.of()));
        for (var requirement : facts.requirements()) {
            write("requirement", requirement);
        }
        xml.writeEndElement();
    }

    private void write(String element, Clause clause) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("namespace", clause.namespace());
        for (var attribute : new TreeMap<>(clause.attributes()).entrySet()) {
            xml.writeEmptyElement("attribute");
            attribute("name", attribute.getKey());
            if (!attribute.getValue().type().equals("String")) {
                xml.writeAttribute("type", attribute.getValue().type());
            }
            attribute("value", attribute.getValue().value());
        }
        for (var directive : new TreeMap<>(clause.directives()).entrySet()) {
            xml.writeEmptyElement("directive");
            attribute("name", directive.getKey());
            attribute("value", directive.getValue());
        }
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, ILLEGAL.matcher(value).replaceAll(REPLACEMENT));
    }

    @Override
    public void close() throws XMLStreamException {
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }
}
