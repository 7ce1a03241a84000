package org.archipel.rest;

import java.util.Map;
import org.archipel.api.error.PlatformException;
import org.osgi.annotation.versioning.ProviderType;

/** Makes the answers to failures for whoever answers beside the platform's JAX-RS application. OSGi service; thread-safe. */
@ProviderType
public interface ProblemDocuments {
    /**
     * The RFC 9457 document of a failure.
     *
     * @param path of the request
     */
    Answer of(PlatformException failure, String path);

    /** The document of a refusal that is known by its HTTP status only. */
    Answer of(int status, String path);

    /** @param headers besides the content type */
    record Answer(int status, String mediaType, Map<String, String> headers, byte[] body) {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }
}
