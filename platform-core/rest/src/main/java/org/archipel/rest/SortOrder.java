package org.archipel.rest;

/**
 * One term of {@code ?sort=}: a field, descending when written with a leading minus.
 *
 * @param field JSON name of the field
 */
public record SortOrder(String field, boolean descending) {
    @Override
    public String toString() {
        return descending ? "-" + field : field;
    }
}
