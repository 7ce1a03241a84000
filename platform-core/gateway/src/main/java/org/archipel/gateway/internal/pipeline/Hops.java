package org.archipel.gateway.internal.pipeline;

import java.util.Enumeration;
import org.archipel.api.error.ErrorCode;
import org.archipel.gateway.internal.http.Header;
import org.archipel.rest.ProblemException;
import org.eclipse.jetty.http.HttpFields;

/** The gateways that a request came through (RFC 9110, section 7.6.3), of which an API that calls itself has ever more. */
final class Hops {
    private static final String NAME = "archipel";
    private static final String ONE = "1.1 " + NAME;
    private static final int MOST = 8;
    private static final int LOOP = 508;

    /** This one. */
    static final Header OWN = new Header("Via", ONE);

    private Hops() {}

    /** How many of the gateways are such as this. */
    static int of(HttpFields fields) {
        Enumeration<String> values = fields.getValues("Via");
        int count = 0;
        while (values != null && values.hasMoreElements()) {
            for (String one : values.nextElement().split(",")) {
                if (one.strip().endsWith(" " + NAME)) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Those before this one, for who is not told what else the caller says of its way. */
    static Header before(int count) {
        return new Header("Via", (ONE + ", ").repeat(count - 1) + ONE);
    }

    /** @throws ProblemException with 508 if the request goes in circles */
    static void requireFew(HttpFields fields) {
        if (fields.contains("Via") && of(fields) >= MOST) {
            throw new ProblemException(LOOP, ErrorCode.INTEGRATION_ERROR, "The request goes in circles.");
        }
    }
}
