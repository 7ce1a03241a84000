package org.archipel.integrations.internal.http;

import java.net.URI;
import org.archipel.integrations.internal.log.SecretMask;
import org.slf4j.Logger;

/** Writes requests to the integration's log: method, address without its query, status and time, nothing else. */
final class ExchangeLog {
    private final Logger log;
    private final SecretMask mask;

    ExchangeLog(Logger log, SecretMask mask) {
        this.log = log;
        this.mask = mask;
    }

    void exchange(String method, URI uri, int status, long milliseconds) {
        if (status >= 400) {
            log.warn("{} {} answered {} in {} ms", method, address(uri), status, milliseconds);
        } else {
            log.debug("{} {} answered {} in {} ms", method, address(uri), status, milliseconds);
        }
    }

    void failure(String method, URI uri, String message, long milliseconds) {
        log.warn("{} {} failed after {} ms: {}", method, address(uri), milliseconds, message);
    }

    private String address(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return mask.apply(
                uri.getScheme() + "://" + uri.getHost() + port + (uri.getRawPath() == null ? "" : uri.getRawPath()));
    }
}
