package org.archipel.sandbox;

import java.io.OutputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.api.permission.Permission;
import org.osgi.annotation.versioning.ProviderType;

/**
 * HTTP out of the platform. Hosts are compared in canonical form (IDNA, case), addresses are checked as resolved, at every
 * redirect, and private ranges are refused unless a grant or the administrator's {@code archipel.network.private} list names
 * them. Thread-safe.
 */
@ProviderType
public interface Egress {
    /** A client that reaches what the {@code network} permissions among the grants cover; they are asked at every request. */
    HttpClient client(Supplier<List<Permission>> grants);

    /**
     * As {@link #client(Supplier)}, and reaches host and port of the given addresses as well. They come from people who configure
     * something and not from an administrator's grant, so naming a private address here does not open it.
     */
    HttpClient client(Supplier<List<Permission>> grants, Collection<URI> endpoints);

    /**
     * Whether a client as {@link #client(Supplier, Collection)} gives it would send to an address, if that is no private one. Nothing is
     * sent, and no name server is asked.
     */
    boolean reaches(Supplier<List<Permission>> grants, Collection<URI> endpoints, URI address);

    /**
     * Sends a request of the platform itself to the host and port of its address, and writes the body of a successful answer as it
     * arrives, so that it may be larger than what is kept in memory.
     *
     * @param to not closed; part of the body may have been written when it fails
     * @param longest in bytes
     * @return the answer; without a body if that was written
     * @throws org.archipel.api.error.RemoteException if no answer comes, or a larger one
     * @throws java.io.UncheckedIOException if the body cannot be written
     */
    HttpResponse download(HttpRequest request, OutputStream to, long longest);
}
