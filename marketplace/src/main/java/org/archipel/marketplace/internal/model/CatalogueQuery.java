package org.archipel.marketplace.internal.model;

import java.util.Optional;

/**
 * What to look for in the catalogue.
 *
 * @param text occurs in id, name, publisher, tags or description, whatever its case
 * @param after id of the last extension of the page before; empty for the first page
 * @param limit how many, 1 or more
 */
public record CatalogueQuery(
        Optional<String> text, Optional<String> category, Optional<String> publisher, String after, int limit) {}
