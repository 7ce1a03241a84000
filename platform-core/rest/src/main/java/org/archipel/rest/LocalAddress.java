package org.archipel.rest;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The address at which this process can ask itself over HTTP. The HTTP service is looked up each time: it starts after the platform,
 * whose parts must not wait for it. Thread-safe.
 */
@Component(service = LocalAddress.class)
public final class LocalAddress {
    private static final String RUNTIMES = "(&(objectClass=org.osgi.service.*.runtime.*)(osgi.http.endpoint=*))";
    private static final String ENDPOINTS = "osgi.http.endpoint";

    private final BundleContext context;

    @Activate
    public LocalAddress(BundleContext context) {
        this.context = context;
    }

    /** Empty before the HTTP service is up, and where only HTTPS is served. */
    public Optional<URI> find() {
        return endpoints()
                .filter(address -> address.startsWith("http://"))
                .map(URI::create)
                .findFirst();
    }

    /** Whether requests are served at all, be it by HTTPS only. */
    public boolean isServed() {
        return endpoints().findAny().isPresent();
    }

    private Stream<String> endpoints() {
        try {
            ServiceReference<?>[] runtimes = context.getAllServiceReferences(null, RUNTIMES);
            return Stream.ofNullable(runtimes)
                    .flatMap(Arrays::stream)
                    .map(runtime -> runtime.getProperty(ENDPOINTS))
                    .flatMap(value ->
                            value instanceof String[] many ? Arrays.stream(many) : Stream.of(value.toString()));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a constant filter is valid", e);
        }
    }
}
