package org.archipel.rest.internal.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.base.PointerSegments;

/**
 * Refuses query parameters that the route does not have, those that are there twice, since it would take one of their values only, and
 * values with the character U+0000, which no database keeps.
 */
@Priority(Priorities.USER - 1500)
final class QueryFilter implements ContainerRequestFilter {
    private static final int MOST_TOLD = 10;

    private final Set<String> known;
    private final boolean any;

    /** @param any whether it takes others than the known ones as well */
    QueryFilter(Set<String> known, boolean any) {
        this.known = known;
        this.any = any;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        List<FieldError> errors = new ArrayList<>();
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (!any && !known.contains(name)) {
                errors.add(new FieldError(pointer(name), "is not a parameter of this resource"));
            } else if (hasZero(name) || values.stream().anyMatch(QueryFilter::hasZero)) {
                errors.add(new FieldError(pointer(name), "must not have the character U+0000"));
            } else if (!any && values.size() > 1) {
                errors.add(new FieldError(pointer(name), "must be there once only"));
            }
        });
        if (!errors.isEmpty()) {
            throw new ValidationException(
                    "The query of the request is not acceptable.",
                    errors.stream().limit(MOST_TOLD).toList());
        }
    }

    private static boolean hasZero(String text) {
        return text != null && text.indexOf(0) >= 0;
    }

    private static String pointer(String name) {
        return "/" + PointerSegments.escaped(name);
    }
}
