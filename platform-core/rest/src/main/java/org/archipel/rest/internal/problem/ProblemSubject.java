package org.archipel.rest.internal.problem;

import java.util.List;
import javax.ws.rs.core.PathSegment;
import javax.ws.rs.core.UriInfo;

/**
 * The integration or extension that a request is about, as its path tells; null for none.
 */
record ProblemSubject(String integrationId, String extensionId) {
    private static final String INTEGRATION = "integrationId";
    private static final String EXTENSION = "extensionId";

    static ProblemSubject of(UriInfo uri) {
        var parameters = uri.getPathParameters();
        List<PathSegment> segments = uri.getPathSegments();
        String noun = segments.isEmpty() ? "" : segments.get(0).getPath();
        String id = parameters.getFirst("id");
        String integration = parameters.getFirst(INTEGRATION);
        String extension = parameters.getFirst(EXTENSION);
        return new ProblemSubject(
                integration == null && noun.equals("integrations") ? id : integration,
                extension == null && noun.equals("extensions") ? id : extension);
    }
}
