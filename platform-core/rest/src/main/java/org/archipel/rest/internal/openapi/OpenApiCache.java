package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.ws.rs.Path;
import org.archipel.rest.Json;
import org.archipel.rest.internal.application.Parts;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the document until the resources of the platform's application change. Thread-safe. */
@Component(service = OpenApiCache.class)
public final class OpenApiCache {
    private static final Logger LOG = LoggerFactory.getLogger(OpenApiCache.class);

    private final Parts parts;
    private final String version;
    private final ObjectMapper mapper = Json.newMapper();
    private Made made;

    /** A document and the resources that it describes. */
    private record Made(List<ServiceReference<?>> of, byte[] document) {}

    @Activate
    public OpenApiCache(BundleContext context, @Reference Parts parts) {
        this.parts = parts;
        Version bundle = context.getBundle().getVersion();
        this.version = bundle.getMajor() + "." + bundle.getMinor() + "." + bundle.getMicro();
    }

    synchronized byte[] document() {
        List<ServiceReference<?>> present = parts.resources();
        if (made == null || !made.of().equals(present)) {
            made = new Made(present, make(present));
        }
        return made.document();
    }

    private byte[] make(List<ServiceReference<?>> references) {
        List<? extends Class<?>> classes = references.stream()
                .map(OpenApiCache::resourceClass)
                .filter(Objects::nonNull)
                .toList();
        try {
            return mapper.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(OpenApiDocument.of(List.copyOf(classes), version));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is JSON", e);
        }
    }

    /** The class that carries the annotations; null when the service has none that is visible. */
    static Class<?> resourceClass(ServiceReference<?> reference) {
        String[] names = (String[]) reference.getProperty(Constants.OBJECTCLASS);
        return Arrays.stream(names)
                .map(name -> load(reference, name))
                .filter(type -> type != null && type.isAnnotationPresent(Path.class))
                .findFirst()
                .orElse(null);
    }

    private static Class<?> load(ServiceReference<?> reference, String name) {
        if (reference.getBundle() == null) {
            return null;
        }
        try {
            return reference.getBundle().loadClass(name);
        } catch (ClassNotFoundException e) {
            LOG.warn("The resource {} cannot be described", name, e);
            return null;
        }
    }
}
