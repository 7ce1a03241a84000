package org.archipel.rest.internal.http;

import java.util.regex.Pattern;
import org.archipel.persistence.Ids;

/** Chooses the id of a request: the client's, when it is safe to log and to send back, else a new one. */
final class RequestIds {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{7,63}");

    private RequestIds() {}

    /** @param wanted the client's header; null for none */
    static String choose(String wanted) {
        return wanted != null && SAFE.matcher(wanted).matches() ? wanted : Ids.next();
    }
}
